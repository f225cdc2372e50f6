package storetest

import (
	"context"

	"duban/models"
	"duban/store"
)

// PutActors records the persons a test acts as, with exactly the roles of the actors.
func PutActors(ctx context.Context, s *store.Store, actors ...models.Actor) error {
	return s.Write(ctx, func(tx *store.Tx) error {
		for _, a := range actors {
			if a.Operator {
				continue
			}
			_, err := tx.Person(a.ID)
			if models.KindOf(err) == models.KindNotFound {
				err = tx.InsertPerson(models.Person{ID: a.ID, Name: a.Name})
			}
			if err != nil {
				return err
			}
			held, err := tx.RolesOf(a.ID)
			if err != nil {
				return err
			}
			for _, r := range held {
				if err := tx.DeleteRole(r); err != nil {
					return err
				}
			}
			for _, r := range a.Roles {
				r.PersonID = a.ID
				if err := tx.PutRole(r); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

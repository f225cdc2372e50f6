package simulate

import (
	"context"
	"fmt"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// enrol puts people on record with their roles, as accounts would: what they ask for is checked against it.
func (e *engine) enrol(ctx context.Context, actors ...models.Actor) error {
	return e.store.Write(ctx, func(tx *store.Tx) error {
		for _, a := range actors {
			_, err := tx.Person(a.ID)
			if err == nil {
				continue
			}
			if models.KindOf(err) != models.KindNotFound {
				return err
			}
			if err := tx.InsertPerson(models.Person{ID: a.ID, Name: a.Name}); err != nil {
				return err
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

// anyVersion is the version of a command that holds for whichever version the project has.
const anyVersion = 0

func (e *engine) do(ctx context.Context, c Command) (string, error) {
	var receipt tracking.Receipt
	var err error
	switch body := c.Body.(type) {
	case models.SubmitMilestoneCommand:
		receipt, err = e.tracking.SubmitMilestone(ctx, c.By, c.Key, c.Project, anyVersion, body)
	case models.ReportMonthCommand:
		receipt, err = e.tracking.ReportMonth(ctx, c.By, c.Key, c.Project, anyVersion, body)
	case models.ReviewCommand:
		receipt, err = e.tracking.Review(ctx, c.By, c.Key, anyVersion, body)
	case models.ChangePlanCommand:
		receipt, err = e.tracking.ChangePlan(ctx, c.By, c.Key, c.Project, anyVersion, body)
	default:
		return "", fmt.Errorf("simulate: no command: %T", c.Body)
	}
	return receipt.Object, err
}

func (e *engine) records(ctx context.Context) (all []record, err error) {
	err = e.store.Read(ctx, func(tx *store.Tx) error {
		programmes, err := tx.Programmes()
		if err != nil {
			return err
		}
		for _, programme := range programmes {
			if programme.Kind != models.DistrictProgramme {
				continue
			}
			facts, err := tx.FactsOf(programme.ID)
			if err != nil {
				return err
			}
			for _, f := range facts {
				moves, err := tx.DueChangesOf([]string{f.Project.ID})
				if err != nil {
					return err
				}
				r := record{facts: f, moves: moves[f.Project.ID]}
				if r.messages, err = tx.OutboxOf(f.Project.ID); err != nil {
					return err
				}
				all = append(all, r)
			}
		}
		return nil
	})
	return all, err
}

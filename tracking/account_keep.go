package tracking

import (
	"context"
	"encoding/json"
	"errors"

	"duban/models"
	"duban/store"
)

// KeepAccounts disables the accounts whose last day is over and those without a log-in for too long, and returns how
// many. An account with a valid token is in use. The last administrator of a kind is left, so that requests can still
// be decided.
func (s *Service) KeepAccounts(ctx context.Context) (disabled int, err error) {
	over := map[string]string{} // audit action by person
	unwatched := false
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		policy, err := s.policyIn(tx)
		if err != nil {
			return err
		}
		accounts, err := tx.Accounts()
		if err != nil {
			return err
		}
		holders, err := tx.TokenHolders(s.now())
		if err != nil {
			return err
		}
		for _, a := range accounts {
			unwatched = unwatched || a.WatchedFrom == 0
			switch {
			case a.Expired(s.now().Date()):
				over[a.PersonID] = "account.expired"
			case policy.Dormant(a, s.now()) && !holders[a.PersonID]:
				over[a.PersonID] = "account.dormant"
			}
		}
		return err
	})
	if err == nil && unwatched {
		err = s.Store.Write(ctx, func(tx *store.Tx) error { return tx.WatchAccounts(s.now()) })
	}
	for person, action := range over {
		if err != nil {
			break
		}
		done := false
		err = s.Store.Write(ctx, func(tx *store.Tx) (err error) {
			done, err = s.disableOver(tx, person, action)
			return err
		})
		if done {
			disabled++
		}
	}
	return disabled, err
}

// disableOver disables one account and records why. One that is disabled already, or must stay, is left alone.
func (s *Service) disableOver(tx *store.Tx, personID, action string) (bool, error) {
	person, err := tx.Person(personID)
	if err != nil || person.Disabled {
		return false, err
	}
	c := accountChange{Kind: models.ChangeDisable, Who: personID}
	if _, err := s.verify(tx, &c); err != nil {
		var e *models.Error
		if errors.As(err, &e) && !e.Kind.Ours() {
			return false, nil // the last administrator of a kind
		}
		return false, err
	}
	if err := s.carryOut(tx, c, "", ""); err != nil {
		return false, err
	}
	detail, err := json.Marshal(map[string]string{"login": c.Login})
	if err != nil {
		return false, err
	}
	return true, tx.InsertAudit(models.AuditEvent{ByID: models.System.ID, ByName: models.System.Name, Action: action,
		Object: c.Login, Detail: string(detail), At: s.now()})
}

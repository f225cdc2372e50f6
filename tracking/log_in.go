package tracking

import (
	"context"
	"crypto/rand"

	"duban/models"
	"duban/store"
)

// LoggedIn is a new session. The secret is the browser's alone: only its hash is kept.
type LoggedIn struct {
	Secret     string
	Actor      models.Actor
	MustChange bool // the password was given by somebody else
}

// longest a browser may call itself, in bytes.
const longestAgent = 200

// LogIn begins a session. A wrong password, an unknown, locked and disabled account get the same answer after the same
// work: KindForbidden "bad_login". An address that failed too often gets "too_many_attempts".
func (s *Service) LogIn(ctx context.Context, login, password, address, agent string) (LoggedIn, error) {
	now := s.now()
	if err := s.attempts.allow(address, now); err != nil {
		return LoggedIn{}, err
	}
	var account models.Account
	var known bool
	var person models.Person
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if account, known, err = tx.AccountByLogin(models.LoginKey(login)); err != nil || !known {
			return err
		}
		person, err = tx.Person(account.PersonID)
		return err
	})
	if err != nil {
		return LoggedIn{}, err
	}
	hash := account.PasswordHash
	if !known {
		hash = nobodys()
	}
	right, err := isPassword(ctx, hash, password)
	if err != nil {
		return LoggedIn{}, err
	}
	locked := now < account.LockedUntil
	if !known || !right || locked || person.Disabled {
		s.attempts.failed(address, now)
		if known && !right && !locked {
			err = s.countFailure(ctx, account.PersonID, now, address)
		}
		if err == nil {
			err = models.Errorf(models.KindForbidden, "bad_login", "账号或密码错误，或账号已锁定")
		}
		return LoggedIn{}, err
	}
	return s.begin(ctx, account.PersonID, now, address, agent)
}

// countFailure counts a wrong password and locks the account at the fifth.
func (s *Service) countFailure(ctx context.Context, personID string, now models.Instant, address string) error {
	return s.Store.Write(ctx, func(tx *store.Tx) error {
		a, found, err := tx.AccountOf(personID)
		if err != nil || !found {
			return err
		}
		action := "account.log_in_failed"
		if a.FailedCount++; a.FailedCount >= models.FailuresToLock {
			action, a.FailedCount, a.LockedUntil = "account.locked", 0, now.Add(models.LockedFor)
		}
		if err := tx.SetLogIn(a); err != nil {
			return err
		}
		return s.record(tx, models.Actor{ID: personID, Name: a.Login}, action, a.Login, address)
	})
}

// begin writes the session and gives its secret.
func (s *Service) begin(ctx context.Context, personID string, now models.Instant, address, agent string) (in LoggedIn, err error) {
	in.Secret = rand.Text() + rand.Text()
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		a, found, err := tx.AccountOf(personID) // again: it may have been locked meanwhile
		if err != nil {
			return err
		}
		if in.Actor, err = s.actorOf(tx, personID); err != nil {
			return err
		}
		if !found || now < a.LockedUntil {
			return models.Errorf(models.KindForbidden, "bad_login", "账号或密码错误，或账号已锁定")
		}
		in.MustChange = a.MustChange
		a.FailedCount, a.LockedUntil, a.LastLogInAt = 0, 0, now
		if err := tx.SetLogIn(a); err != nil {
			return err
		}
		if err := tx.InsertSession(models.Session{
			Hash: tokenHash(in.Secret), PersonID: personID, CreatedAt: now, SeenAt: now, EndsAt: now.Add(models.SessionLongest),
			Address: address, Agent: agent[:min(len(agent), longestAgent)],
		}); err != nil {
			return err
		}
		return s.record(tx, in.Actor, "account.log_in", a.Login, address)
	})
	if err != nil {
		return LoggedIn{}, err
	}
	return in, nil
}

// actorOf is a person with the roles they hold today.
func (s *Service) actorOf(tx *store.Tx, personID string) (models.Actor, error) {
	person, err := tx.Person(personID)
	if err != nil {
		return models.Actor{}, err
	}
	roles, err := tx.RolesOf(personID)
	if err != nil {
		return models.Actor{}, err
	}
	actor := models.Actor{ID: person.ID, Name: person.Name}
	today := s.now().Date()
	for _, r := range roles {
		if r.On(today) {
			actor.Roles = append(actor.Roles, r)
		}
	}
	return actor, nil
}

package tracking

import (
	"context"
	"crypto/rand"

	"duban/internal/secondfactor"
	"duban/models"
	"duban/store"
)

// passwordGiven begins a session for a person whose password was right or, where they have a second factor, a log-in
// that waits for its code.
func (s *Service) passwordGiven(ctx context.Context, personID string, now models.Instant, address,
	agent string) (in LoggedIn, err error) {
	waiting := LoggedIn{Secret: rand.Text() + rand.Text(), NeedsCode: true}
	err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		f, _, err := tx.SecondFactorOf(personID)
		if err != nil || f.ConfirmedAt == 0 {
			return err
		}
		in = waiting
		return tx.InsertPendingLogIn(models.PendingLogIn{Hash: tokenHash(waiting.Secret), PersonID: personID,
			CreatedAt: now, Address: address, Agent: agent[:min(len(agent), longestAgent)]}, now.Add(-models.PendingFor))
	})
	if err != nil || in.NeedsCode {
		return in, err
	}
	return s.begin(ctx, personID, models.ByPassword, now, address, agent)
}

func badCode() *models.Error {
	return models.Errorf(models.KindForbidden, "bad_code", "动态口令或备用码错误、已用过，或账号已锁定")
}

// FinishLogIn begins the session of a log-in that waits for a code: one of the authenticator app, or a recovery code. A
// wrong code counts like a wrong password and locks the account alike. Errors: KindForbidden "bad_code" and
// "log_in_over", after which the person begins anew.
func (s *Service) FinishLogIn(ctx context.Context, secret, code, address, agent string) (in LoggedIn, err error) {
	now := s.now()
	if err := s.admit(ctx, address, address, now); err != nil {
		return LoggedIn{}, err
	}
	var p models.PendingLogIn
	var account models.Account
	if err := s.Store.Read(ctx, func(tx *store.Tx) error {
		found := false
		if p, found, err = tx.PendingLogIn(tokenHash(secret)); err != nil {
			return err
		}
		if !found || !p.Live(now) {
			return models.Errorf(models.KindForbidden, "log_in_over", "登录已超时，请重新输入账号和密码")
		}
		account, _, err = tx.AccountOf(p.PersonID)
		return err
	}); err != nil {
		return LoggedIn{}, err
	}
	wrong := false
	err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		locked, err := passwordLocked(tx, p.PersonID, p.PersonID, models.AddressClass(address), now)
		if err != nil {
			return err
		}
		recovered, right, err := s.codeRight(tx, p.PersonID, code, now)
		if err != nil {
			return err
		}
		if wrong = locked || !right; wrong {
			return badCode() // nothing of it is stored: a code is not used up while the account is locked
		}
		if err := tx.EndPendingLogIn(p.Hash); err != nil {
			return err
		}
		by := byCode
		if recovered {
			by = byRecovery
		}
		if in, err = s.beginIn(tx, p.PersonID, models.ByPassword, by, now, address, agent); err != nil || !recovered {
			return err
		}
		return s.record(tx, in.Actor, "account.recovered", account.Login, address)
	})
	if wrong {
		s.attempts.failed(address, now)
		c, failed := s.candidate(ctx, account.Login, address, now)
		if failed == nil {
			failed = s.countFailure(ctx, c, account.Login, address, now)
		}
		if failed != nil {
			err = failed
		}
	}
	if err != nil {
		s.noteOutside(ctx, p.PersonID, address, err)
		return LoggedIn{}, err
	}
	return in, nil
}

// codeRight reports whether a code is right, and uses it up. recovered tells that it is a recovery code.
func (s *Service) codeRight(tx *store.Tx, personID, code string, now models.Instant) (recovered, right bool,
	err error) {
	f, _, err := tx.SecondFactorOf(personID)
	if err != nil || f.ConfirmedAt == 0 {
		return false, false, err
	}
	if step, ok := secondfactor.Accept(string(f.Secret), code, now.Time(), f.LastStep); ok {
		right, err = tx.UseFactorStep(personID, step)
		return false, right, err
	}
	right, err = tx.UseRecoveryCode(personID, tokenHash(models.RecoveryKey(code)), now)
	return true, right, err
}

// askFactor returns what a person has to do about a second factor, and records the first log-in at which one is
// required.
func (s *Service) askFactor(tx *store.Tx, policy models.AccountPolicy, a models.Account, actor models.Actor,
	way models.LogInWay, now models.Instant) (models.EnrolState, error) {
	f, _, err := tx.SecondFactorOf(a.PersonID)
	if err != nil {
		return models.EnrolNone, err
	}
	state, _ := policy.Enrolling(a, actor, way, f.ConfirmedAt != 0, now)
	if a.FactorAskedAt == 0 && (state == models.EnrolSoon || state == models.EnrolFirst) {
		err = tx.SetFactorAsked(a.PersonID, now)
	}
	return state, err
}

package tracking

import (
	"context"
	"crypto/rand"
	"strings"

	"duban/internal/secondfactor"
	"duban/models"
	"duban/store"
)

// factorIssuer is how an authenticator app names this program.
const factorIssuer = "督办"

// FactorPage is a person's own second factor.
type FactorPage struct {
	Since   models.Instant // in use since; 0: none is in use
	Codes   int            // recovery codes that are left
	ResetAt models.Instant // when another person removed it, and who
	ResetBy string
}

// NewFactor is a new secret for an authenticator app, shown until it is confirmed.
type NewFactor struct {
	Secret  string // in groups of four, to be typed
	Picture secondfactor.Picture
}

// SecondFactor shows the actor's own second factor.
func (s *Service) SecondFactor(ctx context.Context, actor models.Actor) (page FactorPage, err error) {
	if err := models.CanActInPerson(actor); err != nil {
		return page, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		f, _, err := tx.SecondFactorOf(actor.ID)
		if err != nil {
			return err
		}
		a, _, err := tx.AccountOf(actor.ID)
		if err != nil {
			return err
		}
		page.Since, page.ResetAt, page.ResetBy = f.ConfirmedAt, a.FactorResetAt, a.FactorResetBy
		page.Codes, err = tx.RecoveryCodesLeft(actor.ID)
		return err
	})
	return page, err
}

// StartSecondFactor makes a secret for an authenticator app. Whoever has a second factor in use gives a code of it. The
// one in use stays until the new one is confirmed.
func (s *Service) StartSecondFactor(ctx context.Context, actor models.Actor, key, code, address string) (NewFactor,
	error) {
	account, err := s.ownAccount(ctx, actor)
	if err != nil {
		return NewFactor{}, err
	}
	secret, link, err := secondfactor.New(factorIssuer, account.Login)
	if err != nil {
		return NewFactor{}, err
	}
	err = s.withCode(ctx, account, code, address, func(check func(*store.Tx) error) error {
		return s.secret(ctx, actor, key, "StartSecondFactor", actor.ID, "account.factor_start", account.Login,
			func(tx *store.Tx) error {
				if err := check(tx); err != nil {
					return err
				}
				return tx.PutNextFactor(actor.ID, models.Secret(secret), s.now())
			})
	})
	if err != nil {
		return NewFactor{}, err
	}
	return newFactor(secret, link)
}

func newFactor(secret, link string) (NewFactor, error) {
	picture, err := secondfactor.Draw(link)
	var groups []string
	for rest := secret; rest != ""; {
		n := min(4, len(rest))
		groups, rest = append(groups, rest[:n]), rest[n:]
	}
	return NewFactor{Secret: strings.Join(groups, " "), Picture: picture}, err
}

// NextFactor shows the secret that waits for its first code again, after a wrong one. Errors: KindConflict
// "factor_over".
func (s *Service) NextFactor(ctx context.Context, actor models.Actor) (NewFactor, error) {
	account, err := s.ownAccount(ctx, actor)
	if err != nil {
		return NewFactor{}, err
	}
	var f models.SecondFactor
	if err := s.Store.Read(ctx, func(tx *store.Tx) error {
		f, _, err = tx.SecondFactorOf(actor.ID)
		return err
	}); err != nil {
		return NewFactor{}, err
	}
	if !f.NextLive(s.now()) {
		return NewFactor{}, factorOver()
	}
	return newFactor(string(f.Next), secondfactor.Address(factorIssuer, account.Login, string(f.Next)))
}

func factorOver() *models.Error {
	return models.Errorf(models.KindConflict, "factor_over", "动态口令的设置已超时，请重新开始")
}

// ConfirmSecondFactor takes the first code of a new secret, which is in use from then on, and returns new recovery
// codes, which are shown once. The person's other sessions end. Errors: KindInvalid "bad_code".
func (s *Service) ConfirmSecondFactor(ctx context.Context, actor models.Actor, key, session, code string) ([]string,
	error) {
	account, err := s.ownAccount(ctx, actor)
	if err != nil {
		return nil, err
	}
	shown, rows := recoveryCodes(actor.ID, s.now())
	err = s.secret(ctx, actor, key, "ConfirmSecondFactor", actor.ID, "account.factor", account.Login,
		func(tx *store.Tx) error {
			f, _, err := tx.SecondFactorOf(actor.ID)
			if err != nil {
				return err
			}
			if !f.NextLive(s.now()) {
				return factorOver()
			}
			step, right := secondfactor.Accept(string(f.Next), code, s.now().Time(), 0)
			if !right {
				return models.Errorf(models.KindInvalid, "bad_code", "动态口令不对，请核对手机时间后，输入最新的 6 位数字")
			}
			if err := tx.TakeNextFactor(f, step, s.now()); err != nil {
				return err
			}
			if err := tx.EndSessionsOf(actor.ID, tokenHash(session), "security", s.now()); err != nil {
				return err
			}
			return tx.PutRecoveryCodes(actor.ID, rows)
		})
	if err != nil {
		return nil, err
	}
	return shown, nil
}

// NewRecoveryCodes replaces the actor's recovery codes; a code of the app is needed. They are shown once.
func (s *Service) NewRecoveryCodes(ctx context.Context, actor models.Actor, key, code, address string) ([]string,
	error) {
	account, err := s.ownAccount(ctx, actor)
	if err != nil {
		return nil, err
	}
	shown, rows := recoveryCodes(actor.ID, s.now())
	err = s.withCode(ctx, account, code, address, func(check func(*store.Tx) error) error {
		return s.secret(ctx, actor, key, "NewRecoveryCodes", actor.ID, "account.recovery_codes", account.Login,
			func(tx *store.Tx) error {
				if err := check(tx); err != nil {
					return err
				}
				return tx.PutRecoveryCodes(actor.ID, rows)
			})
	})
	if err != nil {
		return nil, err
	}
	return shown, nil
}

// withCode runs a change of a second factor with a check of the code of the one in use; without one in use there is
// nothing to check. A wrong code counts like a wrong password.
func (s *Service) withCode(ctx context.Context, account models.Account, code, address string,
	change func(check func(*store.Tx) error) error) error {
	now, wrong := s.now(), false
	err := change(func(tx *store.Tx) error {
		f, _, err := tx.SecondFactorOf(account.PersonID)
		if err != nil || f.ConfirmedAt == 0 {
			return err
		}
		locked, err := passwordLocked(tx, account.PersonID, account.PersonID, models.AddressClass(address), now)
		if err != nil {
			return err
		}
		_, right, err := s.codeRight(tx, account.PersonID, code, now)
		if err != nil {
			return err
		}
		if wrong = locked || !right; wrong {
			return models.Errorf(models.KindInvalid, "bad_code", "动态口令或备用码错误、已用过，或账号已锁定")
		}
		return nil
	})
	if wrong {
		c, failed := s.candidate(ctx, account.Login, address, now)
		if failed == nil {
			failed = s.countFailure(ctx, c, account.Login, address, now)
		}
		if failed != nil {
			return failed
		}
	}
	return err
}

// recoveryCodes makes recovery codes: as they are shown, and as they are stored.
func recoveryCodes(personID string, now models.Instant) (shown []string, rows []models.RecoveryCode) {
	for range models.RecoveryCodes {
		code := recoveryCode()
		shown = append(shown, code)
		rows = append(rows, models.RecoveryCode{Hash: tokenHash(models.RecoveryKey(code)), PersonID: personID, MadeAt: now})
	}
	return shown, rows
}

// recoveryCode returns 24 letters and digits, 120 bits: enough for a plain hash to be stored.
func recoveryCode() string {
	text := strings.ToLower(rand.Text()[:24])
	var groups []string
	for at := 0; at < len(text); at += 6 {
		groups = append(groups, text[at:at+6])
	}
	return strings.Join(groups, "-")
}

// ownAccount returns the actor's own account. Errors: KindForbidden for one without a log-in, and by token.
func (s *Service) ownAccount(ctx context.Context, actor models.Actor) (account models.Account, err error) {
	if err := models.CanActInPerson(actor); err != nil {
		return account, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		account, err = accountFor(tx, actor, "")
		return err
	})
	if err == nil && account.Login == "" {
		err = models.Errorf(models.KindForbidden, "forbidden", "您没有登录账号，请联系系统管理员")
	}
	return account, err
}

// ResetSecondFactor removes, or requests to remove, the second factor of a person who lost their telephone and recovery
// codes. Their sessions end; at the next log-in they are told and set up a new one first.
func (s *Service) ResetSecondFactor(ctx context.Context, actor models.Actor, key, login string) (Settled, error) {
	if err := models.CanAdminister(actor); err != nil {
		return Settled{}, err
	}
	settled, _, err := s.changeAccount(ctx, actor, key, &accountChange{Kind: models.ChangeFactor, Who: login})
	return settled, err
}

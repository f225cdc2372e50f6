package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// Prove takes the password of the person of a session again, before a sensitive act. A wrong one counts like one at the
// log-in and locks the account alike. Errors: KindInvalid "wrong_password", also while it is locked.
func (s *Service) Prove(ctx context.Context, actor models.Actor, secret, password, address string) error {
	account, err := s.ownAccount(ctx, actor)
	if err != nil {
		return err
	}
	now := s.now()
	c, err := s.candidate(ctx, account.Login, address, now)
	if err != nil {
		return err
	}
	right, err := isPassword(ctx, c.account.PasswordHash, password)
	if err != nil {
		return err
	}
	if !right || c.locked || !c.exists {
		if err := s.countFailure(ctx, c, account.Login, address, now); err != nil {
			return err
		}
		return models.Errorf(models.KindInvalid, "wrong_password", "密码错误，或账号已锁定")
	}
	return s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		if err := tx.ProveSession(tokenHash(secret), now); err != nil {
			return err
		}
		return s.record(tx, actor, "account.proved", account.Login, address)
	})
}

package tracking

import (
	"context"
	"crypto/rand"
	"maps"
	"sync"
	"time"

	"duban/models"
	"duban/store"
)

// Prove takes the password of the person of a session again, before a sensitive act. A wrong one counts like one at the
// log-in and locks the account alike. The session goes on under a new secret, which is returned: one that was read
// before does not act. Errors: KindInvalid "wrong_password", also while it is locked; KindForbidden "no_session".
func (s *Service) Prove(ctx context.Context, actor models.Actor, secret, password, address string) (string, error) {
	account, err := s.ownAccount(ctx, actor)
	if err != nil {
		return "", err
	}
	now := s.now()
	c, err := s.candidate(ctx, account.Login, address, now)
	if err != nil {
		return "", err
	}
	right, err := isPassword(ctx, c.account.PasswordHash, password)
	if err != nil {
		return "", err
	}
	if !right || c.locked || !c.exists {
		if err := s.countFailure(ctx, c, account.Login, address, now); err != nil {
			return "", err
		}
		return "", models.Errorf(models.KindInvalid, "wrong_password", "密码错误，或账号已锁定")
	}
	fresh := rand.Text() + rand.Text()
	err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		if found, err := tx.RenewSession(tokenHash(secret), tokenHash(fresh), now); err != nil || !found {
			if err == nil {
				err = noSession()
			}
			return err
		}
		return s.record(tx, actor, "account.proved", account.Login, address)
	})
	if err != nil {
		return "", err
	}
	s.renewals.add(tokenHash(secret), fresh, now)
	return fresh, nil
}

// renewals remembers for some seconds which secret of a session replaced another: a browser that sent the form twice,
// or read another page meanwhile, still sends the old one.
type renewals struct {
	mu sync.Mutex
	of map[string]renewal // by the hash of the old secret
}

type renewal struct {
	secret string
	at     models.Instant
}

// renewedFor is how long an old secret is accepted, by the process that replaced it.
const renewedFor = 15 * time.Second

func (r *renewals) add(old, secret string, now models.Instant) {
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.of, func(_ string, one renewal) bool { return now.Sub(one.at) >= renewedFor })
	if r.of == nil {
		r.of = map[string]renewal{}
	}
	r.of[old] = renewal{secret, now}
}

// find returns the secret that replaced an old one lately; "" for none.
func (r *renewals) find(old string, now models.Instant) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if one, known := r.of[old]; known && now.Sub(one.at) < renewedFor {
		return one.secret
	}
	return ""
}

package tracking

import (
	"context"
	"maps"
	"sync"
	"time"

	"duban/models"
)

// How many failed log-ins an address may make, and in which time. A complete government may use one address, so one
// person's mistakes must not lock out the others; an account has its own, much lower limit.
const (
	addressFailures = 100
	addressWithin   = 10 * time.Minute
	mostAddresses   = 10_000
)

// attempts counts failed log-ins by address. The counts are lost at a restart; accounts have their own lock.
type attempts struct {
	mu   sync.Mutex
	from map[string]*failures
}

type failures struct {
	since models.Instant
	count int
}

// allow refuses an address with too many failures, and says how long to wait.
func (a *attempts) allow(address string, now models.Instant) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	f := a.from[address]
	if f == nil || f.count < addressFailures || now.Sub(f.since) >= addressWithin {
		return nil
	}
	wait := addressWithin - now.Sub(f.since)
	return models.Errorf(models.KindForbidden, "too_many_attempts", "操作过于频繁，请 %d 秒后再试", int(wait/time.Second)+1)
}

// admit refuses a log-in from an address with too many failures, counted under from, and records that.
func (s *Service) admit(ctx context.Context, from, address string, now models.Instant) error {
	err := s.attempts.allow(from, now)
	if err != nil {
		s.noteRefusal(ctx, models.Actor{}, "account.too_many", "登录", address)
	}
	return err
}

func (a *attempts) failed(address string, now models.Instant) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if f := a.from[address]; f != nil && now.Sub(f.since) < addressWithin {
		f.count++
		return
	}
	if len(a.from) >= mostAddresses {
		maps.DeleteFunc(a.from, func(_ string, f *failures) bool { return now.Sub(f.since) >= addressWithin })
	}
	if len(a.from) >= mostAddresses { // too many addresses: accounts are still locked one by one
		clear(a.from)
	}
	if a.from == nil {
		a.from = map[string]*failures{}
	}
	a.from[address] = &failures{now, 1}
}

package tracking

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"sync"
	"time"
	"unicode/utf8"

	"duban/models"
	"duban/store"
)

// refusals determines which refused attempts to log in are recorded one by one. Of equal attempts from one address, as
// many a minute are recorded as lock an account; further ones are only counted. So refused requests cannot fill the
// disk.
type refusals struct {
	mu  sync.Mutex
	was map[string]*tally
}

type tally struct {
	since       models.Instant // the first of its minute
	count, more int            // recorded since then, and not recorded
}

const (
	refusalsEvery = time.Minute
	mostRefusals  = 1000 // different attempts within a minute; further ones are counted together
)

// take reports whether an attempt is to be recorded now, and how many equal ones were not recorded since the last time.
func (r *refusals) take(attempt string, now models.Instant) (on bool, more int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.was[attempt]; !known && len(r.was) >= mostRefusals {
		maps.DeleteFunc(r.was, func(_ string, t *tally) bool { return now.Sub(t.since) >= refusalsEvery })
		if len(r.was) >= mostRefusals {
			attempt = ""
		}
	}
	if r.was == nil {
		r.was = map[string]*tally{}
	}
	t := r.was[attempt]
	if t == nil {
		t = &tally{since: now}
		r.was[attempt] = t
	}
	if now.Sub(t.since) >= refusalsEvery {
		more = t.more
		*t = tally{since: now}
	}
	if t.count >= models.FailuresToLock {
		t.more++
		return false, 0
	}
	t.count++
	return true, more
}

// recordRefusal adds an audit row for a person who was refused. more is how many equal refusals were counted and not
// written.
func (s *Service) recordRefusal(tx *store.Tx, actor models.Actor, action, object, address string, more int) error {
	detail, err := json.Marshal(struct {
		Address string `json:"address"`
		More    int    `json:"more,omitempty"`
	}{address, more})
	if err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{ByID: actor.ID, ByName: actor.Name, Action: action, Object: object,
		Detail: string(detail), At: s.now()})
}

// noteRefusal records a refusal, unless enough equal ones were recorded within the last minute. The person is refused
// even if it cannot be written.
func (s *Service) noteRefusal(ctx context.Context, actor models.Actor, action, object, address string) {
	on, more := s.refusals.take(action+" "+models.AddressClass(address)+" "+actor.ID, s.now())
	if !on {
		return
	}
	err := s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		return s.recordRefusal(tx, actor, action, object, address,
			more)
	})
	if err != nil {
		s.Log.WarnContext(ctx, "record a refusal", "action", action, "error", err)
	}
}

// veil is the key that hides login names that do not exist. It is new at every start.
var veil = sync.OnceValue(func() []byte {
	key := make([]byte, sha256.Size)
	_, _ = rand.Read(key) // never fails: the program would have been aborted
	return key
})

func veiled(login string) string {
	sum := hmac.New(sha256.New, veil())
	sum.Write([]byte(login))
	return hex.EncodeToString(sum.Sum(nil))
}

// unknownAccount returns the key under which failures of an unknown login name are counted.
func unknownAccount(login string) string { return "?" + veiled(login)[:32] }

// masked returns an unknown login name as it may be stored. People type passwords into the wrong field, so only its
// first character, its length and a mark are kept; equal names have equal marks until the program restarts.
func masked(login string) string {
	first, size := utf8.DecodeRuneInString(login)
	if size == 0 || first == utf8.RuneError {
		return "未知账号（空）"
	}
	if first < ' ' || first == 0x7f {
		first = '?'
	}
	return fmt.Sprintf("未知账号 %c…（%d 字符，标记 %s）", first, utf8.RuneCountInString(login), veiled(login)[:6])
}

type addressKey struct{}

// FromAddress returns a context with the address of the caller, which is recorded in audit rows.
func FromAddress(ctx context.Context, address string) context.Context {
	return context.WithValue(ctx, addressKey{}, address)
}

func addressOf(ctx context.Context) string {
	address, _ := ctx.Value(addressKey{}).(string)
	return address
}

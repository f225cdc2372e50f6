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

// refusals decides which refused attempts to come in are put on record one by one: of the same attempt from the same
// address as many a minute as lock an account; of more only the number is kept. So requests cannot fill the disk by
// being refused.
type refusals struct {
	mu  sync.Mutex
	was map[string]*tally
}

type tally struct {
	since       models.Instant // the first within its minute
	count, more int            // on record since then, and beyond that
}

const (
	refusalsEvery = time.Minute
	mostRefusals  = 1000 // different attempts within a minute; what comes beyond is one attempt together
)

// take reports whether an attempt is to be put on record now, and how many like it were not since the last time.
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

// recordRefusal writes an audit row of a person who was not let in. more is how many like it were counted and not
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

// noteRefusal puts a refusal on record, unless one like it was within the last minute. That it can't be written lets
// no one in.
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

// veil hides login names that do not exist. It is another one every time the program starts.
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

// unknownAccount is what failures of a login name are counted for that does not exist.
func unknownAccount(login string) string { return "?" + veiled(login)[:32] }

// masked is an unknown login name as it may be kept. People type passwords into the wrong field, so only its first
// character and its length are kept, with a mark by which the same name is known again until the program stops.
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

// FromAddress says from where a person asks, for what is put on record of them.
func FromAddress(ctx context.Context, address string) context.Context {
	return context.WithValue(ctx, addressKey{}, address)
}

func addressOf(ctx context.Context) string {
	address, _ := ctx.Value(addressKey{}).(string)
	return address
}

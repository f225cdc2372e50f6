package api

import (
	"context"
	"slices"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Inbox(_ context.Context, a models.Actor, limit, offset int) (tracking.Inbox, error) {
	return tracking.Inbox{}, f.note(a, "inbox %d %d", limit, offset)
}

func (f *fake) ReadInbox(_ context.Context, a models.Actor, key string, ids []string) error {
	return f.note(a, "read %s %s", key, strings.Join(ids, ","))
}

func (f *fake) ReleaseList(_ context.Context, a models.Actor, programme string) (tracking.ReleaseList, error) {
	return tracking.ReleaseList{}, f.note(a, "release-list %s", programme)
}

func (f *fake) Release(_ context.Context, a models.Actor, key string, c tracking.ReleaseChoice) error {
	return f.note(a, "release %s %d %t %s", key, len(c.Keys), c.Hold, c.Why)
}

func TestInboxAndReleaseReachTheirUseCases(t *testing.T) {
	for _, tt := range []struct {
		method, target, body string
		status               int
		called               []string
	}{
		{"GET", "/api/v1/inbox?limit=20&offset=40", "", 200, []string{"zhang: inbox 20 40"}},
		{"GET", "/api/v1/inbox?limit=0", "", 422, nil},
		{"POST", "/api/v1/inbox/read", `{"ids":["a","b"]}`, 200, []string{"zhang: read k a,b", "zhang: inbox 50 0"}},
		{"GET", "/api/v1/release", "", 200, []string{"zhang: release-list "}},
		{"POST", "/api/v1/release", `{"keys":["d"],"hold":true,"why":"待核"}`, 200,
			[]string{"zhang: release k 1 true 待核", "zhang: release-list "}},
	} {
		f := &fake{}
		if w := ask(t, f, "zhang", tt.method, tt.target, tt.body, "Idempotency-Key", "k"); w.Code != tt.status ||
			!slices.Equal(f.calls, tt.called) {
			t.Errorf("%s %s: %d %q\n%s", tt.method, tt.target, w.Code, f.calls, w.Body)
		}
	}
}

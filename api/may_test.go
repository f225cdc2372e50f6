package api

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"duban/internal/httpguard"
	"duban/models"
)

// untouchable is a body that must not be read.
type untouchable struct{ t *testing.T }

func (u untouchable) Read([]byte) (int, error) {
	u.t.Error("the body was read")
	return 0, errors.New("read")
}

func (untouchable) Close() error { return nil }

// known is a Tracking that only identifies callers; its other methods must not be called.
type known struct {
	Tracking
	actor models.Actor
}

func (k known) Authenticate(context.Context, string) (models.Actor, error) { return k.actor, nil }

// writes visits the operations that change something.
func writes(visit func(path string, op *huma.Operation)) {
	described := humago.New(http.NewServeMux(), configuration(""))
	routes(described, handlers{struct{ Tracking }{}})
	for path, item := range described.OpenAPI().Paths {
		if item.Post != nil {
			visit(path, item.Post)
		}
	}
}

// Every write checks permission before it reads a body: it does not read one from a caller without credentials or
// without a role for it.
func TestWhoMayNotWriteIsRefusedBeforeTheBodyIsRead(t *testing.T) {
	listed := 0
	writes(func(path string, op *huma.Operation) {
		ask, ok := may[op.OperationID]
		if !ok {
			t.Errorf("%s needs a row in api/may.go: what is asked of the asker before the body is read", op.OperationID)
			return
		}
		listed++
		post := func(token string, roles ...models.Role) int {
			r := httptest.NewRequest(http.MethodPost, path, untouchable{t})
			r.ContentLength = 1000
			r.Header.Set("Idempotency-Key", "k")
			if token != "" {
				r.Header.Set("Authorization", "Bearer "+token)
			}
			w := httptest.NewRecorder()
			Handler(known{actor: models.Actor{ID: "p", Roles: roles}}, Options{}).ServeHTTP(w, r)
			return w.Code
		}
		if code := post(""); code != http.StatusUnauthorized {
			t.Errorf("%s without credentials: %d", op.OperationID, code)
		}
		for _, role := range models.RoleNames {
			held := models.Role{Role: role, OrganisationID: "o", PostID: "p"}
			if ask(models.Actor{ID: "p", Roles: []models.Role{held}}) == nil {
				continue
			}
			if code := post("token", held); code != http.StatusForbidden {
				t.Errorf("%s as %s: %d", op.OperationID, role, code)
			}
		}
	})
	if listed != len(may) {
		t.Errorf("%d writes, %d in the table", listed, len(may))
	}
}

// A body announced as too large is refused before any of it is read.
func TestABodyThatSaysItIsTooLargeIsNotRead(t *testing.T) {
	for path, size := range map[string]int64{
		"/api/v1/evidence?name=a.pdf": maxEvidence + 1, "/api/v1/imports?file=a.xlsx": maxWorkbook + 1,
		"/api/v1/programmes/2021/live": maxJSON + 1,
	} {
		r := httptest.NewRequest(http.MethodPost, path, untouchable{t})
		r.ContentLength = size
		r.Header.Set("Idempotency-Key", "k")
		w := httptest.NewRecorder()
		Handler(known{}, Options{}).ServeHTTP(w, r.WithContext(AsOperator(r.Context())))
		if w.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("%s with %d bytes: %d %s", path, size, w.Code, w.Body)
		}
	}
}

// The API sets Strict-Transport-Security, like the pages, if the client used HTTPS to reach the server or a trusted
// proxy; never because of a header from an untrusted client.
func TestTheAPIKeepsToHTTPS(t *testing.T) {
	trusted := httpguard.Trusted{netip.MustParsePrefix("10.0.0.1/32")}
	handler := httpguard.Identify(Handler(known{}, Options{}), trusted)
	for _, c := range []struct {
		address, peer, proto string
		strict               bool
	}{
		{"https://x/healthz", "203.0.113.9:1", "", true}, {"http://x/healthz", "10.0.0.1:1", "https", true},
		{"http://x/api/v1/status", "10.0.0.1:1", "https", true},
		{"http://x/healthz", "10.0.0.2:1", "https", false}, {"http://x/healthz", "10.0.0.1:1", "http", false},
		{"http://x/openapi.json", "127.0.0.1:1", "", false},
	} {
		r := httptest.NewRequest(http.MethodGet, c.address, nil)
		r.RemoteAddr = c.peer
		r.Header.Set("X-Forwarded-Proto", c.proto)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if got := w.Header().Get("Strict-Transport-Security") != ""; got != c.strict {
			t.Errorf("%s from %s with %q: %t", c.address, c.peer, c.proto, got)
		}
	}
}

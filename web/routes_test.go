package web

import (
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/internal/calendar"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
)

// rolesAndNone are all roles, and "" for no login.
var rolesAndNone = append([]models.RoleName{""}, models.RoleNames...)

// mayOpen are the roles of each permission. They repeat models/access.go on purpose: a permission for more roles has to
// be changed in two places.
var mayOpen = map[string]string{
	"seesAll":     "office leader government_office read_only",
	"seesOwn":     "owner responsible_unit office leader government_office read_only",
	"handsIn":     "owner responsible_unit office",
	"reviews":     "office",
	"plans":       "office",
	"leads":       "leader government_office",
	"notes":       "owner responsible_unit office leader government_office",
	"seesUnit":    "responsible_unit office leader government_office read_only",
	"seesPeople":  "system_admin security_admin",
	"administers": "system_admin",
	"decides":     "security_admin",
	"audits":      "audit_admin",
	"diagnoses":   "system_admin",
}

var permissions = map[string]permission{
	"seesAll": seesAll, "seesOwn": seesOwn, "handsIn": handsIn, "reviews": reviews, "plans": plans, "leads": leads,
	"notes": notes, "seesUnit": seesUnit, "seesPeople": seesPeople,
	"administers": administers, "audits": audits, "diagnoses": diagnoses,
}

func TestPermissionsByRole(t *testing.T) {
	for name, p := range permissions {
		for _, role := range models.RoleNames {
			a := models.Actor{ID: "p", Roles: []models.Role{{Role: role, OrganisationID: "o"}}}
			want := strings.Contains(" "+mayOpen[name]+" ", " "+string(role)+" ")
			if got := p.ask(a) == nil; got != want {
				t.Errorf("%s lets in %s: %t, want %t", name, role, got, want)
			}
		}
	}
}

// sessionPerRole returns a service with an account of each role; the secret of its session is the role's name.
func sessionPerRole(t *testing.T) *tracking.Service {
	t.Helper()
	now := models.DateOf(2021, 7, 12).At(10, 20)
	s, err := store.Open(t.Context(), store.Config{DSN: filepath.Join(t.TempDir(), "duban.db"), Scratch: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for _, role := range models.RoleNames {
		actor := models.Actor{ID: string(role), Name: "某", Roles: []models.Role{{Role: role, OrganisationID: "o"}}}
		if err := storetest.PutActors(t.Context(), s, actor); err != nil {
			t.Fatal(err)
		}
		hash := sha256.Sum256([]byte(role))
		err := s.Write(t.Context(), func(tx *store.Tx) error {
			if err := tx.InsertAccount(models.Account{PersonID: actor.ID, Login: actor.ID}); err != nil {
				return err
			}
			return tx.InsertSession(models.Session{Hash: hex.EncodeToString(hash[:]), PersonID: actor.ID, CreatedAt: now,
				SeenAt: now, EndsAt: now.Add(models.SessionLongest), Address: "127.0.0.1", Agent: "a browser"})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return &tracking.Service{Store: s, Now: func() time.Time { return now.Time() }, Log: slog.New(slog.DiscardHandler),
		Calendar: func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }}
}

// TestRoutesByRole requests every route as every role, with a handler that records that it was reached.
func TestRoutesByRole(t *testing.T) {
	h := newHandlers(sessionPerRole(t), Options{Log: slog.New(slog.DiscardHandler)})
	for _, to := range h.routes() {
		for _, role := range rolesAndNone {
			reached := false
			to := to
			to.show = func(http.ResponseWriter, *http.Request) error {
				reached = true
				return nil
			}
			method, path, ok := strings.Cut(to.pattern, " ")
			if !ok {
				method, path = http.MethodGet, to.pattern
			}
			r := httptest.NewRequest(method, strings.NewReplacer("{$}", "", "{", "", "}", "").Replace(path), nil)
			if role != "" {
				r.AddCookie(&http.Cookie{Name: "duban", Value: string(role)})
			}
			w := httptest.NewRecorder()
			h.protect(to).ServeHTTP(w, r)
			actor := models.Actor{ID: string(role), Roles: []models.Role{{Role: role, OrganisationID: "o"}}}
			want := to.who.public || role != "" && (to.who.ask == nil || to.who.ask(actor) == nil)
			switch {
			case reached != want:
				t.Errorf("%s as %q: reached %t, want %t", to.pattern, role, reached, want)
			case want:
			case role == "" && (w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/login")):
				t.Errorf("%s as nobody: %d %s", to.pattern, w.Code, w.Header().Get("Location"))
			case role != "" && w.Code != http.StatusForbidden && !(r.URL.Path == "/" && w.Code == http.StatusSeeOther):
				t.Errorf("%s as %s: %d", to.pattern, role, w.Code)
			}
		}
	}
}

// TestPublicRoutesAreFew lists every route that needs no login.
func TestPublicRoutesAreFew(t *testing.T) {
	known := map[string]bool{"GET /login": true, "GET /signon": true, "GET /signon/return": true,
		"GET /board/{link}": true, "POST /login": true, "POST /logout": true, "GET /static/{sum}/{name}": true, "/": true,
		// a calendar program has no session: the secret in the address stands for it; the browser keeps the other two,
		// which have no data of any person
		"GET /ics/{link}": true, "GET /offline": true, "GET /offline.js": true,
		// the second step of a log-in: the secret in its cookie stands for the password
		"GET /login/code": true, "POST /login/code": true}
	for _, to := range newHandlers(nil, Options{}).routes() {
		if to.who.public && !known[to.pattern] {
			t.Errorf("%s asks nobody to log in", to.pattern)
		}
		if to.who.public && to.who.ask != nil {
			t.Errorf("%s is public and asks who", to.pattern)
		}
	}
}

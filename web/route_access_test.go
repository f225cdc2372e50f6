package web_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	cmpdiff "github.com/google/go-cmp/cmp"

	"duban/api"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
	"duban/web"
	"duban/workflows/contract"
)

// places are what stands in a route's braces: of the askers' own project, of another, and of none.
type places struct{ own, other, missing string }

// house is both doors over two projects of different owners and units, each with a report in review.
type house struct {
	desk
	both   http.Handler
	tokens map[models.RoleName]string
	places map[string]places
}

// resting stands for processes that are all well.
type resting struct{ *running }

func (resting) Ping(context.Context) error { return nil }

func (resting) RunningProjects(context.Context) ([]contract.Run, error) { return nil, nil }

func (resting) StuckProjects(context.Context, []contract.ProjectRef) ([]contract.ProjectRef, error) {
	return nil, nil
}

func newHouse(t *testing.T) *house {
	t.Helper()
	d := handingIn(t, 2)
	d.service.Process = resting{d.process}
	h := &house{desk: d, tokens: map[models.RoleName]string{}}
	door := api.Handler(d.service, api.Options{Log: slog.New(slog.DiscardHandler)})
	mux := http.NewServeMux()
	mux.Handle("/api/", door)
	mux.Handle("/openapi.json", door)
	mux.Handle("/", d.doors)
	h.both = mux
	for _, role := range models.RoleNames {
		d.session(role)
		given, err := d.service.IssueToken(atOnce(t), models.Operator, "token-"+string(role),
			tracking.NewToken{Login: string(role), Label: "脚本", Scopes: models.AllScopes})
		d.must(t, err)
		h.tokens[role] = given.Token
	}
	h.places = map[string]places{
		"year": {"2021", "2021", "2021"}, "code": {code(2021, 0), code(2021, 1), code(2021, 98)},
		"month":      {"2021-06", "2021-06", "2021-06"},
		"submission": {h.handIn(t, 0), h.handIn(t, 1), "sub-none"}, "position": {"1", "1", "1"},
		"person": {"person-of-leader", "person-of-leader", "nobody"}, "login": {"leader", "leader", "nobody"},
		"report": {"ledger", "ledger", "ledger"}, "kind": {"project", "project", "project"}, "programme": {"2021", "2021",
			"2021"}, "key": {"k-1", "k-1", "k-1"},
	}
	var milestones, escalations places
	storetest.Read(t, d.store, func(tx *store.Tx) error {
		for i, to := range []struct{ milestone, escalation *string }{{&milestones.own, &escalations.own},
			{&milestones.other, &escalations.other}} {
			f, err := tx.Facts(projectID(2021, i))
			if err != nil {
				return err
			}
			for _, m := range f.Milestones {
				if m.Status == models.MilestoneOpen {
					*to.milestone = m.ID
				}
			}
			if len(f.Escalations) > 0 {
				*to.escalation = f.Escalations[0].ID
			}
		}
		return nil
	})
	milestones.missing, escalations.missing = "ms-none", "esc-none"
	h.places["milestone"], h.places["escalation"] = milestones, escalations
	return h
}

// handIn is June's report of a project with a picture, handed in for its owner. It returns the submission.
func (h *house) handIn(t *testing.T, i int) string {
	t.Helper()
	clerk := models.Actor{ID: "clerk", Name: "代填人", Roles: []models.Role{{Role: models.RoleOffice}}}
	h.must(t, storetest.PutActors(t.Context(), h.store, clerk))
	amount, ytd := sampleYear.Projects[i].Progress(models.MonthOf(2021, 6))
	_, err := h.service.ReportMonth(t.Context(), clerk, "report-"+code(2021, i), "2021/"+code(2021, i), 0,
		models.ReportMonthCommand{
			Month: models.MonthOf(2021, 6), MonthAmount: amount, YTDAmount: ytd, Physical: "主体施工",
			OnBehalfOf: sampleYear.Projects[i].Owner, Paper: "月报表扫描件",
			Evidence: []models.Evidence{h.sitephoto(t, clerk)},
		})
	h.must(t, err)
	for _, v := range h.waiting(t) {
		if v.Project == code(2021, i) {
			return v.ID
		}
	}
	t.Fatalf("the report of %s does not wait", code(2021, i))
	return ""
}

// ask sends a request as a role; "" is nobody. A POST of the pages has no key: whoever passes is told so and nothing
// is done.
func (h *house) ask(role models.RoleName, method, address, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, address, strings.NewReader(body))
	r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
	switch asAPI := strings.HasPrefix(address, "/api/"); {
	case role == "":
	case asAPI:
		r.Header.Set("Authorization", "Bearer "+h.tokens[role])
		r.Header.Set("Idempotency-Key", "ask")
		r.Header.Set("Content-Type", "application/json")
	default:
		r.AddCookie(&http.Cookie{Name: "duban", Value: h.session(role)})
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	h.both.ServeHTTP(w, r)
	return w
}

// address fills in a route's places and those of its query.
func (h *house) address(route string, g gate, which func(places) string) string {
	_, path, ok := strings.Cut(route, " ")
	if !ok {
		path = route
	}
	if g.query != "" {
		path += "?" + g.query
	}
	path = strings.ReplaceAll(path, "{$}", "")
	for name, p := range h.places {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(which(p)))
	}
	return strings.NewReplacer("{", "", "}", "").Replace(path)
}

func own(p places) string     { return p.own }
func other(p places) string   { return p.other }
func missing(p places) string { return p.missing }

// scoped are the roles that see their own projects only.
var scoped = []models.RoleName{models.RoleOwner, models.RoleUnit}

// TestWhoPassesWhichDoor asks every route of both doors as every role, for the own project, another's and none. Who is
// refused, and whoever only reads, changes nothing.
func TestWhoPassesWhichDoor(t *testing.T) {
	h := newHouse(t)
	routes := slices.Concat(web.Patterns(), h.operations(t))
	for _, route := range routes {
		if _, known := gates[route]; !known {
			t.Errorf("%s has no gate: say who passes", route)
		}
	}
	for route := range gates {
		if !slices.Contains(routes, route) {
			t.Errorf("%s is no route any more", route)
		}
	}
	before := storetest.Dump(t, h.store)
	for _, route := range routes {
		g := gates[route]
		if g.public {
			continue
		}
		method, path, _ := strings.Cut(route, " ")
		body := ""
		asAPI := strings.HasPrefix(path, "/api/")
		if asAPI && method == http.MethodPost {
			body = cmp.Or(g.body, "{}")
		}
		for _, role := range everyone {
			in := role != "" && strings.Contains(" "+passes[g.who]+" ", " "+string(role)+" ")
			if in && asAPI && method == http.MethodPost {
				continue // it would be done: who may is tracking's table
			}
			got := h.ask(role, method, h.address(route, g, own), body)
			if why := answered(got, role, in, asAPI, g.gone); why != "" {
				t.Errorf("%s as %q: %s", route, role, why)
			}
			if !in || !g.one || !slices.Contains(scoped, role) {
				continue
			}
			theirs, none := h.ask(role, method, h.address(route, g, other), body),
				h.ask(role, method, h.address(route, g, missing), body)
			if theirs.Code != http.StatusNotFound || none.Code != http.StatusNotFound {
				t.Errorf("%s as %s: another's %d, none's %d", route, role, theirs.Code, none.Code)
			}
			if a, b := h.leveled(theirs.Body.String()), h.leveled(none.Body.String()); a != b {
				t.Errorf("%s as %s: another's does not answer as none:\n%.500s", route, role, cmpdiff.Diff(b, a))
			}
		}
		after := storetest.Dump(t, h.store)
		for _, table := range storetest.RecordTables { // who was refused is on record, and who took the record out
			before[table] = after[table]
		}
		for table := range after {
			if after[table] != before[table] {
				t.Errorf("%s changed %s:\n%.700s", route, table, cmpdiff.Diff(before[table], after[table]))
			}
		}
		before = storetest.Dump(t, h.store)
	}
}

var everyone = append([]models.RoleName{""}, models.RoleNames...)

// answered says what is wrong with an answer to who passes or does not; "" is nothing.
func answered(got *httptest.ResponseRecorder, role models.RoleName, in, asAPI, gone bool) string {
	toLogIn := got.Code == http.StatusSeeOther && strings.HasPrefix(got.Header().Get("Location"), "/login")
	var right bool
	switch {
	case in && gone:
		right = got.Code == http.StatusNotFound || got.Code == http.StatusUnprocessableEntity
	case in:
		right = got.Code != http.StatusUnauthorized && got.Code != http.StatusForbidden && got.Code != http.StatusNotFound &&
			got.Code < 500 && !toLogIn
	case role == "" && asAPI:
		right = got.Code == http.StatusUnauthorized
	case role == "":
		right = toLogIn
	case asAPI:
		right = got.Code == http.StatusForbidden || got.Code == http.StatusNotFound
	default:
		// to one's own first page
		right = got.Code == http.StatusForbidden || got.Code == http.StatusSeeOther && got.Header().Get("Location") != "" &&
			!toLogIn
	}
	if right {
		return ""
	}
	return fmt.Sprintf("%d %s, passes %t: %.300s", got.Code, got.Header().Get("Location"), in,
		strings.Join(strings.Fields(got.Body.String()), " "))
}

// leveled is a page without what it was asked for: another's answer must not differ from none's otherwise.
func (h *house) leveled(page string) string {
	for _, p := range h.places {
		if p.other == p.missing {
			continue
		}
		for _, name := range []string{p.other, p.missing} {
			page = strings.ReplaceAll(page, name, "…")
		}
	}
	return page
}

// operations are the routes of the API, from its own description.
func (h *house) operations(t *testing.T) (routes []string) {
	t.Helper()
	var described struct {
		Paths map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(h.ask("", http.MethodGet, "/openapi.json", "").Body.Bytes(), &described); err != nil {
		t.Fatal(err)
	}
	for path, methods := range described.Paths {
		for method := range methods {
			if strings.HasPrefix(path, "/api/") {
				routes = append(routes, strings.ToUpper(method)+" "+path)
			}
		}
	}
	if len(routes) < 30 {
		t.Fatalf("only %d operations", len(routes))
	}
	slices.Sort(routes)
	return routes
}

// TestEveryAnswerIsGuarded asks every route, refused or not, from here and from another site.
func TestEveryAnswerIsGuarded(t *testing.T) {
	h := newHouse(t)
	before := storetest.Dump(t, h.store)
	for _, route := range slices.Concat(web.Patterns(), h.operations(t)) {
		method, _, ok := strings.Cut(route, " ")
		if !ok {
			method = http.MethodGet
		}
		address := h.address(route, gates[route], own)
		for _, role := range []models.RoleName{"", models.RoleAuditAdmin} {
			if route == "POST /logout" && role != "" {
				continue // the rest is asked in the same session
			}
			header := h.ask(role, method, address, "").Header()
			policy := header.Get("Content-Security-Policy")
			if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors") ||
				strings.Contains(policy, "unsafe") ||
				header.Get("X-Content-Type-Options") != "nosniff" || header.Get("Referrer-Policy") != "no-referrer" ||
				header.Get("Strict-Transport-Security") != "" {
				t.Errorf("%s as %q: %v", route, role, header)
			}
		}
		if method != http.MethodPost {
			continue
		}
		for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
			r := httptest.NewRequest(method, address, strings.NewReader("key=k"))
			r.Host, r.RemoteAddr = "127.0.0.1:8080", "127.0.0.1:50000"
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Authorization", "Bearer "+h.tokens[models.RoleOffice])
			r.Header.Set("Idempotency-Key", "k")
			r.Header.Set("X-Forwarded-Host", "evil.example") // nobody asked for a proxy's word
			r.Header.Set(name, value)
			r.AddCookie(&http.Cookie{Name: "duban", Value: h.session(models.RoleOffice)})
			w := httptest.NewRecorder()
			h.both.ServeHTTP(w, r)
			if w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "其他网站") {
				t.Errorf("%s with %s %s: %d", route, name, value, w.Code)
			}
		}
	}
	for table, rows := range storetest.Dump(t, h.store) {
		// the record was taken out, a log-in failed
		if rows != before[table] && !slices.Contains(storetest.RecordTables, table) && table != "log_in_failures" {
			t.Errorf("%s changed:\n%.700s", table, cmpdiff.Diff(before[table], rows))
		}
	}
}

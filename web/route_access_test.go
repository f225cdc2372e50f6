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

// pathValues are the values of a path parameter: of the role's own project, of another project, of none.
type pathValues struct{ own, other, missing string }

// accessFixture is the pages and the API over two projects of different owners and units, each with a report in review.
type accessFixture struct {
	submissionFixture
	both       http.Handler
	tokens     map[models.RoleName]string
	pathValues map[string]pathValues
}

// healthyProcess is a fakeProcess without findings for the doctor.
type healthyProcess struct{ *fakeProcess }

func (healthyProcess) Ping(context.Context) error { return nil }

func (healthyProcess) RunningProjects(context.Context) ([]contract.Run, error) { return nil, nil }

func (healthyProcess) StuckProjects(context.Context, []contract.ProjectRef) ([]contract.ProjectRef, error) {
	return nil, nil
}

func (healthyProcess) RunningOrders(context.Context) ([]contract.OrderRun, error) { return nil, nil }

func (healthyProcess) RunningRounds(context.Context) ([]contract.RoundRun, error) { return nil, nil }

func newAccessFixture(t testing.TB) *accessFixture {
	t.Helper()
	d := newSubmissionFixture(t, 2)
	d.service.Process = healthyProcess{d.process}
	h := &accessFixture{submissionFixture: d, tokens: map[models.RoleName]string{}}
	apiHandler := api.Handler(d.service, api.Options{Log: slog.New(slog.DiscardHandler)})
	mux := http.NewServeMux()
	mux.Handle("/api/", apiHandler)
	mux.Handle("/openapi.json", apiHandler)
	mux.Handle("/", d.pages)
	h.both = mux
	for _, role := range models.RoleNames {
		d.session(role)
		issued, err := d.service.IssueToken(asEmergency(t), models.Operator, "token-"+string(role),
			tracking.NewToken{Login: string(role), Label: "脚本", Scopes: models.AllScopes})
		d.must(t, err)
		h.tokens[role] = issued.Token
	}
	h.addUrgentTable(t)
	h.pathValues = map[string]pathValues{
		"version": {"0", "0", "0"},
		"table":   {urgentTableID, urgentTableID, "JB-2021-999"},
		"year":    {"2021", "2021", "2021"}, "code": {code(2021, 0), code(2021, 1), code(2021, 98)},
		"month":      {"2021-06", "2021-06", "2021-06"},
		"submission": {h.submitReport(t, 0), h.submitReport(t, 1), "sub-none"}, "position": {"1", "1", "1"},
		"post": {models.PostID(sampleYear.Projects[0].Sponsor),
			models.PostID(sampleYear.Projects[1].Sponsor), "post-none"},
		"person": {"person-of-leader", "person-of-leader", "nobody"}, "login": {"leader", "leader", "nobody"},
		"report": {"ledger", "ledger", "ledger"}, "kind": {"project", "project", "project"}, "programme": {"2021", "2021",
			"2021"}, "key": {"k-1", "k-1", "k-1"},
	}
	var milestones, escalations pathValues
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
	h.pathValues["milestone"], h.pathValues["escalation"] = milestones, escalations
	return h
}

// submitReport submits June's report of a project with a picture on behalf of its owner and returns the submission's
// ID.
func (h *accessFixture) submitReport(t testing.TB, i int) string {
	t.Helper()
	officer := models.Actor{ID: "officer", Name: "代填人", Roles: []models.Role{{Role: models.RoleOffice}}}
	h.must(t, storetest.PutActors(t.Context(), h.store, officer))
	amount, ytd := sampleYear.Projects[i].Progress(models.MonthOf(2021, 6))
	_, err := h.service.ReportMonth(t.Context(), officer, "report-"+code(2021, i), "2021/"+code(2021, i), 0,
		models.ReportMonthCommand{
			Month: models.MonthOf(2021, 6), MonthAmount: amount, YTDAmount: ytd, Physical: "主体施工",
			OnBehalfOf: sampleYear.Projects[i].Owner, Paper: "月报表扫描件",
			Evidence: []models.Evidence{h.sitePhoto(t, officer)},
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

// ask sends a request as a role; "" is without a login. A POST to the pages has no key, so a role with access gets an
// error and changes nothing.
func (h *accessFixture) ask(role models.RoleName, method, address, body string) *httptest.ResponseRecorder {
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

// address returns a route's path and query with path values filled in.
func (h *accessFixture) address(route string, g routeAccess, which func(pathValues) string) string {
	_, path, ok := strings.Cut(route, " ")
	if !ok {
		path = route
	}
	if g.query != "" {
		path += "?" + g.query
	}
	path = strings.ReplaceAll(path, "{$}", "")
	for name, p := range h.pathValues {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(which(p)))
	}
	return strings.NewReplacer("{", "", "}", "").Replace(path)
}

func own(p pathValues) string     { return p.own }
func other(p pathValues) string   { return p.other }
func missing(p pathValues) string { return p.missing }

// ownOnly are the roles that see their own projects only.
var ownOnly = []models.RoleName{models.RoleOwner, models.RoleUnit}

// TestRouteAccess requests every route of the pages and the API as every role, for the role's own project, another's
// and none. Refused requests and reads must not change the database.
func TestRouteAccess(t *testing.T) {
	h := newAccessFixture(t)
	routes := slices.Concat(web.Patterns(), h.operations(t))
	for _, route := range routes {
		if _, known := accessByRoute[route]; !known {
			t.Errorf("%s has no row in accessByRoute", route)
		}
	}
	for route := range accessByRoute {
		if !slices.Contains(routes, route) {
			t.Errorf("%s is not a route", route)
		}
	}
	before := storetest.Dump(t, h.store)
	for _, route := range routes {
		g := accessByRoute[route]
		if g.public {
			continue
		}
		method, path, _ := strings.Cut(route, " ")
		body := ""
		asAPI := strings.HasPrefix(path, "/api/")
		if asAPI && method == http.MethodPost {
			body = cmp.Or(g.body, "{}")
		}
		for _, role := range rolesAndNone {
			in := role != "" && strings.Contains(" "+rolesByAccess[g.who]+" ", " "+string(role)+" ")
			if in && asAPI && method == http.MethodPost {
				continue // would change data; tracking's tests cover it
			}
			got := h.ask(role, method, h.address(route, g, own), body)
			if why := wrongAccess(got, role, in, asAPI, g.gone); why != "" {
				t.Errorf("%s as %q: %s", route, role, why)
			}
			if !in || !g.one || !slices.Contains(ownOnly, role) {
				continue
			}
			theirs, none := h.ask(role, method, h.address(route, g, other), body),
				h.ask(role, method, h.address(route, g, missing), body)
			if theirs.Code != http.StatusNotFound || none.Code != http.StatusNotFound {
				t.Errorf("%s as %s: another's %d, none's %d", route, role, theirs.Code, none.Code)
			}
			if a, b := h.withoutNames(theirs.Body.String()), h.withoutNames(none.Body.String()); a != b {
				t.Errorf("%s as %s: another's does not answer as none:\n%.500s", route, role, cmpdiff.Diff(b, a))
			}
		}
		after := storetest.Dump(t, h.store)
		for _, table := range storetest.RecordTables { // refusals and exports of the log are logged
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

var rolesAndNone = append([]models.RoleName{""}, models.RoleNames...)

// wrongAccess returns what is wrong with a response to a role with or without access; "": nothing.
func wrongAccess(got *httptest.ResponseRecorder, role models.RoleName, in, asAPI, gone bool) string {
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
		// redirected to the role's first page
		right = got.Code == http.StatusForbidden || got.Code == http.StatusSeeOther && got.Header().Get("Location") != "" &&
			!toLogIn
	}
	if right {
		return ""
	}
	return fmt.Sprintf("%d %s, passes %t: %.300s", got.Code, got.Header().Get("Location"), in,
		strings.Join(strings.Fields(got.Body.String()), " "))
}

// withoutNames returns a page without the requested values, to compare the answers for another's and no project.
func (h *accessFixture) withoutNames(page string) string {
	for _, p := range h.pathValues {
		if p.other == p.missing {
			continue
		}
		for _, name := range []string{p.other, p.missing} {
			page = strings.ReplaceAll(page, name, "…")
		}
	}
	return page
}

// operations returns the routes of the API, from its description.
func (h *accessFixture) operations(t testing.TB) (routes []string) {
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

// TestEveryResponseHasSecurityHeaders requests every route, also from another site.
func TestEveryResponseHasSecurityHeaders(t *testing.T) {
	h := newAccessFixture(t)
	before := storetest.Dump(t, h.store)
	for _, route := range slices.Concat(web.Patterns(), h.operations(t)) {
		method, _, ok := strings.Cut(route, " ")
		if !ok {
			method = http.MethodGet
		}
		address := h.address(route, accessByRoute[route], own)
		for _, role := range []models.RoleName{"", models.RoleAuditAdmin} {
			if route == "POST /logout" && role != "" {
				continue // the session is needed for the other routes
			}
			header := h.ask(role, method, address, "").Header()
			policy := header.Get("Content-Security-Policy")
			if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors") ||
				strings.Contains(policy, "unsafe") ||
				!strings.Contains(policy, "object-src 'none'; base-uri 'none'") ||
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
			r.Header.Set("X-Forwarded-Host", "evil.example") // no proxy is trusted
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
		// the audit log was exported, a log-in failed
		if rows != before[table] && !slices.Contains(storetest.RecordTables, table) && table != "log_in_failures" {
			t.Errorf("%s changed:\n%.700s", table, cmpdiff.Diff(before[table], rows))
		}
	}
}

package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/internal/httpguard"
	"duban/models"
	"duban/tracking"
)

func TestAListIsReadPageByPage(t *testing.T) {
	for address, read := range map[string]func([]byte) []string{
		"/api/v1/organisations?limit=2": func(body []byte) (ids []string) {
			var rows []tracking.Named
			if err := json.Unmarshal(body, &rows); err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				ids = append(ids, r.ID)
			}
			return ids
		},
		"/api/v1/projects?limit=2&search=%E4%BA%A7%E4%B8%9A%E5%9B%AD": func(body []byte) (codes []string) {
			var list tracking.ProjectList
			if err := json.Unmarshal(body, &list); err != nil {
				t.Fatal(err)
			}
			for _, l := range list.Projects {
				codes = append(codes, l.Code)
			}
			return codes
		},
	} {
		var pages [][]string
		f := &fake{}
		for next := address; next != ""; {
			w := ask(t, f, operator, "GET", next, "")
			if w.Code != 200 || len(pages) > 3 {
				t.Fatalf("%s: %d %s", next, w.Code, w.Body)
			}
			pages = append(pages, read(w.Body.Bytes()))
			link := w.Header().Get("Link")
			next, _, _ = strings.Cut(strings.TrimPrefix(link, "<"), `>; rel="next"`)
		}
		if len(pages) != 2 || len(pages[0]) != 2 || len(pages[1]) != 1 {
			t.Errorf("%s: pages %v", address, pages)
		}
		if len(f.calls) != 2 || f.calls[0] != f.calls[1] {
			t.Errorf("%s: the second page asks something else: %q", address, f.calls)
		}
	}
}

func TestWithoutPagesAListIsWhole(t *testing.T) {
	w := ask(t, &fake{}, operator, "GET", "/api/v1/organisations", "")
	var rows []tracking.Named
	if err := json.Unmarshal(w.Body.Bytes(), &rows); err != nil || len(rows) != 3 || w.Header().Get("Link") != "" {
		t.Errorf("%v %v %v", rows, w.Header(), err)
	}
}

func TestARowThatIsGoneIsSaid(t *testing.T) {
	w := ask(t, &fake{}, operator, "GET", "/api/v1/organisations?after=gone&limit=2", "")
	if w.Code != 422 || wantProblem(t, w).Code != "bad_cursor" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestEscalationsAreNarrowed(t *testing.T) {
	rows := []tracking.EscalationView{
		{ID: "1", Kind: "rung", Rung: models.Red, Item: "milestone", Project: "A", Unit: "甲"},
		{ID: "2", Kind: "rung", Rung: models.Yellow, Item: "report", Project: "B", Unit: "乙"},
		{ID: "3", Kind: "replied", Rung: models.Red, Item: "milestone", Project: "A", Unit: "甲"},
	}
	for query, want := range map[string][]string{
		"": {"1", "2", "3"}, "kind=rung": {"1", "2"}, "rung=red": {"1", "3"}, "item=report": {"2"},
		"project=A&kind=replied": {"3"},
		"unit=%E4%B9%99":         {"2"}, "kind=rung&limit=1&after=1": {"2"}, "project=C": nil,
	} {
		w := ask(t, &fake{escalations: rows}, operator, "GET", "/api/v1/escalations?"+query, "")
		var got []tracking.EscalationView
		if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil {
			t.Fatal(err, w.Body)
		}
		var ids []string
		for _, v := range got {
			ids = append(ids, v.ID)
		}
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Errorf("%s:\n%s", query, diff)
		}
	}
}

func TestWhoAsksTooOftenWaits(t *testing.T) {
	h := Handler(&fake{}, Options{})
	var refused *httptest.ResponseRecorder
	for range httpguard.Burst + httpguard.PerSecond {
		r := httptest.NewRequest("GET", "/api/v1/me", nil)
		r.Header.Set("Authorization", "Bearer zhang")
		w := httptest.NewRecorder()
		if h.ServeHTTP(w, r); w.Code != 200 {
			refused = w
			break
		}
	}
	if refused == nil || refused.Code != http.StatusTooManyRequests || refused.Header().Get("Retry-After") != "1" {
		t.Fatalf("%+v", refused)
	}
	if p := wantProblem(t, refused); p.Code != "too_many_requests" || !strings.Contains(p.Detail, "1 秒") {
		t.Errorf("%+v", p)
	}
	r := httptest.NewRequest("GET", "/api/v1/me", nil)
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r.WithContext(AsOperator(r.Context()))); w.Code != 200 {
		t.Errorf("the operator has a rate limit: %d", w.Code)
	}
}

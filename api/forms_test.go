package api

import (
	"context"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Template(_ context.Context, a models.Actor, r tracking.TemplateRequest) (string, []byte, error) {
	name := "月报.xlsx"
	if r.Kind == tracking.TemplateProject && r.Project == "" {
		name = "月报.zip"
	}
	return name, []byte("PK\x03\x04"), f.note(a, "template %s %s %s %s", r.Kind, r.Programme, r.Month, r.Project)
}

func (f *fake) ChaseText(_ context.Context, a models.Actor, programme string, month models.Month) (tracking.RoundBoard,
	error) {
	return tracking.RoundBoard{Lines: []tracking.RoundLine{}, Text: "催报"}, f.note(a, "chase %s %s", programme, month)
}

func (f *fake) ErrorWorkbook(_ context.Context, a models.Actor, u tracking.Upload) (string, []byte, error) {
	return "计划（问题）.xlsx", []byte("PK\x03\x04"), f.note(a, "errors %s %d %s", u.FileName, len(u.Content), u.Programme)
}

func TestFormsGoOutUnderTheirNames(t *testing.T) {
	for _, tt := range []struct{ method, target, body, media, name, called string }{
		{"GET", "/api/v1/templates/progress?month=2021-06&programme=2021", "", workbookType, "%E6%9C%88%E6%8A%A5.xlsx",
			"operator: template progress 2021 2021-06 "},
		{"GET", "/api/v1/templates/project?month=2021-06", "", zipType, "%E6%9C%88%E6%8A%A5.zip",
			"operator: template project  2021-06 "},
		{"GET", "/api/v1/templates/project?month=2021-06&project=ZD-1", "", workbookType, "%E6%9C%88%E6%8A%A5.xlsx",
			"operator: template project  2021-06 ZD-1"},
		{"POST", "/api/v1/imports/errors?file=a.xlsx", "abc", workbookType, "%E8%AE%A1%E5%88%92",
			"operator: errors a.xlsx 3 "},
	} {
		f := &fake{}
		w := ask(t, f, operator, tt.method, tt.target, tt.body, "Idempotency-Key", "k")
		if w.Code != 200 || w.Header().Get("Content-Type") != tt.media ||
			!strings.Contains(w.Header().Get("Content-Disposition"), tt.name) {
			t.Errorf("%s: %d %s %s", tt.target, w.Code, w.Header(), w.Body)
		}
		if len(f.calls) != 1 || f.calls[0] != tt.called {
			t.Errorf("%s reached %q, want %q", tt.target, f.calls, tt.called)
		}
	}
	if w := ask(t, &fake{}, operator, "GET", "/api/v1/templates/progress?month=2021-13", ""); w.Code != 422 {
		t.Errorf("an impossible month: %d", w.Code)
	}
}

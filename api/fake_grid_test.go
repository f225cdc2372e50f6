package api

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Cells(_ context.Context, a models.Actor, project string) (tracking.CellsPage, error) {
	return tracking.CellsPage{Version: 3, Cells: []tracking.CellLine{}}, f.note(a, "cells %s", project)
}

func (f *fake) SetCells(_ context.Context, a models.Actor, key, project string, version int,
	e tracking.CellsEdit) (tracking.Receipt, error) {
	return tracking.Receipt{}, f.note(a, "set cells %s %s %d %s %s", key, project, version,
		e.Cells[models.CellUnit], e.Reason)
}

func (f *fake) PreviewPaste(_ context.Context, a models.Actor, c tracking.Paste) (tracking.PastePreview, error) {
	return tracking.PastePreview{Rows: []tracking.PasteRow{}, Skipped: []string{}}, f.note(a, "preview %s", c.Text)
}

func (f *fake) CommitPaste(_ context.Context, a models.Actor, key string, c tracking.Paste) (tracking.Outcomes, error) {
	return tracking.Outcomes{Items: []tracking.ItemOutcome{}}, f.note(a, "paste %s %s %d", key, c.Text, c.Versions["A"])
}

func (f *fake) UndoCells(_ context.Context, a models.Actor, key, of string) (tracking.Outcomes, error) {
	return tracking.Outcomes{Items: []tracking.ItemOutcome{}}, f.note(a, "undo %s %s", key, of)
}

func (f *fake) Stars(_ context.Context, a models.Actor) ([]tracking.Found, error) {
	return []tracking.Found{}, f.note(a, "stars")
}

func (f *fake) SetStar(_ context.Context, a models.Actor, key, project string, c tracking.StarSet) ([]tracking.Found,
	error) {
	return []tracking.Found{}, f.note(a, "star %s %s %t", key, project, c.On)
}

func (f *fake) Views(_ context.Context, a models.Actor) ([]models.SavedView, error) {
	return []models.SavedView{}, f.note(a, "views")
}

func (f *fake) KeepView(_ context.Context, a models.Actor, key string, c tracking.ViewKept) (models.SavedView, error) {
	return models.SavedView{}, f.note(a, "keep view %s %s %s %t", key, c.Name, c.Query, c.Shared)
}

func (f *fake) RemoveView(_ context.Context, a models.Actor, key, view string) error {
	return f.note(a, "remove view %s %s", key, view)
}

func TestTheGridReachesItsUseCases(t *testing.T) {
	for _, tt := range []struct {
		method, target, body, match string
		called                      []string
	}{
		{"GET", "/api/v1/projects/2021/A/cells", "", "", []string{"operator: cells 2021/A"}},
		{"POST", "/api/v1/projects/2021/A/cells", `{"cells":{"unit":"区住建局"},"reason":"分工调整"}`, `"12-aa"`,
			[]string{"operator: set cells k 2021/A 12 区住建局 分工调整"}},
		{"POST", "/api/v1/cells/preview", `{"text":"t"}`, "", []string{"operator: preview t"}},
		{"POST", "/api/v1/cells/paste", `{"text":"t","versions":{"A":4}}`, "", []string{"operator: paste k t 4"}},
		{"POST", "/api/v1/cells/undo", `{"of":"p"}`, "", []string{"operator: undo k p"}},
		{"GET", "/api/v1/search?q=kh&limit=5", "", "", []string{"operator: search kh 5"}},
		{"GET", "/api/v1/stars", "", "", []string{"operator: stars"}},
		{"POST", "/api/v1/projects/2026/A/star", `{"on":true}`, "", []string{"operator: star k 2026/A true"}},
		{"GET", "/api/v1/views", "", "", []string{"operator: views"}},
		{"POST", "/api/v1/views", `{"name":"落后","query":"colour=red","shared":true}`, "",
			[]string{"operator: keep view k 落后 colour=red true"}},
		{"POST", "/api/v1/views/v/remove", "", "", []string{"operator: remove view k v", "operator: views"}},
	} {
		f := &fake{}
		w := ask(t, f, operator, tt.method, tt.target, tt.body, "Idempotency-Key", "k", "If-Match", tt.match)
		if w.Code != http.StatusOK || !slices.Equal(f.calls, tt.called) {
			t.Errorf("%s %s: %d %q\n%s", tt.method, tt.target, w.Code, f.calls, w.Body)
		}
	}
}

func (f *fake) Search(_ context.Context, a models.Actor, text string, limit int) ([]tracking.Found, error) {
	return []tracking.Found{}, f.note(a, "search %s %d", text, limit)
}

package api

import (
	"context"
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) UrgentTables(_ context.Context, a models.Actor, programme string) (tracking.UrgentTables, error) {
	return tracking.UrgentTables{}, f.note(a, "urgent-tables %s", programme)
}

func (f *fake) UrgentTable(_ context.Context, a models.Actor, id string) (tracking.UrgentPage, error) {
	return tracking.UrgentPage{}, f.note(a, "urgent-table %s", id)
}

func (f *fake) OpenUrgentTable(_ context.Context, a models.Actor, key, programme string, e models.UrgentEntry,
	form *tracking.ImportFile) (tracking.UrgentPage, error) {
	name := ""
	if form != nil {
		name = form.Name
	}
	return tracking.UrgentPage{}, f.note(a, "open urgent %s %s %s %s %s %s %d %s", key, programme, e.Name, e.Month, e.To,
		e.Due.Minute(), len(e.Columns), name)
}

func (f *fake) SetUrgentColumns(_ context.Context, a models.Actor, key, id string,
	choices map[string]tracking.UrgentChoice, more []models.UrgentColumn) (tracking.UrgentPage, error) {
	return tracking.UrgentPage{}, f.note(a, "urgent columns %s %s %d %d", key, id, len(choices), len(more))
}

func (f *fake) AnswerUrgent(_ context.Context, a models.Actor, key, id string,
	answers []tracking.UrgentAnswer) (tracking.UrgentPage, error) {
	return tracking.UrgentPage{}, f.note(a, "answer urgent %s %s %d", key, id, len(answers))
}

func (f *fake) UrgentForm(_ context.Context, a models.Actor, id string) (string, []byte, error) {
	return "急报表.xlsx", []byte("PK\x03\x04"), f.note(a, "urgent-form %s", id)
}

func (f *fake) TakeUrgentForms(_ context.Context, a models.Actor, key, id string,
	files []tracking.ImportFile) (tracking.UrgentReturn, error) {
	return tracking.UrgentReturn{}, f.note(a, "take urgent %s %s %s", key, id, files[0].Name)
}

func (f *fake) FillUrgent(_ context.Context, a models.Actor, id string) (string, []byte, []models.Message, error) {
	return "已填.xlsx", []byte("PK\x03\x04"), nil, f.note(a, "fill-urgent %s", id)
}

func (f *fake) CloseUrgentTable(_ context.Context, a models.Actor, key, id string) (tracking.UrgentPage, error) {
	return tracking.UrgentPage{}, f.note(a, "close urgent %s %s", key, id)
}

func TestUrgentTablesReachTheirUseCases(t *testing.T) {
	const one = "/api/v1/urgent-tables/JB-2021-001"
	open := "/api/v1/urgent-tables?name=n&month=2021-06&to=unit&column=a:number"
	for _, tt := range []struct {
		method, target, body string
		status               int
		called               []string
	}{
		{"GET", "/api/v1/urgent-tables?programme=2021", "", 200, []string{"zhang: urgent-tables 2021"}},
		{"GET", one, "", 200, []string{"zhang: urgent-table JB-2021-001"}},
		{"POST", open + "&due=2021-06-28+17:00&file=a.xlsx", "PK", 200,
			[]string{"zhang: open urgent k  n 2021-06 unit 2021-06-28 17:00 1 a.xlsx"}},
		{"POST", open + "&due=2021-06-28T17:00:00%2B08:00", "", 200,
			[]string{"zhang: open urgent k  n 2021-06 unit 2021-06-28 17:00 1 "}},
		{"POST", open + "&due=5pm", "", 422, nil},
		{"POST", one + "/columns", `{"columns":{"E":{"collect":"number"}},"more":[{"name":"a","kind":"text"}]}`, 200,
			[]string{"zhang: urgent columns k JB-2021-001 1 1"}},
		{"POST", one + "/answers", `[{"project":"a","values":{"c1":"3"}}]`, 200,
			[]string{"zhang: answer urgent k JB-2021-001 1"}},
		{"GET", one + "/form", "", 200, []string{"zhang: urgent-form JB-2021-001"}},
		{"POST", one + "/returns?file=a.zip", "PK", 200, []string{"zhang: take urgent k JB-2021-001 a.zip"}},
		{"GET", one + "/filled", "", 200, []string{"zhang: fill-urgent JB-2021-001"}},
		{"POST", one + "/close", "", 200, []string{"zhang: close urgent k JB-2021-001"}},
	} {
		f := &fake{}
		if w := ask(t, f, "zhang", tt.method, tt.target, tt.body, "Idempotency-Key", "k"); w.Code != tt.status ||
			!slices.Equal(f.calls, tt.called) {
			t.Errorf("%s %s: %d %q\n%s", tt.method, tt.target, w.Code, f.calls, w.Body)
		}
	}
}

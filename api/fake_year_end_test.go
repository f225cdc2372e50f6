package api

import (
	"context"
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) YearEnd(_ context.Context, a models.Actor, programme string) (tracking.YearEnd, error) {
	return tracking.YearEnd{}, f.note(a, "year-end %s", programme)
}

func (f *fake) HandOverYear(_ context.Context, a models.Actor, key, programme string,
	r tracking.HandOver) (tracking.YearHanded, error) {
	return tracking.YearHanded{}, f.note(a, "hand over %s %s %s %s", key, programme, r.Reason, r.Document)
}

func (f *fake) ExportYear(_ context.Context, a models.Actor, programme string) (string, []byte, error) {
	return "全年预计表.xlsx", []byte("PK\x03\x04"), f.note(a, "export year %s", programme)
}

func TestTheTurnOfTheYearReachesItsUseCases(t *testing.T) {
	for _, tt := range []struct {
		method, target, body string
		status               int
		called               []string
	}{
		{"GET", "/api/v1/year-end?programme=2021", "", 200, []string{"zhang: year-end 2021"}},
		{"GET", "/api/v1/exports/year?programme=2021", "", 200, []string{"zhang: export year 2021"}},
		{"POST", "/api/v1/programmes/2021/year-end", `{"document":"1号"}`, 200, []string{"zhang: hand over k 2021  1号"}},
		{"POST", "/api/v1/programmes/2021/year-end", `{"other":1}`, 422, nil},
	} {
		f := &fake{}
		if w := ask(t, f, "zhang", tt.method, tt.target, tt.body, "Idempotency-Key", "k"); w.Code != tt.status ||
			!slices.Equal(f.calls, tt.called) {
			t.Errorf("%s %s: %d %q\n%s", tt.method, tt.target, w.Code, f.calls, w.Body)
		}
	}
}

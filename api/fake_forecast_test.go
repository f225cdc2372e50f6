package api

import (
	"context"
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Forecast(_ context.Context, a models.Actor, programme, project string, month models.Month) (
	tracking.ForecastView, error) {
	return tracking.ForecastView{}, f.note(a, "forecast %s %s %s", programme, project, month)
}

func (f *fake) ExportForecast(_ context.Context, a models.Actor, programme string) (string, []byte, error) {
	return "全年测算表.xlsx", []byte("PK\x03\x04"), f.note(a, "export forecast %s", programme)
}

func TestForecastsReachTheirUseCases(t *testing.T) {
	for _, tt := range []struct {
		target string
		called []string
	}{
		{"/api/v1/forecast?programme=2021&project=ZD-2021-001&month=2021-06",
			[]string{"zhang: forecast 2021 ZD-2021-001 2021-06"}},
		{"/api/v1/exports/forecast?programme=2021", []string{"zhang: export forecast 2021"}},
	} {
		f := &fake{}
		if w := ask(t, f, "zhang", "GET", tt.target, ""); w.Code != 200 || !slices.Equal(f.calls, tt.called) {
			t.Errorf("%s: %d %q\n%s", tt.target, w.Code, f.calls, w.Body)
		}
	}
}

package api

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Tasks(_ context.Context, a models.Actor) (tracking.Tasks, error) {
	return tracking.Tasks{Projects: 1, Tasks: []tracking.Task{}}, f.note(a, "tasks")
}

func (f *fake) MilestoneForm(_ context.Context, a models.Actor, project, milestone string) (tracking.MilestoneForm,
	error) {
	return tracking.MilestoneForm{}, f.note(a, "form of %s %s", project, milestone)
}

func (f *fake) ReportForm(_ context.Context, a models.Actor, project string, month models.Month) (tracking.ReportForm,
	error) {
	return tracking.ReportForm{}, f.note(a, "form of %s %s", project, month)
}

func (f *fake) CheckReport(_ context.Context, a models.Actor, project string,
	c models.ReportMonthCommand) (tracking.ReportCheck, error) {
	return tracking.ReportCheck{}, f.note(a, "check %s %s %t %t %s", project, c.Month, c.MonthAmount != nil &&
		*c.MonthAmount == 100, c.YTDAmount == nil, c.Physical)
}

func (f *fake) Acknowledged(_ context.Context, a models.Actor, key string) (tracking.Receipt, error) {
	return tracking.Receipt{Key: key, Pending: true}, f.note(a, "receipt %s", key)
}

func TestWhatOwnersAsk(t *testing.T) {
	for _, tt := range []struct{ target, called string }{
		{"/api/v1/tasks", "operator: tasks"},
		{"/api/v1/projects/2021/ZD-1/milestones/%E5%B0%81%E9%A1%B6/form", "operator: form of 2021/ZD-1 封顶"},
		{"/api/v1/projects/2021/ZD-1/reports/2021-06/form", "operator: form of 2021/ZD-1 2021-06"},
		{"/api/v1/projects/2021/ZD-1/reports/2021-06/check?month_fen=100&physical_progress=a",
			"operator: check 2021/ZD-1 2021-06 true true a"},
		{"/api/v1/receipts/k-1", "operator: receipt k-1"},
	} {
		f := &fake{}
		w := ask(t, f, operator, http.MethodGet, tt.target, "")
		if w.Code != http.StatusOK || strings.Join(f.calls, "; ") != tt.called {
			t.Errorf("%s: %d, reached %q\n%s", tt.target, w.Code, f.calls, w.Body)
		}
	}
	for _, target := range []string{"/api/v1/projects/2021/ZD-1/reports/2021-13/form",
		"/api/v1/projects/2021/ZD-1/reports/2021-06/check?month_fen=x"} {
		if w := ask(t, &fake{}, operator, http.MethodGet, target, ""); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", target, w.Code)
		}
	}
}

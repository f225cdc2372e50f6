package api

import (
	"context"
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) ReviewQueue(_ context.Context, a models.Actor, order tracking.ReviewOrder) (tracking.ReviewQueue,
	error) {
	return tracking.ReviewQueue{}, f.note(a, "reviews %s", order)
}

func (f *fake) Plans(_ context.Context, a models.Actor, programme string) (tracking.PlanList, error) {
	return tracking.PlanList{}, f.note(a, "plans %s", programme)
}

func (f *fake) PlanPage(_ context.Context, a models.Actor, project string) (tracking.PlanPage, error) {
	return tracking.PlanPage{}, f.note(a, "plan %s", project)
}

func (f *fake) Trial(_ context.Context, a models.Actor, programme string, _ models.Date) (tracking.Trial, error) {
	return tracking.Trial{}, f.note(a, "trial %s", programme)
}

func (f *fake) SetColours(_ context.Context, a models.Actor, key, programme, rules string) error {
	return f.note(a, "colours %s %s %s", key, programme, rules)
}

func (f *fake) Target(_ context.Context, a models.Actor, programme string) (tracking.TargetPage, error) {
	return tracking.TargetPage{}, f.note(a, "target %s", programme)
}

func (f *fake) DecideTarget(_ context.Context, a models.Actor, key, programme string,
	e models.TargetEntry) (tracking.TargetPage, error) {
	return tracking.TargetPage{}, f.note(a, "decide %s %s %s %d %s %s", key, programme, e.Kind, e.Amount, e.DecidedOn,
		e.Document)
}

func TestTheOfficesDeskReachesItsUseCases(t *testing.T) {
	for _, tt := range []struct {
		method, target, body string
		status               int
		called               []string
	}{
		{"GET", "/api/v1/reviews?order=urgent", "", 200, []string{"operator: reviews urgent"}},
		{"GET", "/api/v1/reviews?order=loudest", "", 422, nil},
		{"GET", "/api/v1/plans?programme=2021", "", 200, []string{"operator: plans 2021"}},
		{"GET", "/api/v1/projects/2021/ZD-2021-007/plan", "", 200, []string{"operator: plan 2021/ZD-2021-007"}},
		{"GET", "/api/v1/trial", "", 200, []string{"operator: trial "}},
		{"POST", "/api/v1/programmes/2021/colours", `{"rules":"half-2021"}`, 200,
			[]string{"operator: colours k 2021 half-2021", "operator: trial 2021"}},
		{"GET", "/api/v1/target?programme=2021", "", 200, []string{"operator: target 2021"}},
		{"POST", "/api/v1/programmes/2021/target",
			`{"kind":"adjusted","amount_fen":500,"decided_on":"2021-07-01","document":"张政发〔2021〕9号"}`, 200,
			[]string{"operator: decide k 2021 adjusted 500 2021-07-01 张政发〔2021〕9号"}},
		{"POST", "/api/v1/programmes/2021/target", `{"amount":500}`, 422, nil},
		{"POST", "/api/v1/programmes/2021/colours", `{"rule":"half-2021"}`, 422, nil},
	} {
		f := &fake{}
		if w := ask(t, f, operator, tt.method, tt.target, tt.body, "Idempotency-Key", "k"); w.Code != tt.status ||
			!slices.Equal(f.calls, tt.called) {
			t.Errorf("%s %s: %d %q\n%s", tt.method, tt.target, w.Code, f.calls, w.Body)
		}
	}
}

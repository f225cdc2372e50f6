package api

import (
	"context"
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Findings(_ context.Context, a models.Actor, programme string) (tracking.Findings, error) {
	return tracking.Findings{Lines: []tracking.FindingLine{}}, f.note(a, "findings %s", programme)
}

func (f *fake) Finding(_ context.Context, a models.Actor, id string) (tracking.FindingLine, error) {
	return tracking.FindingLine{ID: id}, f.note(a, "finding %s", id)
}

func (f *fake) AskFinding(_ context.Context, a models.Actor, key, id string) error {
	return f.note(a, "ask finding %s %s", key, id)
}

func (f *fake) ExplainFinding(_ context.Context, a models.Actor, key, id string, e models.Explanation) error {
	return f.note(a, "explain finding %s %s %s %s %s", key, id, e.Text, e.Paper, e.Evidence.SHA256)
}

func (f *fake) SettleFinding(_ context.Context, a models.Actor, key, id string, outcome models.FindingOutcome,
	reason string) error {
	return f.note(a, "settle finding %s %s %s %s", key, id, outcome, reason)
}

func TestFindingsReachTheirUseCases(t *testing.T) {
	for _, tt := range []struct{ method, target, body, called string }{
		{"GET", "/api/v1/findings?programme=2021", "", "zhang: findings 2021"},
		{"GET", "/api/v1/findings/fnd-1", "", "zhang: finding fnd-1"},
		{"POST", "/api/v1/findings/fnd-1/ask", `{}`, "zhang: ask finding k fnd-1"},
		{"POST", "/api/v1/findings/fnd-1/explain", `{"text":"a","paper":"b","evidence":{"sha256":"c"}}`,
			"zhang: explain finding k fnd-1 a b c"},
		{"POST", "/api/v1/findings/fnd-1/settle", `{"outcome":"right","reason":"r"}`,
			"zhang: settle finding k fnd-1 right r"},
	} {
		f := &fake{}
		w := ask(t, f, "zhang", tt.method, tt.target, tt.body, "Idempotency-Key", "k")
		if w.Code != 200 || !slices.Contains(f.calls, tt.called) {
			t.Errorf("%s %s: %d %q\n%s", tt.method, tt.target, w.Code, f.calls, w.Body)
		}
	}
}

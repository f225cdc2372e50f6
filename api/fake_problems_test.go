package api

import (
	"context"
	"slices"
	"testing"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Problems(_ context.Context, a models.Actor, by tracking.ProblemFilter) (tracking.ProblemLedger, error) {
	return tracking.ProblemLedger{}, f.note(a, "problems %s %s %s %s %s %t %t", by.Programme, by.Project, by.Department,
		by.Kind, by.Status, by.Open, by.Overdue)
}

func (f *fake) Problem(_ context.Context, a models.Actor, id string) (tracking.ProblemPage, error) {
	return tracking.ProblemPage{}, f.note(a, "problem %s", id)
}

func (f *fake) RaiseProblem(_ context.Context, a models.Actor, key, project string, version int,
	c tracking.ProblemInput) (tracking.Receipt, error) {
	return f.receipt(key, f.note(a, "%s problem %s %s %d %s %s %s", c.Act, key, project, version, c.Kind, c.Quantity,
		c.Due))
}

func (f *fake) ChangeProblem(_ context.Context, a models.Actor, key, id string, version int,
	c tracking.ProblemInput) (tracking.Receipt, error) {
	return f.receipt(key, f.note(a, "%s problem %s %s %d %s %s", c.Act, key, id, version, c.Department, c.Text))
}

func (f *fake) ExportProblems(_ context.Context, a models.Actor, programme string) (string, []byte, error) {
	return "问题台账.xlsx", []byte("PK\x03\x04"), f.note(a, "export problems %s", programme)
}

func TestProblemsReachTheirUseCases(t *testing.T) {
	const one = "/api/v1/problems/problem-1"
	for _, tt := range []struct {
		method, target, body string
		status               int
		called               []string
	}{
		{"GET", "/api/v1/problems?programme=2021&kind=land&open=true&overdue=true", "", 200,
			[]string{"zhang: problems 2021   land  true true"}},
		{"GET", "/api/v1/problems?kind=ghosts", "", 422, nil},
		{"GET", one, "", 200, []string{"zhang: problem problem-1"}},
		{"POST", "/api/v1/projects/2021/A/problems", `{"kind":"land","quantity":"12.5","text":"缺地","due":"2021-07-01"}`, 200,
			[]string{"zhang: raise problem k 2021/A 0 land 12.5 2021-07-01"}},
		{"POST", "/api/v1/projects/2021/A/problems/dismiss", `{"source":"text-1"}`, 200,
			[]string{"zhang: dismiss problem k 2021/A 0   "}},
		{"POST", one + "/assign", `{"department":"区自然资源局","due":"2021-07-01"}`, 200,
			[]string{"zhang: assign problem k problem-1 0 区自然资源局 "}},
		{"POST", one + "/feedback", `{"text":"已报批"}`, 200, []string{"zhang: feedback problem k problem-1 0  已报批"}},
		{"POST", one + "/solve", `{"text":"已供地"}`, 200, []string{"zhang: solve problem k problem-1 0  已供地"}},
		{"POST", one + "/close", `{}`, 200, []string{"zhang: close problem k problem-1 0  "}},
		{"POST", one + "/reopen", `{"text":"未供地"}`, 200, []string{"zhang: reopen problem k problem-1 0  未供地"}},
		{"POST", one + "/withdraw", `{"text":"已不需要"}`, 200, []string{"zhang: withdraw problem k problem-1 0  已不需要"}},
		{"GET", "/api/v1/exports/problems?programme=2021", "", 200, []string{"zhang: export problems 2021"}},
	} {
		f := &fake{}
		if w := ask(t, f, "zhang", tt.method, tt.target, tt.body, "Idempotency-Key", "k"); w.Code != tt.status ||
			!slices.Equal(f.calls, tt.called) {
			t.Errorf("%s %s: %d %q\n%s", tt.method, tt.target, w.Code, f.calls, w.Body)
		}
	}
}

package tracking_test

import (
	"context"
	"slices"

	"duban/models"
	"duban/tracking"
)

func (h *env) RaiseProblem(ctx context.Context, a models.Actor, key, project string, version int,
	c tracking.ProblemInput) (tracking.Receipt, error) {
	h.runs.asking = a
	return h.Service.RaiseProblem(ctx, a, key, project, version, c)
}

func (h *env) ChangeProblem(ctx context.Context, a models.Actor, key, id string, version int,
	c tracking.ProblemInput) (tracking.Receipt, error) {
	h.runs.asking = a
	return h.Service.ChangeProblem(ctx, a, key, id, version, c)
}

// raiseOne has the office raise a problem of own.
func (s *fixture) raiseOne() {
	s.t.Helper()
	r, err := s.RaiseProblem(s.t.Context(), office, "scene problem", s.own.Code, 0, landProblem())
	if err != nil {
		s.t.Fatal(err)
	}
	s.problem = r.Object
}

func landProblem() tracking.ProblemInput {
	return tracking.ProblemInput{ProblemCommand: models.ProblemCommand{Kind: models.ProblemLand, Quantity: "12.5",
		Text: "二期用地指标未落实", Request: "请协调解决用地指标"}}
}

func listProblems(s fixture, a models.Actor) error {
	ledger, err := s.Problems(s.t.Context(), a, tracking.ProblemFilter{})
	if err == nil && !slices.ContainsFunc(ledger.Problems, func(v tracking.ProblemView) bool {
		return v.ID == s.problem
	}) {
		return errEmpty
	}
	return err
}

func showProblem(s fixture, a models.Actor) error {
	_, err := s.Problem(s.t.Context(), a, s.problem)
	return err
}

func raiseProblem(s fixture, a models.Actor) error {
	_, err := s.RaiseProblem(s.t.Context(), a, "ask", s.own.Code, 0, landProblem())
	return err
}

func assignProblem(s fixture, a models.Actor) error {
	c := tracking.ProblemInput{ProblemCommand: models.ProblemCommand{Act: models.ActAssign,
		Department: s.other.ResponsibleUnitID,
		Due:        s.clock.Date() + 10}}
	_, err := s.ChangeProblem(s.t.Context(), a, "ask", s.problem, 0, c)
	return err
}

func exportProblems(s fixture, a models.Actor) error {
	_, content, err := s.ExportProblems(s.t.Context(), a, "")
	if err == nil && len(content) == 0 {
		return errEmpty
	}
	return err
}

func problemForm(s fixture, a models.Actor) error {
	_, err := s.ProblemForm(s.t.Context(), a, s.own.Code)
	return err
}

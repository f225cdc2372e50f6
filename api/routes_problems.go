package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Problems is the part of Tracking about what blocks projects (问题、要素保障).
type Problems interface {
	Problems(ctx context.Context, actor models.Actor, by tracking.ProblemFilter) (tracking.ProblemLedger, error)
	Problem(ctx context.Context, actor models.Actor, id string) (tracking.ProblemPage, error)
	RaiseProblem(ctx context.Context, actor models.Actor, key, project string, version int,
		c tracking.ProblemInput) (tracking.Receipt, error)
	ChangeProblem(ctx context.Context, actor models.Actor, key, id string, version int,
		c tracking.ProblemInput) (tracking.Receipt, error)
	ExportProblems(ctx context.Context, actor models.Actor, programme string) (fileName string, content []byte, err error)
}

func problemRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/problems", "list-problems", "问题台账：问题、合计，以及月报中待归类的问题", h.listProblems)
	get(a, "/api/v1/problems/{problem}", "show-problem", "一个问题及其办理过程", h.showProblem)
	command(a, "/api/v1/projects/{year}/{code}/problems", "raise-problem", "提出问题，或将月报中的问题列入台账",
		h.raiseProblem(models.ActRaise))
	command(a, "/api/v1/projects/{year}/{code}/problems/dismiss", "dismiss-problem", "月报中的内容不列入台账",
		h.raiseProblem(models.ActDismiss))
	for _, one := range []struct {
		act     models.ProblemAct
		summary string
	}{
		{models.ActAssign, "交办责任部门，或改变部门和时限"}, {models.ActFeedback, "责任部门反馈办理情况"},
		{models.ActSolve, "责任部门填报办结：措施和结果"}, {models.ActClose, "提出单位确认解决，问题销号"},
		{models.ActReopen, "未解决的退回续办"}, {models.ActWithdraw, "提出单位撤回问题"},
	} {
		command(a, "/api/v1/problems/{problem}/"+string(one.act), string(one.act)+"-problem", one.summary,
			h.changeProblem(one.act))
	}
	download(a, "/api/v1/exports/problems", "export-problems", "问题台账（xlsx）：按责任部门小计", h.exportProblems)
}

// OfProblem is the path parameter that names a problem.
type OfProblem struct {
	Problem string `path:"problem" doc:"问题编号，见台账" example:"problem-0123456789abcdef0123"`
}

type listProblemsInput struct {
	OfProgramme
	Project    string `query:"project" doc:"项目编码"`
	Department string `query:"department" doc:"责任部门"`
	Kind       string `query:"kind" enum:"land,energy,money,clearance,approvals,utilities,construction,market,other" doc:"类别"` //nolint:lll // a struct tag cannot be broken
	Status     string `query:"status" enum:"raised,assigned,solving,solved,closed,withdrawn" doc:"状态"`
	Open       bool   `query:"open" doc:"只列未销号的"`
	Overdue    bool   `query:"overdue" doc:"只列逾期的"`
}

func (h handlers) listProblems(ctx context.Context, actor models.Actor,
	in *listProblemsInput) (*answer[tracking.ProblemLedger], error) {
	return answered(h.t.Problems(ctx, actor, tracking.ProblemFilter{Programme: in.Programme, Project: in.Project,
		Department: in.Department, Kind: models.ProblemKind(in.Kind), Status: models.ProblemStatus(in.Status),
		Open: in.Open, Overdue: in.Overdue}))
}

func (h handlers) showProblem(ctx context.Context, actor models.Actor,
	in *OfProblem) (*answer[tracking.ProblemPage], error) {
	return answered(h.t.Problem(ctx, actor, in.Problem))
}

type raiseProblemInput struct {
	Keyed
	Edit
	OfProject
	Body body[tracking.ProblemInput]
}

func (h handlers) raiseProblem(act models.ProblemAct) operation[raiseProblemInput, receiptOutput] {
	return func(ctx context.Context, actor models.Actor, in *raiseProblemInput) (*receiptOutput, error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		c := in.Body.Value
		c.Act = act
		return receipt(h.t.RaiseProblem(ctx, actor, in.Key, in.text(), version, c))
	}
}

type changeProblemInput struct {
	Keyed
	Edit
	OfProblem
	Body body[tracking.ProblemInput]
}

func (h handlers) changeProblem(act models.ProblemAct) operation[changeProblemInput, receiptOutput] {
	return func(ctx context.Context, actor models.Actor, in *changeProblemInput) (*receiptOutput, error) {
		version, err := in.version()
		if err != nil {
			return nil, err
		}
		c := in.Body.Value
		c.Act = act
		return receipt(h.t.ChangeProblem(ctx, actor, in.Key, in.Problem, version, c))
	}
}

func (h handlers) exportProblems(ctx context.Context, actor models.Actor, in *OfProgramme) (*fileOutput, error) {
	return sent(h.t.ExportProblems(ctx, actor, in.Programme))
}

package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Desk is the part of Tracking for the office: submissions that wait for a decision, plans, and rules.
type Desk interface {
	ReviewQueue(ctx context.Context, actor models.Actor, order tracking.ReviewOrder) (tracking.ReviewQueue, error)
	Plans(ctx context.Context, actor models.Actor, programme string) (tracking.PlanList, error)
	PlanPage(ctx context.Context, actor models.Actor, project string) (tracking.PlanPage, error)
	Trial(ctx context.Context, actor models.Actor, programme string, from models.Date) (tracking.Trial, error)
	SetColours(ctx context.Context, actor models.Actor, key, programme, rules string) error
	Target(ctx context.Context, actor models.Actor, programme string) (tracking.TargetPage, error)
	DecideTarget(ctx context.Context, actor models.Actor, key, programme string,
		entry models.TargetEntry) (tracking.TargetPage, error)
}

func planRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/reviews", "list-reviews", "审核队列：待审定的填报", h.listReviews)
	get(a, "/api/v1/plans", "list-plans", "各项目的年度计划、延期和停工", h.listPlans)
	get(a, "/api/v1/projects/{year}/{code}/plan", "show-plan", "一个项目的计划：历次版本和调整依据", h.showPlan)
	get(a, "/api/v1/trial", "show-trial", "试运行与规则", h.showTrial)
	post(a, "/api/v1/programmes/{programme}/colours", "set-colours", "换用灯色规则", h.setColours)
	get(a, "/api/v1/target", "show-target", "年度目标、调整后计划和各项目计划之和", h.showTarget)
	post(a, "/api/v1/programmes/{programme}/target", "decide-target", "登记年度目标或调整后计划", h.decideTarget)
}

type listReviewsInput struct {
	Order string `query:"order" enum:"urgent" doc:"urgent 为按紧急程度排序；不填为按报送时间排序"`
}

func (h handlers) listReviews(ctx context.Context, actor models.Actor,
	in *listReviewsInput) (*answer[tracking.ReviewQueue], error) {
	return answered(h.t.ReviewQueue(ctx, actor, tracking.ReviewOrder(in.Order)))
}

func (h handlers) listPlans(ctx context.Context, actor models.Actor, in *OfProgramme) (*answer[tracking.PlanList],
	error) {
	return answered(h.t.Plans(ctx, actor, in.Programme))
}

func (h handlers) showPlan(ctx context.Context, actor models.Actor, in *OfProject) (*answer[tracking.PlanPage], error) {
	return answered(h.t.PlanPage(ctx, actor, in.text()))
}

func (h handlers) showTrial(ctx context.Context, actor models.Actor, in *OfProgramme) (*answer[tracking.Trial], error) {
	return answered(h.t.Trial(ctx, actor, in.Programme, 0))
}

// ColoursBody names a rule set.
type ColoursBody struct {
	Rules string `json:"rules" doc:"灯色规则的名称" example:"half-2021"`
}

type setColoursInput struct {
	Keyed
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
	Body      body[ColoursBody]
}

func (h handlers) setColours(ctx context.Context, actor models.Actor, in *setColoursInput) (*answer[tracking.Trial],
	error) {
	if err := h.t.SetColours(ctx, actor, in.Key, in.Programme, in.Body.Value.Rules); err != nil {
		return nil, err
	}
	return answered(h.t.Trial(ctx, actor, in.Programme, 0))
}

package web

import (
	"context"

	"duban/models"
	"duban/tracking"
)

// Plans is what projects are held to, and changing it.
type Plans interface {
	Plans(ctx context.Context, actor models.Actor, programme string) (tracking.PlanList, error)
	PlanPage(ctx context.Context, actor models.Actor, project string) (tracking.PlanPage, error)
	ChangePlan(ctx context.Context, actor models.Actor, key, project string, c models.ChangePlanCommand) (tracking.Receipt,
		error)
}

func (h *handlers) planRoutes() []route {
	return []route{
		{pattern: "GET /plans", who: plans, show: h.showPlans},
		{pattern: "POST /plans", who: plans, show: h.pauseSeveral},
		{pattern: "GET /plans/{year}/{code}", who: plans, show: h.showPlan},
		{pattern: "POST /plans/{year}/{code}", who: plans, show: h.changePlan},
	}
}

// planAddress is the page of a project's plan.
func planAddress(year int, code string) string {
	return "/plans" + projectAddress(year, code)[len("/projects"):]
}

package web

func (h *handlers) planRoutes() []route {
	return []route{
		{pattern: "GET /plans", who: plans, show: h.showPlans},
		{pattern: "POST /plans", who: plans, show: h.pauseSeveral},
		{pattern: "GET /plans/{year}/{code}", who: plans, show: h.showPlan},
		{pattern: "POST /plans/{year}/{code}", who: plans, show: h.changePlan},
		{pattern: "GET /projects/{year}/{code}/schedule", who: seesOwn, show: h.showSchedule},
		{pattern: "POST /projects/{year}/{code}/schedule", who: handsIn, show: h.setSchedule},
		{pattern: "GET /projects/{year}/{code}/gantt", who: seesOwn, show: h.showGantt},
		{pattern: "GET /settings/milestones", who: plans, show: h.showMilestoneTemplates},
		{pattern: "POST /settings/milestones", who: plans, show: h.setMilestoneTemplate},
		{pattern: "POST /settings/milestones/reset", who: plans, show: h.resetMilestoneTemplate},
	}
}

// planAddress returns the address of a project's plan.
func planAddress(year int, code string) string {
	return "/plans" + projectAddress(year, code)[len("/projects"):]
}

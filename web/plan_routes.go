package web

func (h *handlers) planRoutes() []route {
	return []route{
		{pattern: "GET /plans", who: plans, show: h.showPlans},
		{pattern: "POST /plans", who: plans, show: h.pauseSeveral},
		{pattern: "GET /plans/{year}/{code}", who: plans, show: h.showPlan},
		{pattern: "POST /plans/{year}/{code}", who: plans, show: h.changePlan},
	}
}

// planAddress returns the address of a project's plan.
func planAddress(year int, code string) string {
	return "/plans" + projectAddress(year, code)[len("/projects"):]
}

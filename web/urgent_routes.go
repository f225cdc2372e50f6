package web

func (h *handlers) urgentRoutes() []route {
	return []route{
		{pattern: "GET /urgent", who: seesOwn, show: h.showUrgentTables},
		{pattern: "POST /urgent", who: plans, show: h.openUrgentTable, body: largestWorkbooks},
		{pattern: "GET /urgent/{table}", who: seesOwn, show: h.showUrgentTable},
		{pattern: "POST /urgent/{table}/columns", who: plans, show: h.setUrgentColumns},
		{pattern: "POST /urgent/{table}/answers", who: handsIn, show: h.answerUrgent},
		{pattern: "POST /urgent/{table}/returns", who: handsIn, show: h.takeUrgentForms, body: largestWorkbooks},
		{pattern: "GET /urgent/{table}/form", who: seesOwn, show: h.showUrgentForm},
		{pattern: "POST /urgent/{table}/filled", who: seesAll, show: h.fillUrgent},
		{pattern: "POST /urgent/{table}/close", who: plans, show: h.closeUrgent},
	}
}

func urgentAddress(id string) string { return "/urgent/" + id }

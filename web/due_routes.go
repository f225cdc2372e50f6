package web

func (h *handlers) dueRoutes() []route {
	return []route{
		{pattern: "GET /due", who: seesOwn, show: h.showDue},
		{pattern: "GET /timeline", who: seesOwn, show: h.showTimeline},
		{pattern: "GET /towns", who: seesAll, show: h.showTowns},
		{pattern: "GET /sheets", who: plans, show: h.showSheets},
	}
}

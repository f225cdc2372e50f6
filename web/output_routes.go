package web

func (h *handlers) outputRoutes() []route {
	return []route{
		{pattern: "GET /exports", who: seesAll, show: h.showExports},
		{pattern: "GET /exports/{report}", who: seesAll, show: h.showExport},
		{pattern: "POST /exports/fill", who: seesAll, show: h.fillForm, body: largestWorkbooks},
		{pattern: "GET /orders/{order}/document", who: seesOwn, show: h.showOrderDocument},
		{pattern: "GET /orders/{order}/print", who: seesOwn, show: h.showOrderPrint},
		{pattern: "GET /print/onepage", who: seesAll, show: h.showOnePage},
		{pattern: "GET /forms", who: plans, show: h.showForms},
		{pattern: "GET /forms/{kind}", who: seesOwn, show: h.showTemplate},
		{pattern: "GET /outbox", who: plans, show: h.showOutbox},
	}
}

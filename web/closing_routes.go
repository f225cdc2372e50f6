package web

import "duban/models"

var closesMonths = permission{ask: models.CanCloseMonth}

func (h *handlers) closingRoutes() []route {
	return []route{
		{pattern: "GET /closings", who: seesAll, show: h.showClosings},
		{pattern: "GET /closings/{month}", who: seesAll, show: h.showClosing},
		{pattern: "POST /closings/{month}/reopen", who: closesMonths, show: h.reopenMonth, fresh: true},
		{pattern: "GET /rounds/{month}/close", who: seesAll, show: h.showCloseMonth},
		{pattern: "POST /rounds/{month}/close", who: closesMonths, show: h.closeMonth, fresh: true},
	}
}

// closingAddress returns the address of a closed month, or of an upward report.
func closingAddress(kind models.ClosingKind, month models.Month) string {
	if kind == models.ClosedMonth {
		return "/closings/" + month.String()
	}
	return "/closings/" + month.String() + "?kind=" + string(kind)
}

// closeAddress returns the address of the page that closes a month or confirms an upward report.
func closeAddress(kind models.ClosingKind, month models.Month) string {
	if kind == models.ClosedMonth {
		return "/rounds/" + month.String() + "/close"
	}
	return "/rounds/" + month.String() + "/close?kind=" + string(kind)
}

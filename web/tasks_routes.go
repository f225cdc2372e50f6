package web

import (
	"net/url"

	"duban/models"
)

func (h *handlers) taskRoutes() []route {
	return []route{
		{pattern: "GET /tasks", who: signedIn, show: h.showTasks},
		{pattern: "GET /sent/{key}", who: handsIn, show: h.showPending},
		{pattern: "GET /projects/{year}/{code}/milestones/{milestone}/submit", who: handsIn, show: h.showMilestoneForm},
		{pattern: "POST /projects/{year}/{code}/milestones/{milestone}/submit", who: handsIn, show: h.submitMilestone,
			body: largestUpload},
		{pattern: "GET /reports", who: handsIn, show: h.showReports},
		{pattern: "POST /reports", who: handsIn, show: h.reportSeveral, body: largestUpload},
		{pattern: "GET /projects/{year}/{code}/report", who: handsIn, show: h.showReportForm},
		{pattern: "GET /projects/{year}/{code}/report/check", who: handsIn, show: h.checkReport},
		{pattern: "POST /projects/{year}/{code}/report", who: handsIn, show: h.reportMonth, body: largestUpload},
	}
}

// milestoneAddress returns the address of a milestone's form.
func milestoneAddress(year int, code, milestone string) string {
	return projectAddress(year, code) + "/milestones/" + url.PathEscape(milestone) + "/submit"
}

// reportAddress returns the address of a month's report form.
func reportAddress(year int, code string, month models.Month) string {
	return projectAddress(year, code) + "/report?month=" + month.String()
}

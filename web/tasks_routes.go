package web

import (
	"context"
	"io"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// Owners is what a person is asked for and the forms they answer with.
type Owners interface {
	Tasks(ctx context.Context, actor models.Actor) (tracking.Tasks, error)
	MilestoneForm(ctx context.Context, actor models.Actor, project, milestone string) (tracking.MilestoneForm, error)
	ReportForm(ctx context.Context, actor models.Actor, project string, month models.Month) (tracking.ReportForm, error)
	CheckReport(ctx context.Context, actor models.Actor, project string,
		c models.ReportMonthCommand) (tracking.ReportCheck, error)
	Acknowledged(ctx context.Context, actor models.Actor, key string) (tracking.Receipt, error)
	PutEvidence(ctx context.Context, actor models.Actor, name string, r io.Reader) (models.Evidence, error)
	SubmitMilestone(ctx context.Context, actor models.Actor, key, project string, c models.SubmitMilestoneCommand) (
		tracking.Receipt, error)
	ReportMonth(ctx context.Context, actor models.Actor, key, project string,
		c models.ReportMonthCommand) (tracking.Receipt, error)
}

func (h *handlers) taskRoutes() []route {
	return []route{
		{pattern: "GET /tasks", who: handsIn, show: h.showTasks},
		{pattern: "GET /sent/{key}", who: handsIn, show: h.showSent},
		{pattern: "GET /projects/{year}/{code}/milestones/{milestone}/submit", who: handsIn, show: h.showMilestoneForm},
		{pattern: "POST /projects/{year}/{code}/milestones/{milestone}/submit", who: handsIn, show: h.submitMilestone,
			body: largestUpload},
		{pattern: "GET /projects/{year}/{code}/report", who: handsIn, show: h.showReportForm},
		{pattern: "GET /projects/{year}/{code}/report/check", who: handsIn, show: h.checkReport},
		{pattern: "POST /projects/{year}/{code}/report", who: handsIn, show: h.reportMonth, body: largestUpload},
	}
}

// milestoneAddress is the form of a milestone, reportAddress that of a month.
func milestoneAddress(year int, code, milestone string) string {
	return projectAddress(year, code) + "/milestones/" + url.PathEscape(milestone) + "/submit"
}

func reportAddress(year int, code string, month models.Month) string {
	return projectAddress(year, code) + "/report?month=" + month.String()
}

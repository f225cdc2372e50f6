package web

import (
	"context"

	"duban/models"
	"duban/tracking"
)

// Outputs is what leaves the house finished: reports, forms, and what would be sent.
type Outputs interface {
	ExportMonthly(ctx context.Context, actor models.Actor, programme string, month models.Month) (fileName string,
		content []byte, err error)
	ExportPlan(ctx context.Context, actor models.Actor, programme string) (fileName string, content []byte, err error)
	ExportMilestones(ctx context.Context, actor models.Actor, programme string) (fileName string, content []byte,
		err error)
	ExportLedger(ctx context.Context, actor models.Actor, programme string, month models.Month) (fileName string,
		content []byte, err error)
	ExportEscalations(ctx context.Context, actor models.Actor, programme string, month models.Month) (fileName string,
		content []byte, err error)
	FillForm(ctx context.Context, actor models.Actor, f tracking.FormToFill) (fileName string, content []byte,
		left []string, err error)
	Template(ctx context.Context, actor models.Actor, r tracking.TemplateRequest) (fileName string, content []byte,
		err error)
	ChaseText(ctx context.Context, actor models.Actor, programme string, month models.Month) (tracking.RoundBoard, error)
	Status(ctx context.Context, actor models.Actor, programme string) (tracking.Status, error)
	Outgoing(ctx context.Context, actor models.Actor, programme, to string) (tracking.Outgoing, error)
}

func (h *handlers) outputRoutes() []route {
	return []route{
		{pattern: "GET /exports", who: seesAll, show: h.showExports},
		{pattern: "GET /exports/{report}", who: seesAll, show: h.showExport},
		{pattern: "POST /exports/fill", who: seesAll, show: h.fillForm, body: largestBooks},
		{pattern: "GET /print/onepage", who: seesAll, show: h.showOnePage},
		{pattern: "GET /forms", who: plans, show: h.showForms},
		{pattern: "GET /forms/{kind}", who: seesOwn, show: h.showTemplate},
		{pattern: "GET /outbox", who: plans, show: h.showOutbox},
	}
}

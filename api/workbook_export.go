package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Exports is the part of Tracking that writes finished workbooks.
type Exports interface {
	ExportMonthly(ctx context.Context, actor models.Actor, programme string, month models.Month) (fileName string,
		content []byte, err error)
	ExportPlan(ctx context.Context, actor models.Actor, programme string) (fileName string, content []byte, err error)
	ExportMilestones(ctx context.Context, actor models.Actor, programme string) (fileName string, content []byte,
		err error)
	ExportLedger(ctx context.Context, actor models.Actor, programme string, month models.Month) (fileName string,
		content []byte, err error)
	ExportEscalations(ctx context.Context, actor models.Actor, programme string, month models.Month) (fileName string,
		content []byte, err error)
	ExportOrders(ctx context.Context, actor models.Actor, programme string) (fileName string, content []byte, err error)
	OrderDocument(ctx context.Context, actor models.Actor, id string, asked tracking.DocumentAsked) (
		tracking.OrderDocument, error)
	MeetingPack(ctx context.Context, actor models.Actor, programme string, month models.Month) (fileName string,
		content []byte, err error)
	FillForm(ctx context.Context, actor models.Actor, f tracking.FormToFill) (fileName string, content []byte,
		left []models.Message, err error)
}

func exportRoutes(a huma.API, h handlers) {
	download(a, "/api/v1/exports/monthly", "export-monthly", "导出月度报表（xlsx）", h.exportMonthly)
	download(a, "/api/v1/exports/plan", "export-plan", "导出投资计划表（xlsx）", ofProgramme(h.t.ExportPlan))
	download(a, "/api/v1/exports/milestones", "export-milestones", "导出节点表（xlsx）", ofProgramme(h.t.ExportMilestones))
	download(a, "/api/v1/exports/ledger", "export-ledger", "导出台账（xlsx）", standing(h.t.ExportLedger))
	download(a, "/api/v1/exports/escalations", "export-escalations", "导出督办清单（xlsx）", standing(h.t.ExportEscalations))
	download(a, "/api/v1/exports/orders", "export-orders", "导出督办台账（xlsx）", ofProgramme(h.t.ExportOrders))
	register(a, huma.Operation{Method: http.MethodGet, Path: "/api/v1/exports/meeting", OperationID: "export-meeting",
		Summary: "导出调度会材料（zip）：调度情况、一页纸、滞后项目、议定事项、包保领导分册、现场查看单", Errors: readErrors,
		Responses: map[string]*huma.Response{"200": {Description: "压缩包", Content: map[string]*huma.MediaType{
			zipType: {Schema: &huma.Schema{Type: "string", Format: "binary"}}}}}}, h.exportMeeting)
	orderDocumentRoute(a, h)
	fillRoute(a, h)
}

type standingInput struct {
	OfProgramme
	Month string `query:"month" doc:"截至哪个月底；不填为现在" example:"2021-06"`
}

// standing is the operation of an export of the present state, or of the state at the end of a month.
func standing(export func(context.Context, models.Actor, string, models.Month) (string, []byte,
	error)) operation[standingInput, fileOutput] {
	return func(ctx context.Context, actor models.Actor, in *standingInput) (*fileOutput, error) {
		month, err := monthOrNone(in.Month)
		if err != nil {
			return nil, err
		}
		return sent(export(ctx, actor, in.Programme, month))
	}
}

// monthOrNone reads a month that may be left out.
func monthOrNone(text string) (models.Month, error) {
	if text == "" {
		return 0, nil
	}
	return models.ParseMonth(text)
}

// ofProgramme is the operation of an export whose only parameter is the programme.
func ofProgramme(export func(context.Context, models.Actor, string) (string, []byte, error)) operation[OfProgramme,
	fileOutput] {
	return func(ctx context.Context, actor models.Actor, in *OfProgramme) (*fileOutput, error) {
		return sent(export(ctx, actor, in.Programme))
	}
}

func (h handlers) exportMeeting(ctx context.Context, actor models.Actor, in *exportMonthlyInput) (*fileOutput, error) {
	month, err := monthOrNone(in.Month)
	if err != nil {
		return nil, err
	}
	return sent(h.t.MeetingPack(ctx, actor, in.Programme, month))
}

package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Urgent is the part of Tracking about tables that a higher office asks for within hours (急报表).
type Urgent interface {
	UrgentTables(ctx context.Context, actor models.Actor, programme string) (tracking.UrgentTables, error)
	UrgentTable(ctx context.Context, actor models.Actor, id string) (tracking.UrgentPage, error)
	OpenUrgentTable(ctx context.Context, actor models.Actor, key, programme string, entry models.UrgentEntry,
		form *tracking.ImportFile) (tracking.UrgentPage, error)
	SetUrgentColumns(ctx context.Context, actor models.Actor, key, id string, choices map[string]tracking.UrgentChoice,
		more []models.UrgentColumn) (tracking.UrgentPage, error)
	AnswerUrgent(ctx context.Context, actor models.Actor, key, id string,
		answers []tracking.UrgentAnswer) (tracking.UrgentPage, error)
	UrgentForm(ctx context.Context, actor models.Actor, id string) (fileName string, content []byte, err error)
	TakeUrgentForms(ctx context.Context, actor models.Actor, key, id string,
		files []tracking.ImportFile) (tracking.UrgentReturn, error)
	FillUrgent(ctx context.Context, actor models.Actor, id string) (fileName string, content []byte,
		left []models.Message, err error)
	CloseUrgentTable(ctx context.Context, actor models.Actor, key, id string) (tracking.UrgentPage, error)
}

// maxUrgentForm is the size limit of a form, in bytes.
const maxUrgentForm = 4 << 20

func urgentRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/urgent-tables", "list-urgent-tables", "急报表清单", h.listUrgentTables)
	upload(a, "/api/v1/urgent-tables", "open-urgent-table", "登记急报表，可附要填的表格", maxUrgentForm, h.openUrgentTable)
	get(a, "/api/v1/urgent-tables/{table}", "show-urgent-table", "一张急报表：各项目所填和未填的单位", h.showUrgentTable)
	post(a, "/api/v1/urgent-tables/{table}/columns", "set-urgent-columns", "说明表格各列是什么，收集哪些列", h.setUrgentColumns)
	post(a, "/api/v1/urgent-tables/{table}/answers", "answer-urgent-table", "填报急报表", h.answerUrgent)
	download(a, "/api/v1/urgent-tables/{table}/form", "urgent-form", "急报表的填报表格（xlsx）", h.urgentForm)
	upload(a, "/api/v1/urgent-tables/{table}/returns", "take-urgent-forms", "收回填好的表格（代填）", maxWorkbook, h.takeUrgentForms)
	download(a, "/api/v1/urgent-tables/{table}/filled", "fill-urgent-table", "按原表版式填好的急报表（xlsx）", h.fillUrgent)
	post(a, "/api/v1/urgent-tables/{table}/close", "close-urgent-table", "结束急报表", h.closeUrgentTable)
}

// OfUrgentTable is the parameter of an operation on one table.
type OfUrgentTable struct {
	Table string `path:"table" doc:"急报表编号" example:"JB-2021-001"`
}

func (h handlers) listUrgentTables(ctx context.Context, actor models.Actor,
	in *OfProgramme) (*answer[tracking.UrgentTables], error) {
	return answered(h.t.UrgentTables(ctx, actor, in.Programme))
}

func (h handlers) showUrgentTable(ctx context.Context, actor models.Actor,
	in *OfUrgentTable) (*answer[tracking.UrgentPage], error) {
	return answered(h.t.UrgentTable(ctx, actor, in.Table))
}

type setUrgentColumnsInput struct {
	Keyed
	OfUrgentTable
	Body body[urgentColumns]
}

// urgentColumns says what the columns of a form are.
type urgentColumns struct {
	Columns map[string]tracking.UrgentChoice `json:"columns,omitempty"` // by letter or header
	More    []models.UrgentColumn            `json:"more,omitempty"`    // columns that are not in the form
}

func (h handlers) setUrgentColumns(ctx context.Context, actor models.Actor,
	in *setUrgentColumnsInput) (*answer[tracking.UrgentPage], error) {
	return answered(h.t.SetUrgentColumns(ctx, actor, in.Key, in.Table, in.Body.Value.Columns, in.Body.Value.More))
}

type answerUrgentInput struct {
	Keyed
	OfUrgentTable
	Body body[[]tracking.UrgentAnswer]
}

func (h handlers) answerUrgent(ctx context.Context, actor models.Actor,
	in *answerUrgentInput) (*answer[tracking.UrgentPage], error) {
	return answered(h.t.AnswerUrgent(ctx, actor, in.Key, in.Table, in.Body.Value))
}

func (h handlers) urgentForm(ctx context.Context, actor models.Actor, in *OfUrgentTable) (*fileOutput, error) {
	return sent(h.t.UrgentForm(ctx, actor, in.Table))
}

func (h handlers) fillUrgent(ctx context.Context, actor models.Actor, in *OfUrgentTable) (*filledOutput, error) {
	return sentFilled(h.t.FillUrgent(ctx, actor, in.Table))
}

type closeUrgentInput struct {
	Keyed
	OfUrgentTable
}

func (h handlers) closeUrgentTable(ctx context.Context, actor models.Actor,
	in *closeUrgentInput) (*answer[tracking.UrgentPage], error) {
	return answered(h.t.CloseUrgentTable(ctx, actor, in.Key, in.Table))
}

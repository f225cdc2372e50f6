package api

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Funding is the part of Tracking about the fund ledger (资金台账).
type Funding interface {
	Funds(ctx context.Context, actor models.Actor, programme string, month models.Month) (tracking.FundView, error)
	ExportFunds(ctx context.Context, actor models.Actor, programme string, month models.Month) (string, []byte, error)
	FundPage(ctx context.Context, actor models.Actor, project string) (tracking.FundPage, error)
	SetFund(ctx context.Context, actor models.Actor, key, project string, e models.FundEntry) (tracking.FundPage, error)
	FundSources(ctx context.Context, actor models.Actor) ([]models.FundSource, error)
	SetFundSources(ctx context.Context, actor models.Actor, key string, list []models.FundSource) ([]models.FundSource,
		error)
	UploadFunds(ctx context.Context, actor models.Actor, key, programme, file string, month models.Month,
		content []byte) (tracking.FundImportView, error)
	FundImports(ctx context.Context, actor models.Actor, programme string) ([]tracking.FundImportLine, error)
	FundImport(ctx context.Context, actor models.Actor, id string) (tracking.FundImportView, error)
	AnswerFunds(ctx context.Context, actor models.Actor, key, id string, answers map[string]string) (
		tracking.FundImportView, error)
	CommitFunds(ctx context.Context, actor models.Actor, key, id string) (tracking.FundImportView, error)
	UndoFunds(ctx context.Context, actor models.Actor, key, id string) (tracking.FundImportView, error)
}

// maxFundBook is the size limit of a workbook of the fund ledger, in bytes.
const maxFundBook = 8 << 20

func fundRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/funds", "list-funds", "资金台账：各项目各来源的申报、批复、到位、拨付、支出率和实物量", h.listFunds)
	download(a, "/api/v1/exports/funds", "export-funds", "导出资金台账（xlsx）", standing(h.t.ExportFunds))
	get(a, "/api/v1/projects/{year}/{code}/funds", "show-funds", "一个项目的资金和逐月记录", h.showFunds)
	post(a, "/api/v1/projects/{year}/{code}/funds", "set-fund", "登记一个项目一种来源一个月的资金", h.setFund)
	get(a, "/api/v1/fund-sources", "list-fund-sources", "资金来源列表", h.listFundSources)
	post(a, "/api/v1/fund-sources", "set-fund-sources", "设置资金来源列表", h.setFundSources)
	get(a, "/api/v1/fund-imports", "list-fund-imports", "资金台账导入记录，最近的在前", h.listFundImports)
	upload(a, "/api/v1/fund-imports", "upload-funds", "上传资金台账并预览变化（不导入）", maxFundBook, h.uploadFunds)
	get(a, "/api/v1/fund-imports/{id}", "show-fund-import", "一份资金台账：识别结果、变化和待明确的问题", h.showFundImport)
	post(a, "/api/v1/fund-imports/{id}/answers", "answer-funds", "答复资金台账中待明确的问题", h.answerFunds)
	post(a, "/api/v1/fund-imports/{id}/commit", "commit-funds", "导入预览过的资金台账", h.commitFunds)
	post(a, "/api/v1/fund-imports/{id}/undo", "undo-funds", "撤销一次资金台账导入：其后没有变动的恢复原样", h.undoFunds)
}

type listFundsInput struct {
	OfProgramme
	Month string `query:"month" doc:"截至哪个月底；不填为现在" example:"2021-06"`
}

func (h handlers) listFunds(ctx context.Context, actor models.Actor, in *listFundsInput) (*answer[tracking.FundView],
	error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return answered(tracking.FundView{}, err)
	}
	return answered(h.t.Funds(ctx, actor, in.Programme, month))
}

func (h handlers) showFunds(ctx context.Context, actor models.Actor, in *OfProject) (*answer[tracking.FundPage],
	error) {
	return answered(h.t.FundPage(ctx, actor, in.text()))
}

type setFundInput struct {
	Keyed
	OfProject
	Body body[models.FundEntry]
}

func (h handlers) setFund(ctx context.Context, actor models.Actor, in *setFundInput) (*answer[tracking.FundPage],
	error) {
	return answered(h.t.SetFund(ctx, actor, in.Key, in.text(), in.Body.Value))
}

// FundSourceList is the list of sources of money.
type FundSourceList struct {
	Sources []models.FundSource `json:"sources" doc:"key 不填为新增；bond 为债券，适用债券的支付提示界限"`
}

func (h handlers) listFundSources(ctx context.Context, actor models.Actor, _ *struct{}) (*answer[FundSourceList],
	error) {
	list, err := h.t.FundSources(ctx, actor)
	return answered(FundSourceList{list}, err)
}

type setFundSourcesInput struct {
	Keyed
	Body body[FundSourceList]
}

func (h handlers) setFundSources(ctx context.Context, actor models.Actor,
	in *setFundSourcesInput) (*answer[FundSourceList], error) {
	list, err := h.t.SetFundSources(ctx, actor, in.Key, in.Body.Value.Sources)
	return answered(FundSourceList{list}, err)
}

type listFundImportsInput struct {
	Paged
	OfProgramme
}

func (h handlers) listFundImports(ctx context.Context, actor models.Actor,
	in *listFundImportsInput) (*page[tracking.FundImportLine], error) {
	rows, err := h.t.FundImports(ctx, actor, in.Programme)
	return paged(&in.Paged, rows, func(l tracking.FundImportLine) string { return l.ID }, err)
}

type uploadFundsInput struct {
	Keyed
	OfProgramme
	File   string   `query:"file" required:"true" doc:"文件名：xlsx、xls 或 csv" example:"资金台账.xlsx"`
	Month  string   `query:"month" doc:"金额截至哪个月；不填由表上写明" example:"2021-06"`
	Answer []string `query:"answer,explode" doc:"问题=答复，可重复；问题为预览中的 cell" example:"[\"E12=rows\"]"`
	FileBody
}

func (h handlers) uploadFunds(ctx context.Context, actor models.Actor,
	in *uploadFundsInput) (*answer[tracking.FundImportView], error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return answered(tracking.FundImportView{}, err)
	}
	content, err := in.content()
	if err != nil {
		return nil, err
	}
	view, err := h.t.UploadFunds(ctx, actor, in.Key, in.Programme, in.File, month, content)
	if err != nil || len(in.Answer) == 0 {
		return answered(view, err)
	}
	answers := map[string]string{}
	for _, text := range in.Answer {
		cell, said, _ := strings.Cut(text, "=")
		answers[strings.TrimSpace(cell)] = said
	}
	return answered(h.t.AnswerFunds(ctx, actor, in.Key+" answers", view.ID, answers))
}

// OfFundImport is the parameter of an operation on one workbook of the fund ledger.
type OfFundImport struct {
	ID string `path:"id" doc:"资金台账导入编号" example:"funds-0123456789abcdef0123"`
}

func (h handlers) showFundImport(ctx context.Context, actor models.Actor,
	in *OfFundImport) (*answer[tracking.FundImportView], error) {
	return answered(h.t.FundImport(ctx, actor, in.ID))
}

// FundAnswers are answers by the cell of the question.
type FundAnswers struct {
	Answers map[string]string `json:"answers" doc:"问题到答复：选项的 value，或说明文字；空为撤回答复" example:"{\"E12\": \"rows\"}"`
}

type answerFundsInput struct {
	Keyed
	OfFundImport
	Body body[FundAnswers]
}

func (h handlers) answerFunds(ctx context.Context, actor models.Actor,
	in *answerFundsInput) (*answer[tracking.FundImportView], error) {
	return answered(h.t.AnswerFunds(ctx, actor, in.Key, in.ID, in.Body.Value.Answers))
}

type fundImportInput struct {
	Keyed
	OfFundImport
}

func (h handlers) commitFunds(ctx context.Context, actor models.Actor,
	in *fundImportInput) (*answer[tracking.FundImportView], error) {
	return answered(h.t.CommitFunds(ctx, actor, in.Key, in.ID))
}

func (h handlers) undoFunds(ctx context.Context, actor models.Actor,
	in *fundImportInput) (*answer[tracking.FundImportView], error) {
	return answered(h.t.UndoFunds(ctx, actor, in.Key, in.ID))
}

package api

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Forms is the part of Tracking about workbooks to be filled in: templates, who has not returned one, and error
// workbooks.
type Forms interface {
	Template(ctx context.Context, actor models.Actor, r tracking.TemplateRequest) (fileName string, content []byte,
		err error)
	ChaseText(ctx context.Context, actor models.Actor, programme string, month models.Month) (tracking.RoundBoard, error)
	ErrorWorkbook(ctx context.Context, actor models.Actor, u tracking.Upload) (fileName string, content []byte, err error)
}

func formRoutes(a huma.API, h handlers) {
	responses := workbookResponse()
	responses["200"].Description = "工作簿；各项目的表格为 zip"
	responses["200"].Content[zipType] = responses["200"].Content[workbookType]
	register(a, huma.Operation{Method: http.MethodGet, Path: "/api/v1/templates/{kind}", OperationID: "show-template",
		Summary: "填报表格：已填好已知内容，项目单位只得到自己的项目", Errors: readErrors, Responses: responses}, h.showTemplate)
	get(a, "/api/v1/round", "show-round", "一轮月报的报送情况和催报文字", h.showRound)
	register(a, huma.Operation{Method: http.MethodPost, Path: "/api/v1/imports/errors", OperationID: "mark-errors",
		Summary: "上传工作簿，返回标出问题的工作簿（不导入）", Errors: append([]int{http.StatusBadRequest}, writeErrors...),
		MaxBodyBytes: maxWorkbook + 1, RequestBody: fileRequest(), Responses: workbookResponse()}, h.markErrors)
}

const zipType = "application/zip"

type showTemplateInput struct {
	OfProgramme
	Kind    string `path:"kind" doc:"plan、progress、milestones、people（人员）、funds（资金）、reserve（下一年度申报表），或 project（每项目一个工作簿）" example:"progress"` //nolint:lll // a struct tag cannot be broken
	Month   string `query:"month" doc:"填报月份；progress 和 project 必填" example:"2021-06"`
	Project string `query:"project" doc:"只要一个项目的：项目编码" example:"ZD-2021-007"`
}

func (h handlers) showTemplate(ctx context.Context, actor models.Actor, in *showTemplateInput) (*fileOutput, error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return nil, err
	}
	return sent(h.t.Template(ctx, actor, tracking.TemplateRequest{
		Kind: tracking.TemplateKind(in.Kind), Programme: in.Programme, Month: month, Project: in.Project,
	}))
}

// sent returns a file to be saved under its name. RFC 6266: a Chinese name is percent-encoded.
func sent(name string, content []byte, err error) (*fileOutput, error) {
	if err != nil {
		return nil, err
	}
	media := workbookType
	switch {
	case strings.HasSuffix(name, ".zip"):
		media = zipType
	case strings.HasSuffix(name, ".docx"):
		media = documentType
	}
	return &fileOutput{media, "attachment; filename*=UTF-8''" + url.PathEscape(name), content}, nil
}

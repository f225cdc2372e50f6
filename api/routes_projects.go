package api

import (
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Projects is the part of Tracking that reads projects.
type Projects interface {
	Projects(ctx context.Context, actor models.Actor, filter tracking.ProjectFilter) (tracking.ProjectList, error)
	ProjectPage(ctx context.Context, actor models.Actor, project string) (tracking.ProjectPage, error)
	ProjectHistory(ctx context.Context, actor models.Actor, project string, from, count int) (tracking.History, error)
	SubmissionPage(ctx context.Context, actor models.Actor, submission string) (tracking.SubmissionPage, error)
	OpenEvidence(ctx context.Context, actor models.Actor, submission string, position int) (tracking.OpenedEvidence, error)
}

func projectRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/projects", "list-projects", "项目清单：可筛选、排序、分页", h.listProjects)
	get(a, "/api/v1/projects/{year}/{code}", "show-project", "一个项目的全部内容；ETag 用于修改时的 If-Match", h.showProject)
	get(a, "/api/v1/projects/{year}/{code}/history", "show-history", "一个项目的历史，最近的在前", h.showHistory)
	get(a, "/api/v1/submissions/{submission}", "show-submission", "一次填报及审定所需的内容；ETag 用于审定时的 If-Match", h.showSubmission)
	register(a, huma.Operation{Method: http.MethodGet, Path: "/api/v1/submissions/{submission}/evidence/{position}",
		OperationID: "open-evidence",
		Summary:     "下载一份佐证材料，记入日志", Errors: readErrors, Responses: map[string]*huma.Response{"200": {
			Description: "文件原样",
			Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string",
				Format: "binary"}}},
		}}}, h.openEvidence)
}

type listProjectsInput struct {
	OfProgramme
	Paged
	Search  string `query:"search" doc:"编码、名称或项目单位中的文字" example:"产业园"`
	Unit    string `query:"unit" doc:"责任单位" example:"区工信局"`
	Sector  string `query:"sector" doc:"行业" example:"先进制造业"`
	Sponsor string `query:"sponsor" doc:"包保领导" example:"副区长"`
	Level   string `query:"level" enum:"city,district" doc:"city 为市重大，district 为其余"`
	Stage   string `query:"stage" enum:"new_start,carried_over,completing" doc:"项目性质"`
	Colour  string `query:"colour" enum:"green,yellow,red,top,no_data" doc:"当前状态"`
	Sort    string `query:"sort" enum:"worst,gap,rate,due" doc:"排序：worst 最差在前，gap 欠进度最多在前，rate 完成率最低在前，due 最近到期在前；不填为清单顺序"`
}

type projectListOutput struct {
	Link string `header:"Link" doc:"下一页的地址，rel=\"next\"；没有下一页时不返回"`
	Body tracking.ProjectList
}

func (h handlers) listProjects(ctx context.Context, actor models.Actor, in *listProjectsInput) (*projectListOutput,
	error) {
	list, err := h.t.Projects(ctx, actor, tracking.ProjectFilter{
		Programme: in.Programme, Search: in.Search, Unit: in.Unit, Sector: in.Sector, Sponsor: in.Sponsor, Level: in.Level,
		Stage: models.Stage(in.Stage), Colour: models.Colour(in.Colour), Sort: tracking.ProjectSort(in.Sort),
	})
	if err != nil {
		return nil, err
	}
	out := &projectListOutput{Body: list}
	out.Body.Projects, out.Link, err = cut(&in.Paged, list.Projects, func(l tracking.ListedLine) string { return l.Code })
	return out, err
}

// versioned is a response whose ETag begins with the project's version.
type versioned[T any] struct {
	Version string `header:"ETag" doc:"项目版本和内容摘要"`
	Body    T
}

func (h handlers) showProject(ctx context.Context, actor models.Actor, in *OfProject) (*versioned[tracking.ProjectPage],
	error) {
	p, err := h.t.ProjectPage(ctx, actor, in.text())
	return &versioned[tracking.ProjectPage]{strconv.Itoa(p.Version), p}, err
}

type showHistoryInput struct {
	OfProject
	From  int `query:"from" minimum:"0" doc:"略过最近的几条" example:"0"`
	Count int `query:"count" minimum:"1" maximum:"1000" default:"100" doc:"最多返回几条"`
}

func (h handlers) showHistory(ctx context.Context, actor models.Actor, in *showHistoryInput) (*answer[tracking.History],
	error) {
	return answered(h.t.ProjectHistory(ctx, actor, in.text(), in.From, in.Count))
}

// OfSubmission is the path parameter that names a submission.
type OfSubmission struct {
	Submission string `path:"submission" doc:"填报编号" example:"sub-4f0c2b1d9e"`
}

func (h handlers) showSubmission(ctx context.Context, actor models.Actor,
	in *OfSubmission) (*versioned[tracking.SubmissionPage], error) {
	p, err := h.t.SubmissionPage(ctx, actor, in.Submission)
	return &versioned[tracking.SubmissionPage]{strconv.Itoa(p.Version), p}, err
}

type openEvidenceInput struct {
	OfSubmission
	Position int `path:"position" minimum:"1" doc:"第几份，从 1 起" example:"1"`
}

// openEvidence sends a piece of evidence.
func (h handlers) openEvidence(ctx context.Context, actor models.Actor, in *openEvidenceInput) (*huma.StreamResponse,
	error) {
	e, err := h.t.OpenEvidence(ctx, actor, in.Submission, in.Position)
	if err != nil {
		return nil, err
	}
	return streamed(e), nil
}

package api

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// PeopleForms is the part of Tracking about forms of people and posts (人员岗位表).
type PeopleForms interface {
	UploadPeople(ctx context.Context, actor models.Actor, key, file string,
		content []byte) (tracking.PeopleImportView, error)
	PeopleImports(ctx context.Context, actor models.Actor) ([]tracking.PeopleImportLine, error)
	PeopleImport(ctx context.Context, actor models.Actor, id string) (tracking.PeopleImportView, error)
	AnswerPeople(ctx context.Context, actor models.Actor, key, id string,
		answers map[string]string) (tracking.PeopleImportView, error)
	CommitPeople(ctx context.Context, actor models.Actor, key, id string) (tracking.PeopleImported, error)
	UndoPeople(ctx context.Context, actor models.Actor, key, id string) (tracking.PeopleImported, error)
}

// maxPeopleForm is the size limit of a form of people, in bytes.
const maxPeopleForm = 4 << 20

func peopleRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/people-imports", "list-people-imports", "人员岗位表导入记录，最近的在前", h.listPeopleImports)
	upload(a, "/api/v1/people-imports", "upload-people", "上传人员岗位表并预览变化（不导入）", maxPeopleForm, h.uploadPeople)
	get(a, "/api/v1/people-imports/{id}", "show-people-import", "一份人员岗位表：新增、变更、离任、问题和待明确的同名人员", h.showPeopleImport)
	post(a, "/api/v1/people-imports/{id}/answers", "answer-people", "明确同名人员和新增的单位、岗位", h.answerPeople)
	post(a, "/api/v1/people-imports/{id}/commit", "commit-people", "导入人员岗位表：涉及账号和权限的经安全管理员确认后生效，一次性密码只显示一次",
		h.commitPeople)
	post(a, "/api/v1/people-imports/{id}/undo", "undo-people", "撤销一次人员岗位表导入：其后没有变动、没有登录过的恢复原样", h.undoPeople)
}

// OfPeopleImport is the parameter of an operation on one form.
type OfPeopleImport struct {
	ID string `path:"id" doc:"人员岗位表编号" example:"people-0123456789abcdef0123"`
}

type uploadPeopleInput struct {
	Keyed
	File   string   `query:"file" required:"true" doc:"文件名：xlsx、xls 或 csv" example:"人员岗位表.xlsx"`
	Answer []string `query:"answer,explode" doc:"单元格=答复，可重复；答复为 new（新增）、人员或单位编号，或另一行的单元格" example:"[\"B5=new\"]"`
	FileBody
}

type peopleInput struct {
	Keyed
	Asking
	OfPeopleImport
}

// PeopleAnswers are answers by cell.
type PeopleAnswers struct {
	Answers map[string]string `json:"answers" doc:"单元格到答复：new（新增）、人员或单位编号，或另一行的单元格；空为撤回答复" example:"{\"B5\": \"new\"}"`
}

type answerPeopleInput struct {
	Keyed
	OfPeopleImport
	Body body[PeopleAnswers]
}

func (h handlers) listPeopleImports(ctx context.Context, actor models.Actor,
	in *Paged) (*page[tracking.PeopleImportLine], error) {
	rows, err := h.t.PeopleImports(ctx, actor)
	return paged(in, rows, func(l tracking.PeopleImportLine) string { return l.ID }, err)
}

func (h handlers) showPeopleImport(ctx context.Context, actor models.Actor,
	in *OfPeopleImport) (*answer[tracking.PeopleImportView], error) {
	return answered(h.t.PeopleImport(ctx, actor, in.ID))
}

func (h handlers) uploadPeople(ctx context.Context, actor models.Actor,
	in *uploadPeopleInput) (*answer[tracking.PeopleImportView], error) {
	content, err := in.content()
	if err != nil {
		return nil, err
	}
	view, err := h.t.UploadPeople(ctx, actor, in.Key, in.File, content)
	if err != nil || len(in.Answer) == 0 {
		return answered(view, err)
	}
	answers := map[string]string{}
	for _, text := range in.Answer {
		cell, said, _ := strings.Cut(text, "=")
		answers[strings.TrimSpace(cell)] = said
	}
	return answered(h.t.AnswerPeople(ctx, actor, in.Key+" answers", view.ID, answers))
}

func (h handlers) answerPeople(ctx context.Context, actor models.Actor,
	in *answerPeopleInput) (*answer[tracking.PeopleImportView], error) {
	return answered(h.t.AnswerPeople(ctx, actor, in.Key, in.ID, in.Body.Value.Answers))
}

func (h handlers) commitPeople(ctx context.Context, actor models.Actor,
	in *peopleInput) (*answer[tracking.PeopleImported], error) {
	return answered(h.t.CommitPeople(in.why(ctx), actor, in.Key, in.ID))
}

func (h handlers) undoPeople(ctx context.Context, actor models.Actor,
	in *peopleInput) (*answer[tracking.PeopleImported], error) {
	return answered(h.t.UndoPeople(in.why(ctx), actor, in.Key, in.ID))
}

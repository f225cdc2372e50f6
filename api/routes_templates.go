package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// MeetingTemplating is the part of Tracking about the office's own template of the 调度情况.
type MeetingTemplating interface {
	MeetingTemplates(ctx context.Context, actor models.Actor) (tracking.MeetingTemplates, error)
	KeepMeetingTemplate(ctx context.Context, actor models.Actor, key, name string, content []byte) (
		tracking.MeetingTemplates, error)
	UseMeetingTemplate(ctx context.Context, actor models.Actor, key string, version int) (tracking.MeetingTemplates, error)
	TryMeetingTemplate(ctx context.Context, actor models.Actor, name string, content []byte) (fileName string,
		filled []byte, err error)
	MeetingTemplateFile(ctx context.Context, actor models.Actor, version int) (fileName string, content []byte, err error)
}

// maxTemplate is the size of a template, in bytes.
const maxTemplate = 10 << 20

func meetingTemplateRoutes(a huma.API, h handlers) {
	const at = "/api/v1/meeting-templates"
	get(a, at, "list-meeting-templates", "调度情况模板的各版和可用的占位符", h.listMeetingTemplates)
	upload(a, at, "keep-meeting-template", "上传并启用本单位的调度情况模板（docx）", maxTemplate, h.keepMeetingTemplate)
	register(a, huma.Operation{Method: http.MethodPost, Path: at + "/try", OperationID: "try-meeting-template",
		Summary: "用示例数据试填模板（不保存）", Errors: append([]int{http.StatusBadRequest}, writeErrors...),
		MaxBodyBytes: maxTemplate + 1, RequestBody: fileRequest(), Responses: map[string]*huma.Response{"200": {
			Description: "文件", Content: map[string]*huma.MediaType{documentType: {Schema: &huma.Schema{Type: "string",
				Format: "binary"}}}}}}, h.tryMeetingTemplate)
	post(a, at+"/{version}/use", "use-meeting-template", "换用一个版本的模板；0 为系统模板", h.useMeetingTemplate)
	documentDownload(a, at+"/{version}/file", "show-meeting-template", "下载一个版本的模板；0 为系统模板", h.showMeetingTemplate)
}

func (h handlers) listMeetingTemplates(ctx context.Context, actor models.Actor,
	_ *struct{}) (*answer[tracking.MeetingTemplates], error) {
	return answered(h.t.MeetingTemplates(ctx, actor))
}

type meetingTemplateInput struct {
	Keyed
	File string `query:"file" required:"true" doc:"文件名" example:"调度情况模板.docx"`
	FileBody
}

func (h handlers) keepMeetingTemplate(ctx context.Context, actor models.Actor,
	in *meetingTemplateInput) (*answer[tracking.MeetingTemplates], error) {
	content, err := in.content()
	if err != nil {
		return nil, err
	}
	return answered(h.t.KeepMeetingTemplate(ctx, actor, in.Key, in.File, content))
}

func (h handlers) tryMeetingTemplate(ctx context.Context, actor models.Actor,
	in *meetingTemplateInput) (*fileOutput, error) {
	content, err := in.content()
	if err != nil {
		return nil, err
	}
	return sent(h.t.TryMeetingTemplate(ctx, actor, in.File, content))
}

// OfVersion is the path parameter that names a version of the template.
type OfVersion struct {
	Version int `path:"version" minimum:"0" doc:"第几版；0 为系统模板" example:"0"`
}

type useMeetingTemplateInput struct {
	Keyed
	OfVersion
}

func (h handlers) useMeetingTemplate(ctx context.Context, actor models.Actor,
	in *useMeetingTemplateInput) (*answer[tracking.MeetingTemplates], error) {
	return answered(h.t.UseMeetingTemplate(ctx, actor, in.Key, in.Version))
}

func (h handlers) showMeetingTemplate(ctx context.Context, actor models.Actor, in *OfVersion) (*fileOutput, error) {
	return sent(h.t.MeetingTemplateFile(ctx, actor, in.Version))
}

package api

import (
	"context"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Grid is the part of Tracking that edits the list of projects and keeps views of it.
type Grid interface {
	Cells(ctx context.Context, actor models.Actor, project string) (tracking.CellsPage, error)
	SetCells(ctx context.Context, actor models.Actor, key, project string, version int,
		e tracking.CellsEdit) (tracking.Receipt, error)
	PreviewPaste(ctx context.Context, actor models.Actor, c tracking.Paste) (tracking.PastePreview, error)
	CommitPaste(ctx context.Context, actor models.Actor, key string, c tracking.Paste) (tracking.Outcomes, error)
	UndoCells(ctx context.Context, actor models.Actor, key, of string) (tracking.Outcomes, error)
	Views(ctx context.Context, actor models.Actor) ([]models.SavedView, error)
	KeepView(ctx context.Context, actor models.Actor, key string, c tracking.ViewKept) (models.SavedView, error)
	Search(ctx context.Context, actor models.Actor, text string, limit int) ([]tracking.Found, error)
	Stars(ctx context.Context, actor models.Actor) ([]tracking.Found, error)
	SetStar(ctx context.Context, actor models.Actor, key, project string, c tracking.StarSet) ([]tracking.Found, error)
	RemoveView(ctx context.Context, actor models.Actor, key, view string) error
}

func gridRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/projects/{year}/{code}/cells", "show-cells", "一个项目可在项目库中修改的各项；ETag 用于修改时的 If-Match", h.showCells)
	command(a, "/api/v1/projects/{year}/{code}/cells", "set-cells", "在项目库中修改一个项目的若干项", h.setCells)
	post(a, "/api/v1/cells/preview", "preview-paste", "预览从表格粘贴的修改（不保存）", h.previewPaste)
	post(a, "/api/v1/cells/paste", "paste-cells", "按表格粘贴修改，逐项目返回结果", h.pasteCells)
	post(a, "/api/v1/cells/undo", "undo-cells", "撤销本人的一次修改或粘贴", h.undoCells)
	get(a, "/api/v1/search", "search", "查找项目、节点、单位、岗位、督办单、问题和附件", h.search)
	get(a, "/api/v1/stars", "list-stars", "本人关注的项目", h.listStars)
	post(a, "/api/v1/projects/{year}/{code}/star", "set-star", "关注项目，或取消关注", h.setStar)
	get(a, "/api/v1/views", "list-views", "项目库视图：公用的和本人的", h.listViews)
	post(a, "/api/v1/views", "keep-view", "保存项目库视图", h.keepView)
	post(a, "/api/v1/views/{view}/remove", "remove-view", "删除项目库视图", h.removeView)
}

func (h handlers) showCells(ctx context.Context, actor models.Actor, in *OfProject) (*versioned[tracking.CellsPage],
	error) {
	p, err := h.t.Cells(ctx, actor, in.text())
	return &versioned[tracking.CellsPage]{strconv.Itoa(p.Version), p}, err
}

type setCellsInput struct {
	Keyed
	Edit
	OfProject
	Body body[tracking.CellsEdit]
}

func (h handlers) setCells(ctx context.Context, actor models.Actor, in *setCellsInput) (*receiptOutput, error) {
	version, err := in.version()
	if err != nil {
		return nil, err
	}
	return receipt(h.t.SetCells(ctx, actor, in.Key, in.text(), version, in.Body.Value))
}

type pasteInput struct {
	Keyed
	Body body[tracking.Paste]
}

func (h handlers) previewPaste(ctx context.Context, actor models.Actor,
	in *pasteInput) (*answer[tracking.PastePreview], error) {
	return answered(h.t.PreviewPaste(ctx, actor, in.Body.Value))
}

func (h handlers) pasteCells(ctx context.Context, actor models.Actor, in *pasteInput) (*answer[tracking.Outcomes],
	error) {
	return answered(h.t.CommitPaste(ctx, actor, in.Key, in.Body.Value))
}

// UndoBody names the change to be taken back.
type UndoBody struct {
	Of string `json:"of" doc:"要撤销的修改或粘贴的请求编号" example:"paste-1"`
}

type undoCellsInput struct {
	Keyed
	Body body[UndoBody]
}

func (h handlers) undoCells(ctx context.Context, actor models.Actor, in *undoCellsInput) (*answer[tracking.Outcomes],
	error) {
	return answered(h.t.UndoCells(ctx, actor, in.Key, in.Body.Value.Of))
}

func (h handlers) listViews(ctx context.Context, actor models.Actor, _ *struct{}) (*answer[[]models.SavedView], error) {
	return listed(h.t.Views(ctx, actor))
}

func (h handlers) listStars(ctx context.Context, actor models.Actor, _ *struct{}) (*answer[[]tracking.Found], error) {
	return listed(h.t.Stars(ctx, actor))
}

type setStarInput struct {
	Keyed
	OfProject
	Body body[tracking.StarSet]
}

func (h handlers) setStar(ctx context.Context, actor models.Actor, in *setStarInput) (*answer[[]tracking.Found],
	error) {
	return listed(h.t.SetStar(ctx, actor, in.Key, in.text(), in.Body.Value))
}

type keepViewInput struct {
	Keyed
	Body body[tracking.ViewKept]
}

func (h handlers) keepView(ctx context.Context, actor models.Actor, in *keepViewInput) (*answer[models.SavedView],
	error) {
	return answered(h.t.KeepView(ctx, actor, in.Key, in.Body.Value))
}

type removeViewInput struct {
	Keyed
	View string `path:"view" doc:"视图编号" example:"view-4f0c2b1d9e"`
}

func (h handlers) removeView(ctx context.Context, actor models.Actor, in *removeViewInput) (*answer[[]models.SavedView],
	error) {
	if err := h.t.RemoveView(ctx, actor, in.Key, in.View); err != nil {
		return nil, err
	}
	return listed(h.t.Views(ctx, actor))
}

type searchInput struct {
	Text  string `query:"q" doc:"名称或编码的一部分，或名称的拼音首字母" example:"产业园"`
	Limit int    `query:"limit" minimum:"0" maximum:"100" doc:"最多返回几条；不填为 20"`
}

func (h handlers) search(ctx context.Context, actor models.Actor, in *searchInput) (*answer[[]tracking.Found], error) {
	return listed(h.t.Search(ctx, actor, in.Text, in.Limit))
}

package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Bulking is the part of Tracking that acts on several items at once.
type Bulking interface {
	PreviewBulk(ctx context.Context, actor models.Actor, c tracking.Bulk) (tracking.BulkPreview, error)
	Bulk(ctx context.Context, actor models.Actor, key string, c tracking.Bulk) (tracking.BulkResult, error)
	BulkResult(ctx context.Context, actor models.Actor, key string) (tracking.BulkResult, error)
}

func bulkRoutes(a huma.API, h handlers) {
	post(a, "/api/v1/bulk/preview", "preview-bulk", "预览批量办理：逐件列出办理后的情况或不能办理的原因（不保存）", h.previewBulk)
	get(a, "/api/v1/bulk/{key}", "show-bulk", "本人一次批量办理的逐件结果", h.showBulk)
	for _, act := range models.BulkActs {
		post(a, "/api/v1/bulk/"+string(act), "bulk-"+string(act), "批量"+act.Chinese()+"，逐件返回结果", h.bulk(act))
	}
}

type bulkInput struct {
	Keyed
	Body body[tracking.Bulk]
}

func (h handlers) previewBulk(ctx context.Context, actor models.Actor, in *bulkInput) (*answer[tracking.BulkPreview],
	error) {
	return answered(h.t.PreviewBulk(ctx, actor, in.Body.Value))
}

// bulk does the act that the address names.
func (h handlers) bulk(act models.BulkAct) func(context.Context, models.Actor,
	*bulkInput) (*answer[tracking.BulkResult], error) {
	return func(ctx context.Context, actor models.Actor, in *bulkInput) (*answer[tracking.BulkResult], error) {
		c := in.Body.Value
		c.Act = act
		return answered(h.t.Bulk(ctx, actor, in.Key, c))
	}
}

type showBulkInput struct {
	Key string `path:"key" doc:"批量办理的请求编号" example:"bulk-1"`
}

func (h handlers) showBulk(ctx context.Context, actor models.Actor, in *showBulkInput) (*answer[tracking.BulkResult],
	error) {
	return answered(h.t.BulkResult(ctx, actor, in.Key))
}

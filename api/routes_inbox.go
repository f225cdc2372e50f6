package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Inboxes is the part of Tracking about what people are told, and what the office lets go to leaders.
type Inboxes interface {
	Inbox(ctx context.Context, actor models.Actor, limit, offset int) (tracking.Inbox, error)
	ReadInbox(ctx context.Context, actor models.Actor, key string, ids []string) error
	ReleaseList(ctx context.Context, actor models.Actor, programme string) (tracking.ReleaseList, error)
	Release(ctx context.Context, actor models.Actor, key string, c tracking.ReleaseChoice) error
}

func inboxRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/inbox", "list-inbox", "本人的消息，最新的在前", h.listInbox)
	post(a, "/api/v1/inbox/read", "read-inbox", "把消息标为已读", h.readInbox)
	get(a, "/api/v1/release", "list-release", "拟报清单：待核发的每日汇总", h.listRelease)
	post(a, "/api/v1/release", "release", "核发拟报清单，或暂不发送", h.release)
}

type listInboxInput struct {
	Limit  int `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"最多几条"`
	Offset int `query:"offset" minimum:"0" doc:"跳过几条"`
}

func (h handlers) listInbox(ctx context.Context, actor models.Actor, in *listInboxInput) (*answer[tracking.Inbox],
	error) {
	return answered(h.t.Inbox(ctx, actor, in.Limit, in.Offset))
}

type readInboxInput struct {
	Keyed
	Body body[readInbox]
}

// readInbox names the messages that were read.
type readInbox struct {
	IDs []string `json:"ids,omitempty"` // none: all
}

func (h handlers) readInbox(ctx context.Context, actor models.Actor, in *readInboxInput) (*answer[tracking.Inbox],
	error) {
	if err := h.t.ReadInbox(ctx, actor, in.Key, in.Body.Value.IDs); err != nil {
		return nil, err
	}
	return answered(h.t.Inbox(ctx, actor, defaultInbox, 0))
}

// defaultInbox is how many messages an answer has.
const defaultInbox = 50

func (h handlers) listRelease(ctx context.Context, actor models.Actor,
	in *OfProgramme) (*answer[tracking.ReleaseList], error) {
	return answered(h.t.ReleaseList(ctx, actor, in.Programme))
}

type releaseInput struct {
	Keyed
	Body body[tracking.ReleaseChoice]
}

func (h handlers) release(ctx context.Context, actor models.Actor, in *releaseInput) (*answer[tracking.ReleaseList],
	error) {
	if err := h.t.Release(ctx, actor, in.Key, in.Body.Value); err != nil {
		return nil, err
	}
	return answered(h.t.ReleaseList(ctx, actor, ""))
}

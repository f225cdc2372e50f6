package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Sending is the part of Tracking about the channels by which messages leave the program.
type Sending interface {
	Channels(ctx context.Context, actor models.Actor) ([]tracking.ChannelView, error)
	AddChannel(ctx context.Context, actor models.Actor, key string, e models.ChannelEntry) (tracking.ChannelView, error)
	RemoveChannel(ctx context.Context, actor models.Actor, key, id string) error
	TestChannel(ctx context.Context, actor models.Actor, key, id, to string) (tracking.SentLine, error)
	Sent(ctx context.Context, actor models.Actor, f tracking.SentFilter) ([]tracking.SentLine, error)
}

func channelRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/channels", "list-channels", "发送渠道：邮件、群机器人、消息接口", h.listChannels)
	post(a, "/api/v1/channels", "add-channel", "登记发送渠道", h.addChannel)
	post(a, "/api/v1/channels/{channel}/test", "test-channel", "用一个渠道发测试消息，返回结果", h.testChannel)
	post(a, "/api/v1/channels/{channel}/remove", "remove-channel", "停用发送渠道", h.removeChannel)
	get(a, "/api/v1/sent", "list-sent", "发送记录：什么、何时、发给谁、用哪个渠道、结果", h.listSent)
}

func (h handlers) listChannels(ctx context.Context, actor models.Actor, in *Paged) (
	*page[tracking.ChannelView], error) {
	rows, err := h.t.Channels(ctx, actor)
	return paged(in, rows, func(c tracking.ChannelView) string { return c.ID }, err)
}

type addChannelInput struct {
	Keyed
	Body body[models.ChannelEntry]
}

func (h handlers) addChannel(ctx context.Context, actor models.Actor,
	in *addChannelInput) (*answer[tracking.ChannelView], error) {
	return answered(h.t.AddChannel(ctx, actor, in.Key, in.Body.Value))
}

// ChannelTestBody is to whom a test goes.
type ChannelTestBody struct {
	To string `json:"to,omitempty" doc:"邮件的收件地址；不填为本人登记的邮箱，没有的为发件人地址" example:"li@example.gov.cn"`
}

type testChannelInput struct {
	Keyed
	Channel string `path:"channel" doc:"渠道编号" example:"ch-1f2e3d4c5b6a"`
	Body    body[ChannelTestBody]
}

func (h handlers) testChannel(ctx context.Context, actor models.Actor,
	in *testChannelInput) (*answer[tracking.SentLine], error) {
	return answered(h.t.TestChannel(ctx, actor, in.Key, in.Channel, in.Body.Value.To))
}

type removeChannelInput struct {
	Keyed
	Channel string `path:"channel" doc:"渠道编号" example:"ch-1f2e3d4c5b6a"`
}

func (h handlers) removeChannel(ctx context.Context, actor models.Actor,
	in *removeChannelInput) (*answer[[]tracking.ChannelView], error) {
	if err := h.t.RemoveChannel(ctx, actor, in.Key, in.Channel); err != nil {
		return nil, err
	}
	return answered(h.t.Channels(ctx, actor))
}

type listSentInput struct {
	Paged
	To    string `query:"to" doc:"收件的岗位或单位（名称的一部分），或人员姓名" example:"区商务局"`
	Since string `query:"since" doc:"从哪一天起" example:"2026-11-01"`
}

func (h handlers) listSent(ctx context.Context, actor models.Actor, in *listSentInput) (
	*page[tracking.SentLine], error) {
	since, err := models.ParseDate(in.Since)
	if err != nil {
		return nil, err
	}
	rows, err := h.t.Sent(ctx, actor, tracking.SentFilter{To: in.To, Since: since})
	return paged(&in.Paged, rows, func(l tracking.SentLine) string { return l.Key }, err)
}

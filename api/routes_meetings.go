package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Meetings is the part of Tracking about meetings and their decisions (会议议定事项). A decision is answered, verified
// and closed as an order.
type Meetings interface {
	Meetings(ctx context.Context, actor models.Actor, programme string) (tracking.MeetingList, error)
	Meeting(ctx context.Context, actor models.Actor, id string) (tracking.MeetingPage, error)
	KeepMeeting(ctx context.Context, actor models.Actor, key, id string,
		entry models.MeetingEntry) (tracking.MeetingPage, error)
	DecideMeeting(ctx context.Context, actor models.Actor, key, id string, c models.Minutes) (tracking.MeetingPage, error)
}

func meetingRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/meetings", "list-meetings", "调度会及议定事项办理情况", h.listMeetings)
	post(a, "/api/v1/meetings", "keep-meeting", "登记会议和议定事项草稿", h.keepMeeting)
	get(a, "/api/v1/meetings/{meeting}", "show-meeting", "一次会议的议定事项和办理结果", h.showMeeting)
	post(a, "/api/v1/meetings/{meeting}/change", "change-meeting", "修改会议草稿", h.changeMeeting)
	post(a, "/api/v1/meetings/{meeting}/decide", "decide-meeting", "登记签发的纪要，交办议定事项", h.decideMeeting)
}

// OfMeeting is the path parameter that names a meeting.
type OfMeeting struct {
	Meeting string `path:"meeting" doc:"会议编号；last 为最近一次已登记纪要的会议" example:"mtg-0123456789abcdef0123"`
}

func (h handlers) listMeetings(ctx context.Context, actor models.Actor,
	in *OfProgramme) (*answer[tracking.MeetingList], error) {
	return answered(h.t.Meetings(ctx, actor, in.Programme))
}

func (h handlers) showMeeting(ctx context.Context, actor models.Actor,
	in *OfMeeting) (*answer[tracking.MeetingPage], error) {
	return answered(h.t.Meeting(ctx, actor, in.Meeting))
}

type keepMeetingInput struct {
	Keyed
	Body body[models.MeetingEntry]
}

func (h handlers) keepMeeting(ctx context.Context, actor models.Actor,
	in *keepMeetingInput) (*answer[tracking.MeetingPage], error) {
	return answered(h.t.KeepMeeting(ctx, actor, in.Key, "", in.Body.Value))
}

type changeMeetingInput struct {
	Keyed
	OfMeeting
	Body body[models.MeetingEntry]
}

func (h handlers) changeMeeting(ctx context.Context, actor models.Actor,
	in *changeMeetingInput) (*answer[tracking.MeetingPage], error) {
	return answered(h.t.KeepMeeting(ctx, actor, in.Key, in.Meeting, in.Body.Value))
}

type decideMeetingInput struct {
	Keyed
	OfMeeting
	Body body[models.Minutes]
}

func (h handlers) decideMeeting(ctx context.Context, actor models.Actor,
	in *decideMeetingInput) (*answer[tracking.MeetingPage], error) {
	return answered(h.t.DecideMeeting(ctx, actor, in.Key, in.Meeting, in.Body.Value))
}

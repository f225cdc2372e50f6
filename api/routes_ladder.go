package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Ladders is the part of Tracking about escalations, who was informed, and their notes.
type Ladders interface {
	EscalationPage(ctx context.Context, actor models.Actor, id string) (tracking.EscalationPage, error)
	SignFor(ctx context.Context, actor models.Actor, key, escalation string, c models.NoteCommand) (tracking.NoteView,
		error)
	Instruct(ctx context.Context, actor models.Actor, key, escalation string, c models.NoteCommand) (tracking.NoteView,
		error)
	Reply(ctx context.Context, actor models.Actor, key, escalation string, c models.NoteCommand) (tracking.NoteView, error)
	LeaderPage(ctx context.Context, actor models.Actor, programme string) (tracking.LeaderPage, error)
	UnitPage(ctx context.Context, actor models.Actor, programme, unit string) (tracking.UnitPage, error)
	PreReview(ctx context.Context, actor models.Actor, key string, version int,
		c models.ReviewCommand) (tracking.Receipt, error)
}

func ladderRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/escalations/{escalation}", "show-escalation", "一项督办的经过：提级依据、通知了谁、办理情况", h.showEscalation)
	post(a, "/api/v1/escalations/{escalation}/sign", "sign-escalation", "签收一项督办", h.signEscalation)
	post(a, "/api/v1/escalations/{escalation}/instruct", "instruct-escalation", "批示一项督办", h.instructEscalation)
	post(a, "/api/v1/escalations/{escalation}/reply", "reply-escalation", "答复一项督办", h.replyEscalation)
	get(a, "/api/v1/leader", "show-leader", "领导专页：年度目标、要定的事、包保的项目", h.showLeader)
	get(a, "/api/v1/unit", "show-unit", "责任单位：项目、本期月报、待初审的填报", h.showUnit)
	command(a, "/api/v1/submissions/{submission}/pre-review", "pre-review-submission", "初审填报", h.preReviewSubmission)
}

// OfEscalation is the path parameter that names an escalation.
type OfEscalation struct {
	Escalation string `path:"escalation" doc:"督办记录的编号" example:"esc-0bd613a1b3c458c7f3a4"`
}

func (h handlers) showEscalation(ctx context.Context, actor models.Actor,
	in *OfEscalation) (*answer[tracking.EscalationPage], error) {
	return answered(h.t.EscalationPage(ctx, actor, in.Escalation))
}

type noteInput struct {
	Keyed
	OfEscalation
	Body body[models.NoteCommand]
}

func (h handlers) signEscalation(ctx context.Context, actor models.Actor, in *noteInput) (*answer[tracking.NoteView],
	error) {
	return answered(h.t.SignFor(ctx, actor, in.Key, in.Escalation, in.Body.Value))
}

func (h handlers) instructEscalation(ctx context.Context, actor models.Actor,
	in *noteInput) (*answer[tracking.NoteView], error) {
	return answered(h.t.Instruct(ctx, actor, in.Key, in.Escalation, in.Body.Value))
}

func (h handlers) replyEscalation(ctx context.Context, actor models.Actor, in *noteInput) (*answer[tracking.NoteView],
	error) {
	return answered(h.t.Reply(ctx, actor, in.Key, in.Escalation, in.Body.Value))
}

func (h handlers) showLeader(ctx context.Context, actor models.Actor, in *OfProgramme) (*answer[tracking.LeaderPage],
	error) {
	return answered(h.t.LeaderPage(ctx, actor, in.Programme))
}

type showUnitInput struct {
	OfProgramme
	Unit string `query:"unit" doc:"责任单位的名称；不填为本人的单位" example:"区工业和信息化局"`
}

func (h handlers) showUnit(ctx context.Context, actor models.Actor, in *showUnitInput) (*answer[tracking.UnitPage],
	error) {
	return answered(h.t.UnitPage(ctx, actor, in.Programme, in.Unit))
}

// PreReviewBody is a responsible unit's ReviewCommand.
type PreReviewBody struct {
	Decision models.Decision `json:"decision"`
	Reason   string          `json:"reason,omitempty" doc:"退回必须说明理由；通过时为初审意见"`
}

type preReviewInput struct {
	Keyed
	Submission string `path:"submission" doc:"填报编号" example:"sub-0123456789abcdef0123"`
	Body       body[PreReviewBody]
}

func (h handlers) preReviewSubmission(ctx context.Context, actor models.Actor, in *preReviewInput) (*receiptOutput,
	error) {
	b := in.Body.Value
	return receipt(h.t.PreReview(ctx, actor, in.Key, 0, models.ReviewCommand{
		Submission: in.Submission, Decision: b.Decision, Reason: b.Reason,
	}))
}

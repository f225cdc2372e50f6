package web

import (
	"context"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// Ladders is what has been escalated, to whom, and what they do about it.
type Ladders interface {
	EscalationList(ctx context.Context, actor models.Actor, filter tracking.EscalationFilter) (tracking.EscalationList,
		error)
	EscalationPage(ctx context.Context, actor models.Actor, id string) (tracking.EscalationPage, error)
	SignFor(ctx context.Context, actor models.Actor, key, escalation string, c models.NoteCommand) (tracking.NoteView,
		error)
	Instruct(ctx context.Context, actor models.Actor, key, escalation string, c models.NoteCommand) (tracking.NoteView,
		error)
	Reply(ctx context.Context, actor models.Actor, key, escalation string, c models.NoteCommand) (tracking.NoteView, error)
	OpenNotePaper(ctx context.Context, actor models.Actor, note string) (tracking.OpenedEvidence, error)
	LeaderPage(ctx context.Context, actor models.Actor, programme string) (tracking.LeaderPage, error)
	UnitPage(ctx context.Context, actor models.Actor, programme, unit string) (tracking.UnitPage, error)
	PreReview(ctx context.Context, actor models.Actor, key string, c models.ReviewCommand) (tracking.Receipt, error)
	AudiencePosts(ctx context.Context, actor models.Actor) ([]tracking.AudiencePosts, error)
	SetAudiencePosts(ctx context.Context, actor models.Actor, key string, audience models.Audience, posts []string) error
}

// Who writes on escalations, and who looks at responsible units.
var (
	notes    = permission{ask: models.CanNote}
	seesUnit = permission{ask: models.CanSeeUnit}
)

func (h *handlers) ladderRoutes() []route {
	return []route{
		{pattern: "GET /leader", who: leads, show: h.showLeader},
		{pattern: "GET /escalations", who: seesOwn, show: h.showEscalations},
		{pattern: "GET /escalations/{escalation}", who: seesOwn, show: h.showEscalation},
		{pattern: "POST /escalations/{escalation}/sign", who: notes, show: h.noteBy(models.NoteAcknowledged),
			body: largestUpload},
		{pattern: "POST /escalations/{escalation}/instruct", who: notes, show: h.noteBy(models.NoteInstructed),
			body: largestUpload},
		{pattern: "POST /escalations/{escalation}/reply", who: notes, show: h.noteBy(models.NoteReplied),
			body: largestUpload},
		{pattern: "GET /escalations/notes/{note}/paper", who: seesOwn, show: h.showNotePaper},
		{pattern: "GET /unit", who: seesUnit, show: h.showUnit},
		{pattern: "POST /unit/submissions/{submission}", who: seesUnit, show: h.preReview},
		{pattern: "GET /settings/audiences", who: plans, show: h.showAudiences},
		{pattern: "POST /settings/audiences", who: plans, show: h.setAudience},
	}
}

func ladderAddress(escalation string) string { return "/escalations/" + url.PathEscape(escalation) }

package web

import (
	"net/url"

	"duban/models"
)

// Permissions of the ladder's pages.
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

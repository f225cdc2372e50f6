package api

import (
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"duban/internal/httpguard"
	"duban/models"
)

// Limits on the time in which a client must send a body.
const (
	jsonTimeout   = 20 * time.Second
	uploadTimeout = 10 * time.Minute
)

// anyone is the rule for writes whose permission depends on their object; tracking checks them.
func anyone(models.Actor) error { return nil }

// may maps every write to the check that is made before its body is read. tracking checks again, for the object itself.
var may = map[string]func(models.Actor) error{
	"submit-milestone": models.CanSubmit, "report-month": models.CanSubmit, "put-evidence": models.CanUpload,
	"review-submission": models.CanReview, "pre-review-submission": anyone, "change-plan": models.CanPlan,
	"preview-bulk": models.CanRead, "bulk-urge": models.CanPlan, "bulk-extend": models.CanPlan,
	"bulk-pause": models.CanPlan, "bulk-resume": models.CanPlan, "bulk-assign": models.CanPlan,
	"bulk-accept": models.CanReview,
	"set-cells":   models.CanPlan, "preview-paste": models.CanPlan, "paste-cells": models.CanPlan,
	"undo-cells": models.CanPlan, "keep-view": models.CanSeeProjects, "set-star": models.CanSeeProjects,
	"remove-view":     models.CanSeeProjects,
	"sign-escalation": models.CanNote, "instruct-escalation": models.CanNote, "reply-escalation": models.CanNote,
	"preview-import": models.CanPlan, "mark-errors": models.CanPlan, "fill-form": models.CanSeeAll,
	"commit-import": models.CanPlan, "cancel-import": models.CanPlan, "undo-import": models.CanPlan,
	"adjust-list": models.CanPlan, "set-colours": models.CanPlan, "set-rank": models.CanPlan,
	"set-publishing": models.CanPlan,
	"decide-target":  models.CanPlan, "go-live": models.CanPlan, "settle-old-late": models.CanPlan,
	"make-suggestion": models.CanSuggest, "answer-suggestion": models.CanAnswerSuggestion,
	"ask-finding": models.CanVerify, "settle-finding": models.CanVerify, "explain-finding": models.CanSubmit,
	"set-burden-cap": models.CanPlan, "set-evidence-rule": models.CanPlan,
	"ask-correction": models.CanSubmit, "confirm-correction": models.CanReview, "refuse-correction": models.CanReview,
	"withdraw-correction": models.CanSubmit, "take-back": models.CanReview,
	"read-inbox": models.CanReadInbox, "release": models.CanRelease,
	"ask-request": models.CanSubmit, "decide-request": models.CanDecideAsked, "withdraw-request": models.CanSubmit,
	"close-month": models.CanCloseMonth, "reopen-month": models.CanCloseMonth,
	"hand-over-year":    models.CanPlan,
	"ask-confirmations": models.CanPlan, "set-confirmation-rule": models.CanPlan,
	"keep-outing": models.CanPlan, "change-outing": models.CanPlan,
	"keep-score-formula": models.CanScore, "draft-score": models.CanScore, "set-score-points": models.CanScore,
	"step-score": models.CanScore, "decide-score-objection": models.CanScore, "object-to-score": models.CanObject,
	"attach-confirmation": models.CanSubmit, "keep-meeting-template": models.CanPlan,
	"use-meeting-template": models.CanPlan, "try-meeting-template": models.CanPlan,
	"add-comment": models.CanWriteComments, "withdraw-comment": models.CanWriteComments,
	"set-permit": models.CanSubmit, "set-formalities": models.CanSubmit,
	"set-fund": models.CanSubmit, "set-fund-sources": models.CanPlan, "upload-funds": models.CanPlan,
	"answer-funds": models.CanPlan, "commit-funds": models.CanPlan, "undo-funds": models.CanPlan,
	"enter-reserve": models.CanEnterReserves, "change-reserve": models.CanEnterReserves,
	"take-reserves": models.CanEnterReserves, "call-reserves": models.CanDecideReserves,
	"upload-reserves": models.CanEnterReserves, "commit-reserves": models.CanEnterReserves,
	"restructure": models.CanPlan, "draft-next-plan": models.CanSeeNextPlan,
	"set-milestone-template": models.CanPlan, "reset-milestone-template": models.CanPlan,
	"open-urgent-table": models.CanPlan, "set-urgent-columns": models.CanPlan, "close-urgent-table": models.CanPlan,
	"compare-platform":    models.CanPlan,
	"answer-urgent-table": models.CanSubmit, "take-urgent-forms": models.CanSubmit,
	"edit-order":        models.CanWorkOnOrders,
	"send-order":        models.CanWorkOnOrders,
	"return-order":      models.CanWorkOnOrders,
	"sign-order":        models.CanWorkOnOrders,
	"issue-order":       models.CanWorkOnOrders,
	"acknowledge-order": models.CanWorkOnOrders,
	"explain-order":     models.CanWorkOnOrders,
	"judge-order":       models.CanWorkOnOrders,
	"reply-order":       models.CanWorkOnOrders,
	"verify-order":      models.CanWorkOnOrders,
	"reject-order":      models.CanWorkOnOrders,
	"apply-order":       models.CanWorkOnOrders,
	"close-order":       models.CanWorkOnOrders,
	"withdraw-order":    models.CanWorkOnOrders,
	"keep-meeting":      models.CanPlan, "change-meeting": models.CanPlan, "decide-meeting": models.CanPlan,
	"enter-instruction": models.CanInstruct, "write-letter": models.CanPlan, "set-order-rules": models.CanSetOrders,
	"set-round-settings": models.CanSetRounds, "set-interim": models.CanSetInterim,
	"end-interim":   models.CanSetInterim,
	"raise-problem": models.CanHandleProblems, "dismiss-problem": models.CanHandleProblems,
	"assign-problem": models.CanHandleProblems, "feedback-problem": models.CanHandleProblems,
	"solve-problem": models.CanHandleProblems, "close-problem": models.CanHandleProblems,
	"reopen-problem": models.CanHandleProblems, "withdraw-problem": models.CanHandleProblems,
	"set-account-policy": anyone, "set-account-expiry": anyone, "reset-second-factor": anyone,
	"add-channel": models.CanManageChannels, "test-channel": models.CanManageChannels,
	"remove-channel": models.CanManageChannels,
	"enter-calendar": models.CanPlan, "set-ladder": models.CanPlan, "set-curve": models.CanPlan,
	"set-unit-kinds": models.CanPlan,
	"draft-rules":    models.CanPlan, "edit-rules": models.CanPlan, "adopt-rules": models.CanPlan,
	"drop-rules": models.CanPlan,
	"reconcile":  anyone, "accept-audit-head": anyone, // their bodies are small
	"confirm-clock": models.CanConfirmClock,

	"confirm-account-request": anyone, "refuse-account-request": anyone, "withdraw-account-request": anyone,
	"change-person": anyone, "name-person": models.CanList, "unname-person": models.CanList,
	"set-contact":   models.CanList,
	"upload-people": models.CanImportPeople, "answer-people": models.CanImportPeople,
	"commit-people": models.CanImportPeople, "undo-people": models.CanImportPeople,
	"add-person": anyone, "create-account": anyone, "disable-account": anyone, "enable-account": anyone,
	"reset-password": anyone, "grant-role": anyone, "revoke-role": anyone, "end-session": anyone,
	"link-subject": anyone, "unlink-subject": anyone, "issue-token": anyone, "revoke-token": anyone,
}

// beforeBody refuses a write before its body is read if the caller may not make it at all, or if the body is announced
// as too large. It sets the time in which the body must arrive.
func beforeBody(op huma.Operation) huma.Middlewares {
	ask, listed := may[op.OperationID]
	if op.Method == http.MethodGet {
		return nil
	}
	if !listed {
		ask = anyone // a test finds an operation that is missing in the table
	}
	return huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
		r, w := humago.Unwrap(ctx)
		if err := ask(actorOf(r.Context())); err != nil {
			write(w, refuse(r.Context(), err))
			return
		}
		if op.MaxBodyBytes > 0 && r.ContentLength >= op.MaxBodyBytes {
			write(w, newProblem(tooLarge()))
			return
		}
		allowed := jsonTimeout
		if op.MaxBodyBytes > maxJSON+1 {
			allowed = uploadTimeout
		}
		httpguard.AllowBody(r.Context(), allowed)
		next(ctx)
	}}
}

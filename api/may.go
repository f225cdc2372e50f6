package api

import (
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"duban/internal/httpguard"
	"duban/models"
)

// Time a client has to send a body, in all.
const (
	jsonTimeout   = 20 * time.Second
	uploadTimeout = 10 * time.Minute
)

// anybody is a write whose permission depends on what it is about; tracking asks.
func anybody(models.Actor) error { return nil }

// may is what every write asks of the asker before its body is read. Tracking asks again, about the very project.
var may = map[string]func(models.Actor) error{
	"submit-milestone": models.CanSubmit, "report-month": models.CanSubmit, "put-evidence": models.CanUpload,
	"review-submission": models.CanReview, "pre-review-submission": anybody, "change-plan": models.CanPlan,
	"sign-escalation": models.CanNote, "instruct-escalation": models.CanNote, "reply-escalation": models.CanNote,
	"preview-import": models.CanPlan, "mark-errors": models.CanPlan, "fill-form": models.CanSeeAll,
	"commit-import": models.CanPlan, "cancel-import": models.CanPlan, "undo-import": models.CanPlan,
	"adjust-list": models.CanPlan, "set-colours": models.CanPlan, "go-live": models.CanPlan,
	"reconcile": anybody, "accept-audit-head": anybody, // without a body to speak of
	"confirm-clock": models.CanConfirmClock,

	"confirm-account-request": anybody, "refuse-account-request": anybody, "withdraw-account-request": anybody,
	"add-person": anybody, "create-account": anybody, "disable-account": anybody, "enable-account": anybody,
	"reset-password": anybody, "grant-role": anybody, "revoke-role": anybody, "end-session": anybody,
	"link-subject": anybody, "unlink-subject": anybody, "issue-token": anybody, "revoke-token": anybody,
}

// beforeBody refuses a write before its body is read: who may not do it at all, and a body that says it is too large.
// It allows the body as much time as its route has.
func beforeBody(op huma.Operation) huma.Middlewares {
	ask, listed := may[op.OperationID]
	if op.Method == http.MethodGet {
		return nil
	}
	if !listed {
		ask = anybody // a test finds the operation that is missing in the table
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

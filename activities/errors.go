package activities

import (
	"context"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"duban/models"
	"duban/workflows/contract"
)

// bare is answer for a person's command: the message may name people, so it is stored with the command, and only kind
// and code enter the history.
func bare(ctx context.Context, err error) error {
	e := models.AsError(err)
	if e == nil || e.Kind.Ours() {
		return answer(ctx, err)
	}
	return temporal.NewApplicationErrorWithOptions(e.Code, string(e.Kind), temporal.ApplicationErrorOptions{
		NonRetryable: true, Details: []any{contract.ErrorDetails{Code: e.Code}},
	})
}

// answer converts an error to a Temporal application error: its kind is the type, its code and message are the details.
// The cause is only logged: operators can read histories, which must not contain addresses, SQL or secrets.
func answer(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	e := models.AsError(err)
	if e.Kind.Ours() {
		activity.GetLogger(ctx).Warn("activity", "code", e.Code, "error", err)
	}
	return temporal.NewApplicationErrorWithOptions(e.Message.Text, string(e.Kind), temporal.ApplicationErrorOptions{
		NonRetryable: !e.Kind.Retryable(),
		Details:      []any{contract.ErrorDetails{Code: e.Code, Message: e.Message.Text, Cell: e.Cell}},
	})
}

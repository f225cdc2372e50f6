package activities

import (
	"context"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/temporal"

	"duban/models"
	"duban/workflows/contract"
)

// bare is answer for a person's command: what is said to the person may name people, so it stays with the stored
// command, and only kind and code travel.
func bare(ctx context.Context, err error) error {
	e := models.AsError(err)
	if e == nil || e.Kind.Ours() {
		return answer(ctx, err)
	}
	return temporal.NewApplicationErrorWithOptions(e.Code, string(e.Kind), temporal.ApplicationErrorOptions{
		NonRetryable: true, Details: []any{contract.ErrorDetails{Code: e.Code}},
	})
}

// answer turns an error into what travels: its kind as the type, its code and sentence as details. The cause stays in
// the log: history is readable by operators and must not carry addresses, SQL or secrets.
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

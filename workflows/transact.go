package workflows

import (
	"errors"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/models"
)

// transact runs one transaction on the project's rows: as a local activity for a few seconds, and then, while the
// database is unavailable, as an activity that the server retries. Both are the same function, idempotent by its
// params.
func transact(ctx workflow.Context, words, activity string, params, out any) error {
	err := workflow.ExecuteLocalActivity(brieflyPolicy(ctx, words), activity, params).Get(ctx, out)
	if !unavailable(err) {
		return err
	}
	return workflow.ExecuteActivity(patientlyPolicy(ctx, words), activity, params).Get(ctx, out)
}

// unavailable reports whether an activity may succeed later without any change.
func unavailable(err error) bool {
	var late *temporal.TimeoutError
	var refused *temporal.ApplicationError
	return errors.As(err, &late) || errors.As(err, &refused) && refused.Type() == string(models.KindUnavailable)
}

package simulate

import (
	"context"
	"errors"
	"log/slog"
	"sync"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"duban/models"
	"duban/tracking"
	"duban/workflows/contract"
)

// updates sends commands to the projects' workflows in the environment, as the process client does to those on a
// server. People need no more of what tracking asks of the processes.
type updates struct {
	tracking.Process
	env *testsuite.TestWorkflowEnvironment
}

// Send sends a command to a project and waits until it is done. The clock stands meanwhile, because the caller is
// inside an activity.
func (c *updates) Send(ctx context.Context, params contract.ProjectParams, updateID string,
	command contract.Command) error {
	replies := make(chan error, 1)
	callback := &testsuite.TestUpdateCallback{
		OnAccept:   func() {},
		OnReject:   func(err error) { replies <- err },
		OnComplete: func(_ any, err error) { replies <- err },
	}
	c.env.RegisterDelayedCallback(func() { // on the environment's own goroutine: no other may touch its workflows
		id := contract.ProjectWorkflowID(params.Ref)
		if err := c.env.UpdateWorkflowByID(id, contract.UpdateCommand, updateID, callback, command); err != nil {
			replies <- err
		}
	}, 0)
	select {
	case err := <-replies:
		return translate(err)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// translate turns a workflow's error into a *models.Error: an application error carries its kind.
func translate(err error) error {
	var refused *temporal.ApplicationError
	if err == nil || !errors.As(err, &refused) || models.Kind(refused.Type()).Ours() {
		return err
	}
	var d contract.ErrorDetails
	if !refused.HasDetails() || refused.Details(&d) != nil {
		return err
	}
	return &models.Error{Kind: models.Kind(refused.Type()), Code: d.Code, Message: models.PlainMessage(d.Message),
		Cell: d.Cell}
}

// refuse ends a local activity with an error for people: it is not tried again.
func refuse(err error) error {
	e := models.AsError(err)
	return temporal.NewApplicationErrorWithOptions(e.Message.Text, string(e.Kind), temporal.ApplicationErrorOptions{
		NonRetryable: true, Details: []any{contract.ErrorDetails{Code: e.Code, Message: e.Message.Text, Cell: e.Cell}},
		Cause: e.Cause,
	})
}

// firstError keeps the first error that a workflow or an activity logged: none is expected.
type firstError struct {
	mu   sync.Mutex
	text string
}

func (c *firstError) err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.text == "" {
		return nil
	}
	return failed(errors.New(c.text))
}

// Enabled reports whether a record is an error.
func (c *firstError) Enabled(_ context.Context, level slog.Level) bool {
	return level >= slog.LevelError
}

// Handle keeps the first one.
func (c *firstError) Handle(_ context.Context, r slog.Record) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.text == "" {
		c.text = r.Message
		r.Attrs(func(a slog.Attr) bool {
			c.text += " " + a.String()
			return true
		})
	}
	return nil
}

// WithAttrs changes nothing: which workflow logged is among the record's own attributes.
func (c *firstError) WithAttrs([]slog.Attr) slog.Handler { return c }

// WithGroup likewise.
func (c *firstError) WithGroup(string) slog.Handler { return c }

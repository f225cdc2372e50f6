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

// corridor carries commands from the door to the projects' workflows in the environment, as the process client does to
// those on a server. Of what tracking may ask of the processes, people need no more.
type corridor struct {
	tracking.Process
	env *testsuite.TestWorkflowEnvironment
}

// Send sends a command to a project and waits until it is done. The clock stands meanwhile: whoever asks is inside an
// activity.
func (c *corridor) Send(ctx context.Context, params contract.ProjectParams, updateID string,
	command contract.Command) error {
	replies := make(chan error, 1)
	heard := &testsuite.TestUpdateCallback{
		OnAccept:   func() {},
		OnReject:   func(err error) { replies <- err },
		OnComplete: func(_ any, err error) { replies <- err },
	}
	c.env.RegisterDelayedCallback(func() { // the environment's own goroutine: nobody else may touch its workflows
		id := contract.ProjectWorkflowID(params.Ref)
		if err := c.env.UpdateWorkflowByID(id, contract.UpdateCommand, updateID, heard, command); err != nil {
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

// translate turns what a workflow answered into the house's kinds: an application error carries its own.
func translate(err error) error {
	var refused *temporal.ApplicationError
	if err == nil || !errors.As(err, &refused) || models.Kind(refused.Type()).Ours() {
		return err
	}
	var d contract.ErrorDetails
	if !refused.HasDetails() || refused.Details(&d) != nil {
		return err
	}
	return &models.Error{Kind: models.Kind(refused.Type()), Code: d.Code, Message: models.PlainMessage(d.Message), Cell: d.Cell}
}

// refuse ends a local activity with an error for people: it is not tried again.
func refuse(err error) error {
	e := models.AsError(err)
	return temporal.NewApplicationErrorWithOptions(e.Message.Text, string(e.Kind), temporal.ApplicationErrorOptions{
		NonRetryable: true, Details: []any{contract.ErrorDetails{Code: e.Code, Message: e.Message.Text, Cell: e.Cell}},
		Cause: e.Cause,
	})
}

// complaints keeps the first thing a workflow or an activity logged as an error: in a simulation nothing may go wrong
// behind the people's backs.
type complaints struct {
	mu   sync.Mutex
	said string
}

func (c *complaints) err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.said == "" {
		return nil
	}
	return models.Errorf(models.KindInternal, "simulate_failed", "模拟未能完成，这是程序缺陷或磁盘已满，请联系管理员").Because(errors.New(c.said))
}

// Enabled lets errors through.
func (c *complaints) Enabled(_ context.Context, level slog.Level) bool {
	return level >= slog.LevelError
}

// Handle keeps the first one.
func (c *complaints) Handle(_ context.Context, r slog.Record) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.said == "" {
		c.said = r.Message
		r.Attrs(func(a slog.Attr) bool {
			c.said += " " + a.String()
			return true
		})
	}
	return nil
}

// WithAttrs and WithGroup keep everything in one place: which workflow complained is among the record's own attributes.
func (c *complaints) WithAttrs([]slog.Attr) slog.Handler { return c }

// WithGroup likewise.
func (c *complaints) WithGroup(string) slog.Handler { return c }

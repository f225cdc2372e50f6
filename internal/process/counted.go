package process

import (
	"context"
	"log/slog"
	"time"

	"duban/models"
	"duban/workflows/contract"
)

// Counted is a client that counts the commands that it sends: result is done, refused, or unknown when there was no
// answer in time.
type Counted struct {
	*Client
	Count func(result string, took time.Duration)
	Log   *slog.Logger
}

// Send is Client.Send.
func (c Counted) Send(ctx context.Context, params contract.ProjectParams, updateID string,
	command contract.Command) error {
	begun := time.Now()
	err := c.Client.Send(ctx, params, updateID, command)
	result := "done"
	switch {
	case models.KindOf(err) == models.KindUnavailable:
		result = "unknown"
	case err != nil:
		result = "refused"
	}
	took := time.Since(begun)
	c.Count(result, took)
	c.Log.Debug("command", "workflow", contract.ProjectWorkflowID(params.Ref), "command", command.Key, "result", result,
		"took", took.Round(time.Millisecond))
	return err
}

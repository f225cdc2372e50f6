package process

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"duban/models"
	"duban/workflows/contract"
)

// frontend is a Temporal client with prepared answers to updates. Other methods are not implemented.
type frontend struct {
	client.Client
	health   error
	accepted time.Duration // how long until the update is accepted
	refused  error         // instead of accepting
	finished time.Duration // how long from there to its answer
	failed   error         // instead of the answer
	mu       sync.Mutex    // callers whose wait ends at the same instant run concurrently
	sent     []client.UpdateWorkflowOptions
	started  []client.StartWorkflowOptions
}

func (f *frontend) CheckHealth(context.Context, *client.CheckHealthRequest) (*client.CheckHealthResponse, error) {
	return &client.CheckHealthResponse{}, f.health
}

type handle struct {
	client.WorkflowUpdateHandle
	f *frontend
}

func (f *frontend) NewWithStartWorkflowOperation(o client.StartWorkflowOptions, _ any,
	_ ...any) client.WithStartWorkflowOperation {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.started = append(f.started, o)
	return nil
}

func (f *frontend) UpdateWithStartWorkflow(ctx context.Context, o client.UpdateWithStartWorkflowOptions) (
	client.WorkflowUpdateHandle, error) {
	f.mu.Lock()
	f.sent = append(f.sent, o.UpdateOptions)
	f.mu.Unlock()
	if err := pass(ctx, f.accepted); err != nil {
		return nil, err
	}
	return handle{f: f}, f.refused
}

func (h handle) Get(ctx context.Context, _ any) error {
	if err := pass(ctx, h.f.finished); err != nil {
		return err
	}
	return h.f.failed
}

// pass sleeps, or fails as the SDK does when the caller's context ends first.
func pass(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return client.NewWorkflowUpdateServiceTimeoutOrCanceledError(ctx.Err())
	}
}

var (
	ref    = contract.ProjectRef{Year: 2021, Code: "ZD/7"}
	params = contract.ProjectParams{ProjectID: "2021-ZD/7", Ref: ref, Protocol: contract.Protocol}
	stored = contract.Command{Key: "k", Hash: "h", ProjectID: "2021-ZD/7"}
)

// Only a workflow's answer settles a command. In every other case the result is unknown (KindUnavailable).
func TestWhatASentCommandComesTo(t *testing.T) {
	refusal := temporal.NewNonRetryableApplicationError("month_approved", string(models.KindConflict), nil,
		contract.ErrorDetails{Code: "month_approved"})
	away := models.KindUnavailable
	for name, c := range map[string]struct {
		server  *frontend
		patient time.Duration // the caller's own; 0: without end
		kind    models.Kind   // "": done
		code    string
		sent    int
	}{
		"done": {server: &frontend{finished: time.Second}, sent: 1},
		"done just in time": {server: &frontend{accepted: time.Second, finished: 3900 * time.Millisecond},
			sent: 1},
		"refused before it is accepted": {server: &frontend{refused: refusal}, kind: models.KindConflict,
			code: "month_approved", sent: 1},
		"refused": {server: &frontend{failed: refusal, finished: time.Second},
			kind: models.KindConflict, code: "month_approved", sent: 1},
		"still being saved": {server: &frontend{finished: time.Hour}, kind: away, sent: 1},
		"not taken up":      {server: &frontend{accepted: time.Hour}, kind: away, sent: 1},
		"not started":       {server: &frontend{refused: serviceerror.NewUnavailable("away")}, kind: away, sent: 1},
		"ended while it was asked": {server: &frontend{failed: serviceerror.NewNotFound("gone")}, kind: away,
			code: "project_not_running", sent: 1},
		"server away": {server: &frontend{health: serviceerror.NewUnavailable("away")}, kind: away},
		"too many": {server: &frontend{refused: serviceerror.NewResourceExhausted(0, "rps")},
			kind: away, sent: 1},
		"the caller leaves, sent": {server: &frontend{accepted: time.Hour}, patient: time.Second, kind: away,
			sent: 1},
		"the caller leaves, accepted": {server: &frontend{finished: time.Hour}, patient: time.Second, kind: away,
			sent: 1},
		"out of time in plain words": {server: &frontend{refused: context.DeadlineExceeded}, kind: away, sent: 1},
		"accepted, then the server's lost": {server: &frontend{failed: serviceerror.NewUnavailable("lost")}, kind: away,
			sent: 1},
		"accepted, then plainly cancelled": {server: &frontend{failed: context.Canceled}, kind: away, sent: 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := t.Context()
				if c.patient > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, c.patient)
					defer cancel()
				}
				p, began := New(c.server, "test"), time.Now()
				err := p.Send(ctx, params, "k.h.1", stored)
				if models.KindOf(err) != c.kind || len(c.server.sent) != c.sent || c.code != "" && models.AsError(err).
					Code != c.code {
					t.Errorf("%v, sent %d", err, len(c.server.sent))
				}
				if waited := time.Since(began); waited > patience {
					t.Errorf("it took %s", waited)
				}
				for _, o := range c.server.sent {
					if o.WorkflowID != "project/2021/ZD/7" || o.UpdateID != "k.h.1" || o.UpdateName != "Command" || len(o.Args) != 1 ||
						o.Args[0] != stored {
						t.Errorf("sent %+v", o)
					}
				}
				if started := c.server.started; len(started) != c.sent || c.sent > 0 && (started[0].ID != "project/2021/ZD/7" ||
					started[0].TaskQueue != contract.TaskQueue) {
					t.Errorf("started %+v", started)
				}
				if n := len(p.busy.open); n != 0 {
					t.Errorf("%d lanes are kept", n)
				}
			})
		})
	}
}

// At most eight updates of one project are sent at a time. A caller that gives up while waiting has sent nothing.
func TestAtMostEightUpdatesOfAProjectAreSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &frontend{finished: time.Second}
		p := New(server, "test")
		ctx, cancel := context.WithCancel(t.Context())
		results := make(chan error, 20)
		for i := range 20 {
			callerCtx := t.Context()
			if i >= 18 {
				callerCtx = ctx
			}
			go func() {
				results <- p.Send(callerCtx, params, "k.h.1", stored)
			}()
			synctest.Wait()
		}
		if len(server.sent) != 8 {
			t.Errorf("%d are under way", len(server.sent))
		}
		cancel()
		for range 2 {
			if err := <-results; models.AsError(err).Code != "process_unavailable" {
				t.Errorf("who gave up is told %v", err)
			}
		}
		for range 18 {
			if err := <-results; err != nil {
				t.Error(err)
			}
		}
		if len(server.sent) != 18 || len(p.busy.open) != 0 {
			t.Errorf("%d were sent, %d lanes are kept", len(server.sent), len(p.busy.open))
		}
	})
}

package process

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"

	"duban/models"
	"duban/workflows/contract"
)

// frontend stands for a Temporal server and answers an update as it is told. Only what is asked of it here is there.
type frontend struct {
	client.Client
	health   error
	accepted time.Duration // how long until the update is accepted
	refused  error         // instead of accepting
	finished time.Duration // how long from there to its answer
	answer   contract.Answer
	failed   error      // instead of the answer
	mu       sync.Mutex // callers whose wait ends at one instant run side by side
	sent     []client.UpdateWorkflowOptions
}

func (f *frontend) CheckHealth(context.Context, *client.CheckHealthRequest) (*client.CheckHealthResponse, error) {
	return &client.CheckHealthResponse{}, f.health
}

func (f *frontend) UpdateWorkflow(ctx context.Context, o client.UpdateWorkflowOptions) (client.WorkflowUpdateHandle, error) {
	f.mu.Lock()
	f.sent = append(f.sent, o)
	f.mu.Unlock()
	if err := pass(ctx, f.accepted); err != nil {
		return nil, err
	}
	return handle{f: f}, f.refused
}

type handle struct {
	client.WorkflowUpdateHandle
	f *frontend
}

func (h handle) Get(ctx context.Context, into any) error {
	if err := pass(ctx, h.f.finished); err != nil {
		return err
	}
	*into.(*contract.Answer) = h.f.answer
	return h.f.failed
}

// pass lets time go by, or fails as the SDK does when the caller's time is up first.
func pass(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return client.NewWorkflowUpdateServiceTimeoutOrCanceledError(ctx.Err())
	}
}

func TestWhatAnUpdateAnswers(t *testing.T) {
	done := contract.Answer{Project: "ZD-001", Message: "已提交"}
	refusal := temporal.NewNonRetryableApplicationError("已审定", string(models.KindConflict), nil, contract.ErrorDetails{Code: "month_approved", Message: "已审定"})
	for name, c := range map[string]struct {
		server  *frontend
		patient time.Duration // the caller's own; 0: without end
		answer  contract.Answer
		pending bool
		code    string
		sent    bool
	}{
		"done":                              {server: &frontend{answer: done, finished: time.Second}, answer: done, sent: true},
		"done just in time":                 {server: &frontend{answer: done, accepted: time.Second, finished: 3900 * time.Millisecond}, answer: done, sent: true},
		"refused before it is accepted":     {server: &frontend{refused: refusal}, code: "month_approved", sent: true},
		"refused":                           {server: &frontend{failed: refusal, finished: time.Second}, code: "month_approved", sent: true},
		"still being saved":                 {server: &frontend{answer: done, finished: time.Hour}, pending: true, sent: true},
		"not taken up":                      {server: &frontend{accepted: time.Hour}, pending: true, sent: true},
		"not running":                       {server: &frontend{refused: serviceerror.NewNotFound("gone")}, code: "project_not_running", sent: true},
		"server away":                       {server: &frontend{health: serviceerror.NewUnavailable("away")}, code: "process_unavailable"},
		"too many":                          {server: &frontend{refused: serviceerror.NewResourceExhausted(0, "rps")}, code: "process_unavailable", sent: true},
		"the caller leaves, sent":           {server: &frontend{accepted: time.Hour}, patient: time.Second, pending: true, sent: true},
		"the caller leaves, accepted":       {server: &frontend{finished: time.Hour}, patient: time.Second, pending: true, sent: true},
		"out of time in plain words":        {server: &frontend{refused: context.DeadlineExceeded}, pending: true, sent: true},
		"accepted, then the server is lost": {server: &frontend{failed: serviceerror.NewUnavailable("lost")}, pending: true, sent: true},
		"accepted, then plainly cancelled":  {server: &frontend{failed: context.Canceled}, pending: true, sent: true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx := t.Context()
				if c.patient > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, c.patient)
					defer cancel()
				}
				p := New(c.server, "test")
				answer, pending, err := p.Update(ctx, contract.ProjectRef{Year: 2021, Code: "ZD-001"}, contract.UpdateReview, contract.Head{Key: "k", Hash: "h"}, 7)
				code := ""
				if err != nil {
					code = models.AsError(err).Code
				}
				if pending != c.pending || code != c.code || (len(c.server.sent) > 0) != c.sent {
					t.Errorf("pending %t, %v, sent %d", pending, err, len(c.server.sent))
				}
				if diff := cmp.Diff(c.answer, answer); !pending && err == nil && diff != "" {
					t.Errorf("answer:\n%s", diff)
				}
				if n := len(p.busy.open); n != 0 {
					t.Errorf("%d lanes are kept", n)
				}
			})
		})
	}
}

// The update's ID is the key and the hash: the same request joins the first one, another content does not.
func TestAnUpdateIsNamedByItsKeyAndHash(t *testing.T) {
	server := &frontend{}
	_, _, err := New(server, "test").Update(t.Context(), contract.ProjectRef{Year: 2021, Code: "ZD/7"}, contract.UpdateReview, contract.Head{Key: "k", Hash: "h"}, "body")
	if err != nil || len(server.sent) != 1 {
		t.Fatalf("%v, sent %d", err, len(server.sent))
	}
	want := client.UpdateWorkflowOptions{WorkflowID: "project/2021/ZD/7", UpdateID: "k.h", UpdateName: "Review", Args: []any{"body"}, WaitForStage: client.WorkflowUpdateStageAccepted}
	got := server.sent[0]
	if got.WorkflowID != want.WorkflowID || got.UpdateID != want.UpdateID || got.UpdateName != want.UpdateName || got.WaitForStage != want.WaitForStage || len(got.Args) != 1 {
		t.Errorf("%+v", got)
	}
}

// Of many updates of one project at most eight are sent at a time; who gives up in line has sent nothing.
func TestAtMostEightUpdatesOfAProjectAreSent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &frontend{finished: 2 * time.Second}
		p := New(server, "test")
		ref := contract.ProjectRef{Year: 2021, Code: "ZD-001"}
		ctx, cancel := context.WithCancel(t.Context())
		results := make(chan error, 20)
		for i := range 20 {
			mine := t.Context()
			if i >= 18 {
				mine = ctx
			}
			go func() {
				_, pending, err := p.Update(mine, ref, contract.UpdateReview, contract.Head{}, nil)
				if pending {
					err = errors.Join(err, errors.New("pending"))
				}
				results <- err
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

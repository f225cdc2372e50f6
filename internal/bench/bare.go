package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/workflow"

	"duban/internal/engine"
	"duban/internal/process"
	"duban/workflows/contract"
)

// The bare workflows do what a project's workflow needs from the engine and nothing else.
const (
	bareWait   = "Wait"   // waits until a moment, then runs one local activity
	bareUpdate = "Update" // runs one local activity for each update
	bareNop    = "Nop"
)

// bare is an engine with the program's settings, and its worker.
type bare struct {
	client client.Client
	passed atomic.Int64 // local activities
	close  func()
}

func openBare(ctx context.Context, dir string) (*bare, error) {
	quiet := slog.New(slog.DiscardHandler)
	e, err := engine.Start(ctx, engine.Options{Dir: dir, SearchAttributes: process.SearchAttributes()})
	if err != nil {
		return nil, err
	}
	stop := func() { _ = e.Stop(context.WithoutCancel(ctx)) }
	c, err := client.DialContext(ctx, client.Options{HostPort: e.HostPort(), Namespace: e.Namespace(),
		Logger: log.NewStructuredLogger(quiet), ConnectionOptions: client.ConnectionOptions{TLS: e.ClientTLS(),
			GrpcCompression: &client.GrpcCompressionNone{}}})
	if err != nil {
		stop()
		return nil, err
	}
	b := &bare{client: c}
	worker := process.NewWorker(process.New(c, e.Namespace()), process.WorkerOptions{Embedded: true}, b.register)
	b.close = func() {
		worker.Stop()
		c.Close()
		stop()
	}
	return b, worker.Start()
}

func (b *bare) register(r process.Registry) {
	local := func(ctx workflow.Context) error {
		ctx = workflow.WithLocalActivityOptions(ctx, workflow.LocalActivityOptions{StartToCloseTimeout: time.Minute})
		return workflow.ExecuteLocalActivity(ctx, bareNop).Get(ctx, nil)
	}
	r.RegisterActivityWithOptions(func(context.Context) error {
		b.passed.Add(1)
		return nil
	}, activity.RegisterOptions{Name: bareNop})
	r.RegisterWorkflowWithOptions(func(ctx workflow.Context, at time.Time) error {
		if err := workflow.NewTimer(ctx, at.Sub(workflow.Now(ctx))).Get(ctx, nil); err != nil {
			return err
		}
		if err := local(ctx); err != nil {
			return err
		}
		return workflow.NewTimer(ctx, oneDay).Get(ctx, nil) // a project waits for the next moment
	}, workflow.RegisterOptions{Name: bareWait})
	r.RegisterWorkflowWithOptions(func(ctx workflow.Context, _ time.Time) error {
		if err := workflow.SetUpdateHandler(ctx, bareUpdate, local); err != nil {
			return err
		}
		return workflow.Await(ctx, func() bool { return false })
	}, workflow.RegisterOptions{Name: bareUpdate})
}

const oneDay = 24 * time.Hour

// start starts n workflows, several at a time.
func (b *bare) start(ctx context.Context, name string, n int, at time.Time) error {
	return atOnce(n, clients, func(i int) error {
		_, err := b.client.ExecuteWorkflow(ctx, client.StartWorkflowOptions{ID: bareID(name, i),
			TaskQueue: contract.TaskQueue, EnableEagerStart: true}, name, at)
		return err
	})
}

func bareID(name string, i int) string { return fmt.Sprintf("%s/%d", name, i) }

// bareStarts measures the start of n workflows that wait for a timer.
func bareStarts(ctx context.Context, dir string, n int) (values, error) {
	b, err := openBare(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer b.close()
	begun, used := time.Now(), processorTime()
	err = b.start(ctx, bareWait, n, begun.Add(oneDay))
	return values{"seconds": time.Since(begun).Seconds(), "cpu": processorTime() - used}, err
}

// bareTimers measures n timers that fire at one moment, each followed by a local activity and another timer.
func bareTimers(ctx context.Context, dir string, n int) (values, error) {
	b, err := openBare(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer b.close()
	at := time.Now().Add(2 * leadOf(n))
	if err := b.start(ctx, bareWait, n, at); err != nil {
		return nil, err
	}
	if time.Until(at) < 0 {
		return nil, fmt.Errorf("%d workflows took longer than %s to start", n, 2*leadOf(n))
	}
	time.Sleep(time.Until(at))
	used := processorTime()
	for b.passed.Load() < int64(n) {
		time.Sleep(10 * time.Millisecond)
	}
	return values{"seconds": time.Since(at).Seconds(), "cpu": processorTime() - used}, nil
}

// bareUpdates measures updates for a number of seconds: each runs one local activity, by as many callers as changes
// has.
func bareUpdates(ctx context.Context, dir string, seconds int) (values, error) {
	b, err := openBare(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer b.close()
	if err := b.start(ctx, bareUpdate, changedProjects, time.Time{}); err != nil {
		return nil, err
	}
	return repeated(seconds, func(i int) error {
		handle, err := b.client.UpdateWorkflow(ctx, client.UpdateWorkflowOptions{WorkflowID: bareID(bareUpdate,
			i%changedProjects), UpdateName: bareUpdate, WaitForStage: client.WorkflowUpdateStageCompleted})
		if err != nil {
			return err
		}
		return handle.Get(ctx, nil)
	})
}

// atOnce does n steps, several at a time, and returns the first error.
func atOnce(n, atATime int, do func(i int) error) error {
	var next atomic.Int64
	var group sync.WaitGroup
	failed := make(chan error, atATime)
	for range atATime {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := do(i); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	group.Wait()
	close(failed)
	return <-failed
}

// repeated repeats a step with several callers for a number of seconds and returns how often it succeeded in one, with
// the processor time of each in milliseconds.
func repeated(seconds int, do func(i int) error) (values, error) {
	var done atomic.Int64
	begun, used := time.Now(), processorTime()
	end := begun.Add(time.Duration(seconds) * time.Second)
	err := atOnce(1<<30, clients, func(i int) error {
		if time.Now().After(end) {
			return errOver
		}
		if err := do(i); err != nil {
			return err
		}
		done.Add(1)
		return nil
	})
	if !errors.Is(err, errOver) {
		return nil, err
	}
	n := float64(done.Load())
	return values{"rate": n / time.Since(begun).Seconds(), "cpu": 1000 * (processorTime() - used) / max(n, 1)}, nil
}

var errOver = errors.New("the time is over")

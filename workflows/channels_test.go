package workflows_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows"
	"duban/workflows/contract"
)

// ways are channels whose activities answer by a plan: what each look finds, and how long a channel takes to send.
type ways struct {
	mu    sync.Mutex
	env   *testsuite.TestWorkflowEnvironment
	looks []func(now models.Instant) contract.Routed // in order; afterwards nothing is to be sent
	at    []time.Duration                            // of each look, since the start
	sent  []string                                   // channels, in the order in which they were used
	fails map[string]error
}

func (w *ways) route(_ context.Context, p contract.Deliver) (contract.Routed, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.at = append(w.at, p.Now.Time().Sub(start))
	if len(w.looks) == 0 {
		return contract.Routed{}, nil
	}
	look := w.looks[0]
	w.looks = w.looks[1:]
	return look(p.Now), nil
}

func (w *ways) send(_ context.Context, p contract.SendBy) (contract.SentBy, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.sent = append(w.sent, p.Channel)
	return contract.SentBy{Count: 1}, w.fails[p.Channel]
}

func newWays(t *testing.T, looks ...func(now models.Instant) contract.Routed) *ways {
	t.Helper()
	w := &ways{looks: looks, fails: map[string]error{}, env: quietSuite().NewTestWorkflowEnvironment()}
	w.env.SetStartTime(start)
	w.env.SetTestTimeout(time.Minute)
	workflows.Register(w.env)
	w.env.RegisterActivityWithOptions(w.route, activity.RegisterOptions{Name: contract.ActivityRouteDeliveries})
	w.env.RegisterActivityWithOptions(w.send, activity.RegisterOptions{Name: contract.ActivitySendDeliveries})
	return w
}

func names(channels ...string) func(models.Instant) contract.Routed {
	return func(models.Instant) contract.Routed { return contract.Routed{Channels: channels} }
}

// run lets the workflow continue as new after a time, and runs it.
func (w *ways) run(t *testing.T, end time.Duration) {
	t.Helper()
	w.env.RegisterDelayedCallback(func() { w.env.SetContinueAsNewSuggested(true) }, end)
	w.env.ExecuteWorkflow(contract.ChannelsWorkflow)
	if err := w.env.GetWorkflowError(); !workflow.IsContinueAsNewError(err) {
		t.Errorf("it ended with %v", err)
	}
}

// Every channel that has something to send is used, and one that fails stops no other.
func TestChannelsAreUsedSideBySide(t *testing.T) {
	w := newWays(t, names("mail", "robot"), names("mail"), names("mail"))
	w.fails["robot"] = models.Errorf(models.KindUnavailable, "away", "away")
	w.run(t, time.Hour)
	used := map[string]int{}
	for _, channel := range w.sent {
		used[channel]++
	}
	// Which of the two is done first is open: at the next look the mail may still be in use.
	if used["robot"] != 1 || used["mail"] < 2 {
		t.Errorf("used: %v", used)
	}
}

// A channel that is still being used is not used a second time meanwhile, and the others are.
func TestAChannelIsUsedOnceAtATime(t *testing.T) {
	w := newWays(t, names("slow", "quick"), names("slow", "quick"), names("slow", "quick"))
	is := func(name string) any {
		return mock.MatchedBy(func(p contract.SendBy) bool { return p.Channel == name })
	}
	w.env.OnActivity(contract.ActivitySendDeliveries, mock.Anything, is("slow")).Return(w.send).After(90 * time.Second)
	w.env.OnActivity(contract.ActivitySendDeliveries, mock.Anything, is("quick")).Return(w.send)
	w.run(t, time.Hour)
	slow := 0
	for _, channel := range w.sent {
		if channel == "slow" {
			slow++
		}
	}
	if slow != 1 || len(w.sent) != 4 {
		t.Errorf("used: %v", w.sent)
	}
}

// Without a signal the channels look every two minutes, at the moment a look named, and never twice in a second; a
// signal has them look at once, and all that come during a look are one more.
func TestChannelsLookWhenThereIsSomething(t *testing.T) {
	in := func(d time.Duration) func(models.Instant) contract.Routed {
		return func(now models.Instant) contract.Routed { return contract.Routed{NextAt: now.Add(d)} }
	}
	w := newWays(t, in(30*time.Second), in(time.Hour), in(time.Millisecond))
	for range 5 {
		w.env.RegisterDelayedCallback(func() { w.env.SignalWorkflow(contract.SignalPoke, nil) }, 200*time.Second)
	}
	w.run(t, 6*time.Minute)
	want := []time.Duration{0, 30 * time.Second, 150 * time.Second, 151 * time.Second, 200 * time.Second,
		200 * time.Second, 320 * time.Second}
	if !slices.Equal(w.at, want) {
		t.Errorf("it looked at %v, want %v", w.at, want)
	}
}

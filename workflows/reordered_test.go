package workflows_test

import (
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"duban/workflows"
	"duban/workflows/contract"
)

// nondeterminism is how the SDK names the error of a workflow whose commands are not those on record.
const nondeterminism = "TMPRL1100"

// reordered makes copies of the workflows whose commands come in another order: search attributes are written after the
// next timer is set, and not before.
type reordered struct {
	interceptor.WorkerInterceptorBase
	postponed *int
}

func (r *reordered) InterceptWorkflow(_ workflow.Context,
	next interceptor.WorkflowInboundInterceptor) interceptor.WorkflowInboundInterceptor {
	return &reorderedIn{interceptor.WorkflowInboundInterceptorBase{Next: next}, r.postponed}
}

type reorderedIn struct {
	interceptor.WorkflowInboundInterceptorBase
	postponed *int
}

func (r *reorderedIn) Init(next interceptor.WorkflowOutboundInterceptor) error {
	return r.Next.Init(&reorderedOut{WorkflowOutboundInterceptorBase: interceptor.WorkflowOutboundInterceptorBase{
		Next: next}, postponed: r.postponed})
}

type reorderedOut struct {
	interceptor.WorkflowOutboundInterceptorBase
	later     []temporal.SearchAttributeUpdate
	postponed *int
}

func (r *reorderedOut) UpsertTypedSearchAttributes(_ workflow.Context,
	updates ...temporal.SearchAttributeUpdate) error {
	r.later = append(r.later, updates...)
	*r.postponed++
	return nil
}

func (r *reorderedOut) NewTimerWithOptions(ctx workflow.Context, d time.Duration,
	options workflow.TimerOptions) workflow.Future {
	timer := r.Next.NewTimerWithOptions(ctx, d, options)
	if len(r.later) > 0 {
		if err := r.Next.UpsertTypedSearchAttributes(ctx, r.later...); err != nil {
			panic(err)
		}
		r.later = nil
	}
	return timer
}

// A workflow whose commands come in another order than those on record fails replay: of a project, an order and a round
// the search attributes are written after the timer is set; the channels set their timer before the first look.
func TestAReorderedWorkflowFailsReplay(t *testing.T) {
	found := map[string]int{}
	for _, file := range histories(t) {
		form, features := featuresOf(t, file)
		name, _, _ := strings.Cut(form, " ")
		postponed := 0
		var interceptors []interceptor.WorkerInterceptor
		switch {
		case name == contract.ChannelsWorkflow:
			postponed = 1
		case name == contract.ProjectWorkflow || name == contract.OrderWorkflow || name == contract.RoundWorkflow:
			if !features["UPSERT_WORKFLOW_SEARCH_ATTRIBUTES"] || !features["TIMER_STARTED"] {
				continue
			}
			interceptors = append(interceptors, &reordered{postponed: &postponed})
		default:
			continue
		}
		replayer, err := worker.NewWorkflowReplayerWithOptions(worker.WorkflowReplayerOptions{Interceptors: interceptors})
		if err != nil {
			t.Fatal(err)
		}
		if name == contract.ChannelsWorkflow {
			replayer.RegisterWorkflowWithOptions(func(ctx workflow.Context) error {
				workflow.NewTimer(ctx, time.Minute)
				return workflows.Channels(ctx)
			}, workflow.RegisterOptions{Name: contract.ChannelsWorkflow})
		} else {
			workflows.Register(replayer)
		}
		err = replayer.ReplayWorkflowHistoryFromJSONFile(log.NewStructuredLogger(slog.New(slog.DiscardHandler)), file)
		if err == nil || !strings.Contains(err.Error(), nondeterminism) {
			t.Errorf("%s: %v", filepath.Base(file), err)
		}
		if postponed == 0 {
			t.Errorf("%s: nothing came in another order", filepath.Base(file))
		}
		found[form]++
	}
	for _, name := range []string{"Project 2", "Project 2 settled", contract.OrderWorkflow, contract.RoundWorkflow,
		contract.ChannelsWorkflow} {
		if found[name] == 0 {
			t.Errorf("no history of %s was tried", name)
		}
	}
}

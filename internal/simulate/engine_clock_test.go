package simulate

import (
	"time"

	"go.temporal.io/sdk/interceptor"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/models"
	"duban/workflows/contract"
)

// clock lets workflow code that was written for the true clock run on the environment's. It changes how long is waited
// and nothing else:
//   - the environment computes a local activity's ScheduleToClose deadline from its own clock and compares it with the
//     machine's, so that every one in the past would have expired: the deadline is put out of reach;
//   - a transaction may take as long as a busy machine needs, and one that failed is not tried again;
//   - the outbox looks every ten minutes in case a poke was lost. None is lost here, and a year has 52,560 of them: it
//     sleeps until the next hour at which messages held back over night may leave;
//   - projects that fall due at one moment take turns, some milliseconds apart: here each wakes at the moment itself,
//     at which it records what fell due in memory.
type clock struct {
	interceptor.WorkerInterceptorBase
}

func (*clock) InterceptWorkflow(_ workflow.Context,
	next interceptor.WorkflowInboundInterceptor) interceptor.WorkflowInboundInterceptor {
	return &inbound{interceptor.WorkflowInboundInterceptorBase{Next: next}}
}

type inbound struct {
	interceptor.WorkflowInboundInterceptorBase
}

func (i *inbound) Init(next interceptor.WorkflowOutboundInterceptor) error {
	return i.Next.Init(&outbound{interceptor.WorkflowOutboundInterceptorBase{Next: next}})
}

type outbound struct {
	interceptor.WorkflowOutboundInterceptorBase
}

// outOfReach is longer than any simulated day lies in the past.
const outOfReach = 200 * 365 * 24 * time.Hour

var once = &temporal.RetryPolicy{MaximumAttempts: 1}

func (o *outbound) ExecuteActivity(ctx workflow.Context, activity string, args ...any) workflow.Future {
	options := workflow.GetActivityOptions(ctx)
	options.RetryPolicy = once
	return o.Next.ExecuteActivity(workflow.WithActivityOptions(ctx, options), activity, args...)
}

func (o *outbound) ExecuteLocalActivity(ctx workflow.Context, activity string, args ...any) workflow.Future {
	options := workflow.GetLocalActivityOptions(ctx)
	options.ScheduleToCloseTimeout = outOfReach
	options.StartToCloseTimeout = max(options.StartToCloseTimeout, stall)
	options.RetryPolicy = once
	return o.Next.ExecuteLocalActivity(workflow.WithLocalActivityOptions(ctx, options), activity, args...)
}

// idle is how long the outbox sleeps when it knows of nothing to send soon.
const idle = 10 * time.Minute

// The hours at which held back messages may leave: early on a working day, or when the ladder fires.
const (
	eight = 8
	nine  = 9
)

func (o *outbound) NewTimerWithOptions(ctx workflow.Context, d time.Duration,
	options workflow.TimerOptions) workflow.Future {
	if workflow.GetInfo(ctx).WorkflowType.Name == contract.OutboxWorkflow && d >= idle {
		now := models.InstantOf(workflow.Now(ctx))
		next := (now.Date() + 1).At(eight, 0)
		for _, hour := range []int{nine, eight} {
			if at := now.Date().At(hour, 0); at > now {
				next = at
			}
		}
		d = next.Sub(now)
	}
	if workflow.GetInfo(ctx).WorkflowType.Name == contract.ProjectWorkflow {
		end := workflow.Now(ctx).Add(d)
		d -= end.Sub(end.Truncate(time.Second))
	}
	return o.Next.NewTimerWithOptions(ctx, d, options)
}

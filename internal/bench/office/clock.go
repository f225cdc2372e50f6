package office

import (
	"context"
	"time"

	"go.temporal.io/sdk/activity"

	"duban/activities"
	"duban/internal/process"
	"duban/models"
	"duban/workflows/contract"
)

// ahead is how far the office's clock is ahead of the machine's. Workflows live by the machine's clock, because the
// server's timers do; everything else lives by the office's. Moments are converted where they pass from one to the
// other: in the parameters and results of activities, and in the parameters of a start.
type ahead time.Duration

func (a ahead) now() time.Time { return time.Now().Add(time.Duration(a)) }

// office converts a moment of the machine's clock.
func (a ahead) office(at models.Instant) models.Instant {
	if at == 0 {
		return 0
	}
	return at.Add(time.Duration(a))
}

// machine converts a moment of the office's clock.
func (a ahead) machine(at models.Instant) models.Instant {
	if at == 0 {
		return 0
	}
	return at.Add(-time.Duration(a))
}

func (a ahead) params(p contract.ProjectParams) contract.ProjectParams {
	p.Next.At = a.machine(p.Next.At)
	p.Attributes.NextDue = a.machine(p.Attributes.NextDue)
	return p
}

func (a ahead) outcome(out contract.Outcome) contract.Outcome {
	out.Next.At, out.Answer.NextAt = a.machine(out.Next.At), a.machine(out.Answer.NextAt)
	out.Attributes.NextDue = a.machine(out.Attributes.NextDue)
	return out
}

// client converts the moments of starts.
type client struct {
	*process.Client
	ahead
}

func (c client) StartOrPoke(ctx context.Context, p contract.ProjectParams) error {
	return c.Client.StartOrPoke(ctx, c.params(p))
}

func (c client) Send(ctx context.Context, p contract.ProjectParams, updateID string, command contract.Command) error {
	return c.Client.Send(ctx, c.params(p), updateID, command)
}

func (c client) StartOrPokeOrder(ctx context.Context, p contract.OrderParams) error {
	p.Next.At = c.machine(p.Next.At)
	return c.Client.StartOrPokeOrder(ctx, p)
}

func (c client) RunningOrders(ctx context.Context) ([]contract.OrderRun, error) {
	runs, err := c.Client.RunningOrders(ctx)
	for i := range runs {
		runs[i].NextDue = c.office(runs[i].NextDue)
	}
	return runs, err
}

func (c client) StartOrPokeRound(ctx context.Context, p contract.RoundParams) error {
	p.Next.At = c.machine(p.Next.At)
	return c.Client.StartOrPokeRound(ctx, p)
}

func (c client) RunningRounds(ctx context.Context) ([]contract.RoundRun, error) {
	runs, err := c.Client.RunningRounds(ctx)
	for i := range runs {
		runs[i].NextDue = c.office(runs[i].NextDue)
	}
	return runs, err
}

func (c client) RunningProjects(ctx context.Context) ([]contract.Run, error) {
	runs, err := c.Client.RunningProjects(ctx)
	for i := range runs {
		runs[i].NextDue = c.office(runs[i].NextDue)
	}
	return runs, err
}

// registry converts the moments of activities.
type registry struct {
	activities.Registry
	ahead
}

func (r registry) RegisterActivityWithOptions(a any, o activity.RegisterOptions) {
	switch run := a.(type) {
	case func(context.Context, contract.Advance) (contract.Outcome, error):
		a = func(ctx context.Context, p contract.Advance) (contract.Outcome, error) {
			p.Now = r.office(p.Now)
			out, err := run(ctx, p)
			return r.outcome(out), err
		}
	case func(context.Context, contract.RunCommand) (contract.Outcome, error):
		a = func(ctx context.Context, p contract.RunCommand) (contract.Outcome, error) {
			p.Now = r.office(p.Now)
			out, err := run(ctx, p)
			return r.outcome(out), err
		}
	case func(context.Context, contract.AdvanceOrder) (contract.OrderOutcome, error):
		a = func(ctx context.Context, p contract.AdvanceOrder) (contract.OrderOutcome, error) {
			p.Now = r.office(p.Now)
			out, err := run(ctx, p)
			out.Next.At = r.machine(out.Next.At)
			return out, err
		}
	case func(context.Context, contract.AdvanceRound) (contract.RoundOutcome, error):
		a = func(ctx context.Context, p contract.AdvanceRound) (contract.RoundOutcome, error) {
			p.Now = r.office(p.Now)
			out, err := run(ctx, p)
			out.Next.At = r.machine(out.Next.At)
			return out, err
		}
	case func(context.Context, contract.Promote) (contract.Promoted, error):
		a = func(ctx context.Context, p contract.Promote) (contract.Promoted, error) {
			p.Now = r.office(p.Now)
			return run(ctx, p)
		}
	case func(context.Context, contract.Deliver) (contract.Delivered, error):
		a = func(ctx context.Context, p contract.Deliver) (contract.Delivered, error) {
			p.Now = r.office(p.Now)
			out, err := run(ctx, p)
			out.NextAt = r.machine(out.NextAt)
			return out, err
		}
	}
	r.Registry.RegisterActivityWithOptions(a, o)
}

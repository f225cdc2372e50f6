// Package activities holds the activities, one a file. Each is idempotent by a key in its params: a second run writes
// nothing new. An activity loads facts, applies the rules of models with the calendar as a value, and writes one
// transaction. The present moment is one of its params. Any client of the Temporal server can schedule activities with
// any params; therefore a request is read from the database, where only tracking writes it, and the person's permission
// is checked again.
package activities

import (
	"context"

	"go.temporal.io/sdk/activity"

	"duban/internal/pace"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// Starter starts or pokes the workflow of a project. *process.Client implements it.
type Starter interface {
	StartOrPoke(ctx context.Context, params contract.ProjectParams) error
}

// Activities holds the dependencies of the activities.
type Activities struct {
	Store    *store.Store
	Calendar func(extra []models.CalendarDay) models.Calendar // built-in holiday tables, extended
	Starter  Starter
	Reader   Reader    // nil in a process that reads no workbooks
	Pace     pace.Pace // how fast an import starts projects

	// Wake has the outbox signalled that there are messages; nil: each workflow does it.
	Wake func()
	// WakeChannels has the channels signalled that something is to leave the program; nil: they look by themselves.
	WakeChannels func()

	// Channels opens what messages leave by; nil in a process that sends nothing.
	Channels ChannelOpener

	// Latest is the latest moment that an activity accepts; a later one in the params is replaced by it. nil means no
	// limit, as for a client's clock that differs from this machine's.
	Latest func() models.Instant
	// Held reports whether a moment is not trusted, because the clock jumped: nothing falls due then, and no message is
	// sent. nil: every moment is trusted.
	Held func(now models.Instant) bool
}

func (a *Activities) held(now models.Instant) bool { return a.Held != nil && a.Held(now) }

// moment returns the moment in an activity's params, or Latest if that is earlier.
func (a *Activities) moment(now models.Instant) models.Instant {
	if a.Latest == nil {
		return now
	}
	return min(now, a.Latest())
}

// Registry is the part of a worker's interface that a test environment has too.
type Registry interface {
	RegisterActivityWithOptions(a any, options activity.RegisterOptions)
}

// Register registers every activity under its name in histories.
func (a *Activities) Register(r Registry) {
	for name, fn := range map[string]any{
		contract.ActivityAdvance:         a.Advance,
		contract.ActivityRunCommand:      a.RunCommand,
		contract.ActivitySubmitMilestone: a.SubmitMilestone,
		contract.ActivityReportMonth:     a.ReportMonth,
		contract.ActivityReview:          a.Review,
		contract.ActivityChangePlan:      a.ChangePlan,
		contract.ActivityPromoteImport:   a.PromoteImport,
		contract.ActivityStartProjects:   a.StartProjects,
		contract.ActivityDeliverOutbox:   a.DeliverOutbox,
		contract.ActivityReadWorkbook:    a.ReadWorkbook,
		contract.ActivityRouteDeliveries: a.RouteDeliveries,
		contract.ActivitySendDeliveries:  a.SendDeliveries,
		contract.ActivityAdvanceOrder:    a.AdvanceOrder,
		contract.ActivityAdvanceRound:    a.AdvanceRound,
	} {
		r.RegisterActivityWithOptions(fn, activity.RegisterOptions{Name: name})
	}
}

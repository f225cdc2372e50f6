// Package activities holds the effects, one a file, each idempotent by a key from its params: run twice it writes once.
// They load facts, apply the rules of models with the calendar as a value, and write one transaction. Their moment
// comes from their params. Whoever can reach the engine can schedule them with any params: what a person asked for is
// therefore read from the database, where only tracking puts it, and checked again.
package activities

import (
	"context"

	"go.temporal.io/sdk/activity"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// Starter starts or pokes the workflow of a project. It is met by the process client.
type Starter interface {
	StartOrPoke(ctx context.Context, params contract.ProjectParams) error
}

// Activities has what the effects need.
type Activities struct {
	Store    *store.Store
	Calendar func(extra []models.CalendarDay) models.Calendar // built-in holiday tables, extended
	Starter  Starter
	Reader   Reader // nil in a process that reads no workbooks
	Pace     Pace   // how fast an import starts projects

	// Latest is the latest moment that can be true: a later one is taken for it, whoever scheduled the activity. nil is
	// for a clock that is not this machine's.
	Latest func() models.Instant
	// Held reports whether a moment cannot be trusted, because the clock jumped: nothing falls due at it, and no message
	// is sent. nil: every moment is taken.
	Held func(now models.Instant) bool
}

func (a *Activities) held(now models.Instant) bool { return a.Held != nil && a.Held(now) }

// moment is the moment an activity was given, never later than it can be.
func (a *Activities) moment(now models.Instant) models.Instant {
	if a.Latest == nil {
		return now
	}
	return min(now, a.Latest())
}

// Registry is the part of a worker or a test environment that takes activities.
type Registry interface {
	RegisterActivityWithOptions(a any, options activity.RegisterOptions)
}

// Register makes every activity known under its name in histories.
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
	} {
		r.RegisterActivityWithOptions(fn, activity.RegisterOptions{Name: name})
	}
}

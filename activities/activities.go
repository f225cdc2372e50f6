// Package activities holds the activities, one a file. Each is idempotent by a key in its params: run twice, it writes
// once. They load facts, apply the rules of models with the calendar as a value, and write one transaction. The present
// moment comes from their params. Any client of the Temporal server can schedule them with any params, so what a person
// asked for is read from the database, where only tracking writes it, and the permission is checked again.
package activities

import (
	"context"

	"go.temporal.io/sdk/activity"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// Starter starts or pokes the workflow of a project. *process.Client implements it.
type Starter interface {
	StartOrPoke(ctx context.Context, params contract.ProjectParams) error
}

// Activities has what the activities need.
type Activities struct {
	Store    *store.Store
	Calendar func(extra []models.CalendarDay) models.Calendar // built-in holiday tables, extended
	Starter  Starter
	Reader   Reader // nil in a process that reads no workbooks
	Pace     Pace   // how fast an import starts projects

	// Latest is the latest moment an activity accepts; a later one in the params is replaced by it. nil: no limit, for a
	// clock that is not this machine's.
	Latest func() models.Instant
	// Held reports whether a moment is not trusted, because the clock jumped: nothing falls due then, and no message is
	// sent. nil: every moment is trusted.
	Held func(now models.Instant) bool
}

func (a *Activities) held(now models.Instant) bool { return a.Held != nil && a.Held(now) }

// moment is the moment of an activity's params, at most Latest.
func (a *Activities) moment(now models.Instant) models.Instant {
	if a.Latest == nil {
		return now
	}
	return min(now, a.Latest())
}

// Registry is what a worker and a test environment have in common.
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
	} {
		r.RegisterActivityWithOptions(fn, activity.RegisterOptions{Name: name})
	}
}

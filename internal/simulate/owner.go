package simulate

import (
	"context"
	"fmt"
	"math/rand/v2"

	"duban/models"
)

// owner is whoever answers for one project, with the project as it was when the year began.
type owner struct {
	*people
	facts  models.Facts
	rules  models.Rules
	random *rand.Rand
	temper temper
	actor  models.Actor
	unit   models.Actor // its responsible unit, when it fills in
	level  int          // permille of schedule this owner reaches
	ytd    models.Money // approved so far
	known  models.Month // month of that figure
	keys   int
}

// begin plans the year.
func (o *owner) begin(now models.Instant) {
	for _, m := range o.facts.Milestones {
		if m.Status == models.MilestoneOpen && m.Due != 0 {
			o.plan(&step{Milestone: m, extend: o.temper.extend}, now)
		}
	}
	o.planReport(models.MonthOf(o.facts.Project.Year, 2), now)
	if chance(o.random, pauses) {
		o.planPause(now)
	}
}

// key names the owner's next command.
func (o *owner) key() string {
	o.keys++
	return fmt.Sprintf("simulate/%s/%d", o.facts.Project.Code, o.keys)
}

// moment is some time in the working hours of a day, never on the full hour, at which steps fire.
func (o *owner) moment(day models.Date) models.Instant {
	return day.At(8+o.random.IntN(10), 5+o.random.IntN(51))
}

// inDays is a moment so many working days after a day, but not before now: somebody who should have acted already does
// so within the next days.
func (o *owner) inDays(day models.Date, days int, now models.Instant) models.Instant {
	if at := o.moment(o.rules.Calendar.Add(day, days)); at > now {
		return at
	}
	return o.moment(o.rules.Calendar.Add(now.Date(), 1+o.random.IntN(8)))
}

// refusedWith checks that a command was turned down with that code: the rules must not let it pass.
func (o *owner) refusedWith(code string, err error) error {
	if models.AsError(err) == nil || models.AsError(err).Code != code {
		return fmt.Errorf("simulate: %s: a wrong command should be refused as %s: %w", o.facts.Project.Code, code, err)
	}
	o.refused++
	return nil
}

// review lets the office decide on a submission some days later.
func (o *owner) review(submission string, now models.Instant, decide func(ctx context.Context, c models.ReviewCommand,
	now models.Instant) error) {
	at := o.inDays(now.Date(), reviewDays(o.random), now)
	o.agenda.add(at, func(ctx context.Context, now models.Instant) error {
		return decide(ctx, models.ReviewCommand{Submission: submission, Decision: models.Accept}, now)
	})
}

// planPause lets the project stand still for some weeks, entered before it begins and before it ends.
func (o *owner) planPause(now models.Instant) {
	room := int(o.last-now.Date()) - 60
	if room <= 0 {
		return
	}
	first := now.Date() + 30 + models.Date(o.random.IntN(room))
	until := first + 10 + models.Date(o.random.IntN(31))
	enter := func(day models.Date, kind string, c models.ChangePlanCommand) {
		o.agenda.add(o.moment(day-1-models.Date(o.random.IntN(3))), func(ctx context.Context, now models.Instant) error {
			c.Date = day
			receipt, err := o.door.ChangePlan(ctx, office, o.key(), o.facts.Project.Code, 0, c)
			o.pausing = append(o.pausing, Event{ID: kind + "/" + receipt.Object, At: now, Project: o.facts.Project.Code,
				Due: day, Kind: kind})
			return err
		})
	}
	enter(first, paused, models.ChangePlanCommand{Change: models.PlanPause, Reason: "重污染天气应急停工", Approver: "区政府",
		Document: "模拟文件"})
	enter(until, resumed, models.ChangePlanCommand{Change: models.PlanResume, Reason: "应急解除"})
}

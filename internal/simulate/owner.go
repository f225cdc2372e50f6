package simulate

import (
	"context"
	"fmt"
	"math/rand/v2"

	"duban/models"
)

// owner is the person who fills in for one project, with the project as it was when it was first imported.
type owner struct {
	*Simulation
	facts   models.Facts
	rules   models.Rules
	random  *rand.Rand
	profile profile
	actor   models.Actor
	unit    models.Actor // its responsible unit, when it fills in
	level   int          // permille of schedule this owner reaches
	course  course       // of the project's year
	ytd     models.Money // approved so far
	known   models.Month // month of that figure
	keys    int
}

// begin plans what the owner does.
func (o *owner) begin(now models.Instant) {
	for _, m := range o.facts.Milestones {
		if m.Status == models.MilestoneOpen && m.Due != 0 {
			o.plan(&intention{Milestone: m, extend: o.profile.extend}, now)
		}
	}
	o.planReport(models.MonthOf(o.facts.Project.Year, 2), now)
	if chance(o.random, pauseChance) {
		o.planPause(now)
	}
}

// ask asks for the owner's next command, and returns the row key of what it is about.
func (o *owner) ask(ctx context.Context, by models.Actor, body any) (object string, err error) {
	o.keys++
	code := o.facts.Project.Code
	return o.Do(ctx, Command{Key: fmt.Sprintf("simulate/%s/%d", code, o.keys), Project: code, By: by, Body: body})
}

// moment is some time in the working hours of a day, never the full hour at which the ladder fires.
func (o *owner) moment(day models.Date) models.Instant {
	return day.At(8+o.random.IntN(10), 5+o.random.IntN(51))
}

// inDays is a moment so many working days after a day; if that is past, one within the next days.
func (o *owner) inDays(day models.Date, days int, now models.Instant) models.Instant {
	if at := o.moment(o.rules.Calendar.Add(day, days)); at > now {
		return at
	}
	return o.moment(o.rules.Calendar.Add(now.Date(), 1+o.random.IntN(8)))
}

// refusedWith checks that a wrong command was refused with that code.
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
	o.At(at, func(ctx context.Context, now models.Instant) error {
		return decide(ctx, models.ReviewCommand{Submission: submission, Decision: models.Accept, Reason: "已现场核实",
			Confirmed: true},
			now)
	})
}

// planPause pauses the project for some weeks; the pause is entered before it begins, and its end before it ends.
func (o *owner) planPause(now models.Instant) {
	days := int(o.To-now.Date()) - 60
	if days <= 0 {
		return
	}
	first := now.Date() + 30 + models.Date(o.random.IntN(days))
	until := first + 10 + models.Date(o.random.IntN(31))
	enter := func(day models.Date, c models.ChangePlanCommand) {
		o.At(o.moment(day-1-models.Date(o.random.IntN(3))), func(ctx context.Context, _ models.Instant) error {
			c.Date = day
			_, err := o.ask(ctx, Office, c)
			return err
		})
	}
	enter(first, models.ChangePlanCommand{Change: models.PlanPause, MovesDue: models.No, Reason: "重污染天气应急停工",
		Approver: "区政府",
		Document: "模拟文件"})
	enter(until, models.ChangePlanCommand{Change: models.PlanResume, Reason: "应急解除"})
}

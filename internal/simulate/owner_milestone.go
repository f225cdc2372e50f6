package simulate

import (
	"context"

	"duban/models"
)

// intention is what an owner means to do about a milestone.
type intention struct {
	models.Milestone     // Due is kept current
	extend           int // chance that an extension is asked for
}

// plan decides what becomes of a milestone: it is never handed in, an extension is asked for first, or it is handed in
// some day.
func (o *owner) plan(s *intention, now models.Instant) {
	switch {
	case chance(o.random, o.profile.never):
		return
	case chance(o.random, s.extend):
		s.extend /= 3
		days := -3 - o.random.IntN(10)
		if chance(o.random, 30) {
			days = 2 + o.random.IntN(11)
		}
		o.At(o.inDays(s.Due, days, now), func(ctx context.Context, now models.Instant) error {
			return o.extend(ctx, s, now)
		})
	default:
		o.planSubmit(s, o.inDays(s.Due, o.profile.milestone.draw(o.random), now), o.profile.wrong)
	}
}

func (o *owner) planSubmit(s *intention, at models.Instant, wrong int) {
	o.At(at, func(ctx context.Context, now models.Instant) error { return o.submit(ctx, s, now, wrong) })
}

// extend has the office move the milestone; now and then the approval is entered only after the new date has passed.
func (o *owner) extend(ctx context.Context, s *intention, now models.Instant) error {
	date := s.Due + 15 + models.Date(o.random.IntN(46))
	if late := now.Date() - s.Due; late > 4 && chance(o.random, backdatedChance) {
		date = s.Due + 1 + models.Date(o.random.IntN(int(late)))
	}
	_, err := o.ask(ctx, Office, models.ChangePlanCommand{
		Change: models.PlanMove, Milestone: s.ID, Date: date, Reason: "征迁滞后", Approver: "分管副区长",
	})
	if err != nil {
		return err
	}
	s.Due = date
	o.plan(s, now)
	return nil
}

// submit hands the milestone in, rightly or wrongly.
func (o *owner) submit(ctx context.Context, s *intention, now models.Instant, wrong int) error {
	c := models.SubmitMilestoneCommand{Milestone: s.ID, DoneOn: now.Date() - models.Date(o.random.IntN(4))}
	isWrong := chance(o.random, wrong)
	if isWrong && chance(o.random, refusedAtOnceChance) {
		c.DoneOn = now.Date() + 1
		_, err := o.ask(ctx, o.actor, c)
		o.planSubmit(s, o.inDays(now.Date(), 0, now), wrongAgainChance)
		return o.refusedWith("done_on_future", err)
	}
	submission, err := o.ask(ctx, o.filler(), c)
	if err != nil {
		return err
	}
	o.review(submission, now, func(ctx context.Context, c models.ReviewCommand, now models.Instant) error {
		if isWrong {
			c.Decision, c.Reason = models.Return, "缺验收记录"
			o.planSubmit(s, o.inDays(now.Date(), 1+o.random.IntN(6), now), wrongAgainChance)
		}
		_, err := o.ask(ctx, SecondOfficer, c)
		return err
	})
	return nil
}

// filler is the person who fills in: the owner, or someone of the responsible unit.
func (o *owner) filler() models.Actor {
	if o.facts.Project.ResponsibleUnitID != "" && chance(o.random, o.profile.behalf) {
		return o.unit
	}
	return o.actor
}

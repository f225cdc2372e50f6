package simulate

import (
	"context"

	"duban/models"
)

// step is a milestone in its owner's mind.
type step struct {
	models.Milestone     // Due is kept current
	extend           int // chance that an extension is asked for
}

// plan makes up the owner's mind about a milestone: never, an extension first, or some day.
func (o *owner) plan(s *step, now models.Instant) {
	switch {
	case chance(o.random, o.temper.never):
		return
	case chance(o.random, s.extend):
		s.extend /= 3
		days := -3 - o.random.IntN(10)
		if chance(o.random, 30) {
			days = 2 + o.random.IntN(11)
		}
		o.agenda.add(o.inDays(s.Due, days, now), func(ctx context.Context, now models.Instant) error {
			return o.extend(ctx, s,
				now)
		})
	default:
		o.planSubmit(s, o.inDays(s.Due, o.temper.step.draw(o.random), now), o.temper.wrong)
	}
}

func (o *owner) planSubmit(s *step, at models.Instant, wrong int) {
	o.agenda.add(at, func(ctx context.Context, now models.Instant) error { return o.submit(ctx, s, now, wrong) })
}

// extend has the office move the milestone; now and then the approval is entered only after the new date has passed.
func (o *owner) extend(ctx context.Context, s *step, now models.Instant) error {
	date := s.Due + 15 + models.Date(o.random.IntN(46))
	if late := now.Date() - s.Due; late > 4 && chance(o.random, backdated) {
		date = s.Due + 1 + models.Date(o.random.IntN(int(late)))
	}
	_, err := o.door.ChangePlan(ctx, office, o.key(), o.facts.Project.Code, 0, models.ChangePlanCommand{
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
func (o *owner) submit(ctx context.Context, s *step, now models.Instant, wrong int) error {
	c := models.SubmitMilestoneCommand{Milestone: s.ID, DoneOn: now.Date() - models.Date(o.random.IntN(4))}
	isWrong := chance(o.random, wrong)
	if isWrong && chance(o.random, refusedAtOnce) {
		c.DoneOn = now.Date() + 1
		_, err := o.door.SubmitMilestone(ctx, o.actor, o.key(), o.facts.Project.Code, 0, c)
		o.planSubmit(s, o.inDays(now.Date(), 0, now), wrongAgain)
		return o.refusedWith("done_on_future", err)
	}
	receipt, err := o.door.SubmitMilestone(ctx, o.hand(), o.key(), o.facts.Project.Code, 0, c)
	if err != nil {
		return err
	}
	o.review(receipt.Object, now, func(ctx context.Context, c models.ReviewCommand, now models.Instant) error {
		if isWrong {
			c.Decision, c.Reason = models.Return, "缺验收记录"
			o.planSubmit(s, o.inDays(now.Date(), 1+o.random.IntN(6), now), wrongAgain)
		}
		_, err := o.door.Review(ctx, second, o.key(), 0, c)
		return err
	})
	return nil
}

// hand is who fills in: the owner, or its responsible unit for it.
func (o *owner) hand() models.Actor {
	if o.facts.Project.ResponsibleUnitID != "" && chance(o.random, o.temper.behalf) {
		return o.unit
	}
	return o.actor
}

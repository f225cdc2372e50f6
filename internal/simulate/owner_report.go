package simulate

import (
	"context"

	"duban/models"
)

// planReport decides when the next month is handed in. Months are handed in one after another, each after the one
// before was decided, so that its figure stands on an approved one; a month left out is carried by the next.
func (o *owner) planReport(month models.Month, now models.Instant) {
	year := o.facts.Project.Year
	for ; month <= models.MonthOf(year, 12); month++ {
		due := (month + 1).Day(o.rules.Ladder.ReportDay)
		if due < now.Date()-60 || chance(o.random, o.profile.missing) {
			continue
		}
		at := o.inDays(due, o.profile.report.draw(o.random), now)
		if opens := month.Day(o.rules.Ladder.WindowDay); at.Date() < opens {
			at = o.moment(o.rules.Calendar.OnOrAfter(opens))
		}
		o.At(at, func(ctx context.Context, now models.Instant) error {
			return o.report(ctx, month, now, o.profile.wrong)
		})
		return
	}
}

// figures makes up what the project has done by the end of a month: a share of what is scheduled, never less than
// before, never more than its total, to the odd fen.
func (o *owner) figures(month models.Month) (amount, ytd models.Money) {
	p := o.facts.Project
	ytd = o.course.to(month, o.level-60+o.random.IntN(121))
	if p.TotalInvestment > 0 {
		ytd = min(ytd, p.TotalInvestment-p.ToEndOfLastYear)
	}
	ytd = max(ytd, o.ytd)
	return ytd - o.ytd, ytd
}

// report hands a month in, rightly or wrongly.
func (o *owner) report(ctx context.Context, month models.Month, now models.Instant, wrong int) error {
	amount, ytd := o.figures(month)
	retry := func(now models.Instant, days int) {
		o.At(o.inDays(now.Date(), days, now), func(ctx context.Context, now models.Instant) error {
			return o.report(ctx, month, now, wrongAgainChance)
		})
	}
	isWrong := chance(o.random, wrong)
	stands := o.known == month-1 || o.known == 0 && month.Number() == 2
	if isWrong && stands && chance(o.random, refusedAtOnceChance) {
		off := ytd + 1
		_, err := o.ask(ctx, o.actor, models.ReportMonthCommand{Month: month, MonthAmount: &amount, YTDAmount: &off})
		retry(now, 0)
		return o.refusedWith("ytd_mismatch", err)
	}
	submission, err := o.ask(ctx, o.filler(), models.ReportMonthCommand{
		Month: month, MonthAmount: &amount, YTDAmount: &ytd, Physical: "按计划推进（模拟）",
		Confirmed: true,
	})
	if err != nil {
		return err
	}
	o.review(submission, now, func(ctx context.Context, c models.ReviewCommand, now models.Instant) error {
		switch {
		case isWrong:
			c.Decision, c.Reason = models.Return, "数据与台账不符"
			retry(now, 1+o.random.IntN(5))
		case chance(o.random, otherFiguresChance):
			less := amount.Share(int64(o.random.IntN(200)), 1000)
			approved, total := amount-less, ytd-less
			c.MonthAmount, c.YTDAmount, c.Confirmed = &approved, &total, true
			o.ytd = total
		default:
			o.ytd = ytd
		}
		if c.Decision == models.Accept {
			o.known = month
			o.planReport(month+1, now)
		}
		_, err := o.ask(ctx, SecondOfficer, c)
		return err
	})
	return nil
}

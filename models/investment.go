package models

import (
	"fmt"
	"slices"
)

// judgeInvestment returns the rung each newly judged round earned by its approved figure against schedule.
//
// A round is judged once, on the first working morning after its due date on which its figure is approved; a corrected
// figure is judged on the morning after the correction unless the round already has a rung. Levels are not climbed:
// only the earned one is recorded. A judgement is of its day: a plan raised afterwards does not repaint it.
func (r Rules) judgeInvestment(f Facts, now Instant, next *Moment) []Escalation {
	var records []Escalation
	for _, report := range f.Reports {
		at := r.judgedAt(f, report)
		if at == 0 || (at < now && !awaited(f.Project, at)) || r.hasInvestmentRung(f, report.Month) || r.overtaken(f, report,
			at) {
			continue
		}
		if at > now && endsAnother(f, report.Month) {
			next.earlier(at, fmt.Sprintf("重新评定：1-%d月投资", report.Month.Number()))
		}
		level := r.level(f, records, report)
		if level == nil {
			continue
		}
		it := item{kind: ItemInvestment, subject: report.Month.String(), month: report.Month, due: r.dueOf(report.Month),
			version: 1}
		if at > now {
			next.earlier(at, level.Rung.Chinese()+"："+subjectText(ItemInvestment, "", report.Month, it.due))
			continue
		}
		cause := CauseTime
		if level.RepeatOf != NoRung {
			cause = CauseRepeat
		}
		e := r.record(f, it, Step{Name: string(level.Rung), Rung: level.Rung, To: level.To}, at, cause)
		e.SubjectName = fmt.Sprintf("1-%d月完成%s万元，为序时进度的%s%%", report.Month.Number(), report.ApprovedYTD.Rounded(WanYuan),
			Percent(*report.ApprovedYTD, Scheduled(f.Project, f.MonthPlans, r.Curve, report.Month)))
		records = append(records, e)
	}
	return records
}

// awaited reports whether a moment that has gone by was still ahead when the project was last looked at: nobody looked
// on that day. Everything awaited lies at or after the project's next moment.
func awaited(p Project, at Instant) bool { return p.NextAt != 0 && p.NextAt <= at }

// endsAnother reports whether judging a month ends an earlier month's rung, whatever the month itself earns.
func endsAnother(f Facts, month Month) bool {
	return slices.ContainsFunc(f.Escalations, func(e Escalation) bool {
		return e.Item == ItemInvestment && e.ClosedAt == 0 && e.Month < month
	})
}

// judgedAt returns the morning on which a month's approved figure is judged; 0 when it is not.
func (r Rules) judgedAt(f Facts, report Report) Instant {
	due := r.dueOf(report.Month)
	if report.ApprovedYTD == nil || report.Status != ReportApproved || due == 0 ||
		report.Month.Number() < r.Ladder.FirstRound || due < f.Project.FollowedSince.Date() {
		return 0
	}
	paused := court{pauses: f.Pauses}
	first := max(due+1, report.ApprovedAt.Date())
	for d := first; d <= first+horizon; d++ {
		if at := d.At(r.Ladder.Hour, 0); r.Calendar.Workday(d) && at >= report.ApprovedAt && !paused.stopped(at) {
			return at
		}
	}
	return 0
}

func (r Rules) dueOf(month Month) Date {
	for _, round := range r.Ladder.Rounds(month.Year()) {
		if round.Month == month {
			return round.Due
		}
	}
	return 0
}

func (r Rules) hasInvestmentRung(f Facts, month Month) bool {
	for _, e := range f.Escalations {
		if e.Item == ItemInvestment && e.Month == month {
			return true
		}
	}
	return false
}

// overtaken reports whether a later month was already approved when this one would be judged.
func (r Rules) overtaken(f Facts, report Report, at Instant) bool {
	for _, later := range f.Reports {
		if later.Month > report.Month && later.Status == ReportApproved && later.ApprovedYTD != nil &&
			later.ApprovedAt <= at && r.dueOf(later.Month) != 0 {
			return true
		}
	}
	return false
}

// level returns the level a month's figure earns, or nil.
func (r Rules) level(f Facts, fresh []Escalation, report Report) *Level {
	scheduled := Scheduled(f.Project, f.MonthPlans, r.Curve, report.Month)
	if scheduled <= 0 {
		return nil
	}
	for i := range r.Ladder.Investment {
		l := &r.Ladder.Investment[i]
		if *report.ApprovedYTD*100 >= scheduled*Money(l.Below) {
			continue
		}
		if l.RepeatOf == NoRung || cardedBefore(f.Escalations, report.Month, l.RepeatOf) || cardedBefore(fresh, report.Month,
			l.RepeatOf) {
			return l
		}
	}
	return nil
}

func cardedBefore(records []Escalation, month Month, rung Rung) bool {
	for _, e := range records {
		if e.Item == ItemInvestment && e.Month == month-1 && e.Rung.Height() >= rung.Height() {
			return true
		}
	}
	return false
}

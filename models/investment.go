package models

import (
	"slices"
)

// judgeInvestment returns the rungs earned by the investment figures that are judged now, and lowers next to the
// earliest judgement ahead. closing are the rungs that are closed now.
//
// A round is judged once, on the first working morning after its due date on which its figure is approved. A
// corrected figure is judged on the morning after the correction, unless the round has a rung already. With a ladder
// that catches up, a figure of a round from before the project was followed enters as a late entry. Only the
// earned level is recorded, not the lower ones. A plan changed later does not change a judgement.
func (r Rules) judgeInvestment(f Facts, closing []Closing, now Instant, next *upcoming) []Escalation {
	var records []Escalation
	for _, report := range f.Reports {
		at := r.judgedAt(f, report)
		missed := at < now && !awaited(f.Project, at)
		if at == 0 || missed || r.hasInvestmentRung(f, report.Month) || r.overtaken(f, report, at) {
			continue
		}
		if at > now && supersedesRung(f, closing, report.Month) {
			next.earlier(at, Messagef("重新评定：1-%d月投资", MonthNumber(report.Month.Number())))
		}
		level := r.level(f, records, report)
		if level == nil {
			continue
		}
		it := item{kind: ItemInvestment, subject: report.Month.String(), month: report.Month, due: r.dueOf(report.Month),
			version: 1}
		if at > now {
			what := subjectMessage(ItemInvestment, "", report.Month, it.due)
			next.earlier(at, Messagef("%s：%s", rungWord(ItemInvestment, level.Rung), what))
			continue
		}
		cause := CauseTime
		if level.RepeatOf != NoRung {
			cause = CauseRepeat
		} else if early(f, it.due) {
			cause = CauseLateEntry
		}
		e := r.record(f, it, Step{Name: string(level.Rung), Rung: level.Rung, To: level.To}, at, cause)
		e.SubjectName = r.ratio(f, report).Text
		records = append(records, e)
	}
	return records
}

// ratio says how much of its schedule an approved month has completed.
func (r Rules) ratio(f Facts, report Report) Message {
	return Messagef("1-%d月完成%s万元，为序时进度的%s%%", MonthNumber(report.Month.Number()), report.ApprovedYTD.RoundedWan(),
		Percent(*report.ApprovedYTD, Scheduled(f.Project, f.MonthPlans, r.Curve, report.Month)))
}

// JudgedBy returns the figures that an investment escalation was recorded with as a message. The record keeps only the
// Chinese text; one that today's figures do not give any more is returned as it is.
func (r Rules) JudgedBy(f Facts, e Escalation) Message {
	for _, report := range f.Reports {
		if report.Month == e.Month && report.ApprovedYTD != nil {
			if today := r.ratio(f, report); today.Text == e.SubjectName {
				return today
			}
		}
	}
	return PlainMessage(e.SubjectName)
}

// awaited reports whether a past moment was still ahead when the project was last processed. Every awaited moment is
// at or after the project's stored next moment.
func awaited(p Project, at Instant) bool { return p.NextAt != 0 && p.NextAt <= at }

// supersedesRung reports whether an earlier month has an open rung, which the judgement of this month closes; one that
// is being closed now is not open.
func supersedesRung(f Facts, closing []Closing, month Month) bool {
	return slices.ContainsFunc(f.Escalations, func(e Escalation) bool {
		return e.Item == ItemInvestment && e.ClosedAt == 0 && e.Month < month &&
			!slices.ContainsFunc(closing, func(c Closing) bool { return c.EscalationID == e.ID })
	})
}

// judgedAt returns the morning on which a month's approved figure is judged, or 0 when it is not judged.
func (r Rules) judgedAt(f Facts, report Report) Instant {
	due := r.dueOf(report.Month)
	if report.ApprovedYTD == nil || report.Status != ReportApproved || due == 0 ||
		report.Month.Number() < r.Ladder.FirstRound || !r.Ladder.CatchUp && early(f, due) {
		return 0
	}
	paused := stoppage{pauses: f.Pauses}
	first := max(due+1, report.ApprovedAt.Date())
	for d := first; d <= first+horizonDays; d++ {
		if at := d.At(r.Ladder.Hour, 0); r.Calendar.Workday(d) && at >= report.ApprovedAt && !paused.covers(at) {
			return at
		}
	}
	return 0
}

// ReportDue returns the day a month's verified figures are due; January's with February's.
func (r Rules) ReportDue(month Month) Date { return r.dueOf(max(month, MonthOf(month.Year(), 2))) }

// dueOf returns the due date of a month's round, or 0 for a month without a round.
func (r Rules) dueOf(month Month) Date {
	if month.Number() == 1 { // reported with February
		return 0
	}
	return r.Ladder.dueBy(r.Calendar, month)
}

// early reports whether a round was due before the project was followed.
func early(f Facts, due Date) bool { return due < f.Project.FollowedSince.Date() }

// hasInvestmentRung reports whether the month has an investment rung.
func (r Rules) hasInvestmentRung(f Facts, month Month) bool {
	for _, e := range f.Escalations {
		if e.Item == ItemInvestment && e.Month == month {
			return true
		}
	}
	return false
}

// overtaken reports whether a later month is approved by the moment at which this one would be judged.
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
	if scheduled <= 0 || f.Project.AnnualPlan < r.Colours.FromPlan {
		return nil
	}
	for i := range r.Ladder.Investment {
		l := &r.Ladder.Investment[i]
		if *report.ApprovedYTD*100 >= scheduled*Money(l.Below) {
			continue
		}
		if l.RepeatOf == NoRung || cardedBefore(f.Escalations, report.Month, l.RepeatOf) ||
			cardedBefore(fresh, report.Month, l.RepeatOf) {
			return l
		}
	}
	return nil
}

// cardedBefore reports whether the month before has an investment rung of at least that height.
func cardedBefore(records []Escalation, month Month, rung Rung) bool {
	for _, e := range records {
		if e.Item == ItemInvestment && e.Month == month-1 && e.Rung.Height() >= rung.Height() {
			return true
		}
	}
	return false
}

package models

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Moment is the next thing a project waits for. With At 0 nothing falls due until a person acts.
type Moment struct {
	At   Instant `json:"at"`
	What string  `json:"what"`
}

// upcoming is the next moment found so far, with what falls due as a message.
type upcoming struct {
	at   Instant
	what Message
}

// earlier replaces the moment by an earlier one.
func (u *upcoming) earlier(at Instant, what Message) {
	if u.at == 0 || at < u.at {
		u.at, u.what = at, what
	}
}

// later reports whether a moment would not replace the one found so far, so that nothing need be said of it.
func (u *upcoming) later(at Instant) bool { return u.at != 0 && at >= u.at }

// Closing closes an open rung whose item is no longer late.
type Closing struct {
	EscalationID string
	Reason       string
}

// AdvanceResult is the result of applying the ladder to a project at one moment: escalations to record, rungs to
// close, and the next moment.
type AdvanceResult struct {
	Records  []Escalation
	Closings []Closing
	Steps    []ProblemStep // that problems reached by time
	Problems []Problem     // those whose row changed by it
	Next     Moment
}

// Advance applies the ladder to a project at a moment.
//
// It is a pure function: a command, a timer, a poke and a reconcile get the same answer, and applying it twice
// records nothing twice. Its rules:
//   - a rung is due on the n-th counted working morning after the due date; a morning counts unless the item is in
//     review or the project is paused at that moment;
//   - rungs earned before the due version became known are late entries: the highest is sent, lower ones passed over;
//   - with a ladder that catches up, rounds missed before the project was followed enter once, see catchUp;
//   - what was late in trial running enters once when the programme goes live, see enterLive;
//   - after an outage the highest missed rung is sent with its own moment, lower ones are passed over;
//   - a reminder whose day has gone by is never sent;
//   - nothing falls due for a closed project, a project on no list, one whose year is handed over, a done milestone,
//     old lateness that was settled, see settleOld, or, with a ladder that does not catch up, a round due before the
//     project was followed.
func (r Rules) Advance(f Facts, now Instant) AdvanceResult {
	turn, _ := r.advance(f, now)
	return turn
}

// NextMessage returns what a project waits for as a message. The project keeps only its Chinese text; a text that the
// facts do not give any more is returned as it is.
func (r Rules) NextMessage(f Facts, now Instant) Message {
	if _, next := r.advance(f, now); next.Text == f.Project.NextWhat {
		return next
	}
	return PlainMessage(f.Project.NextWhat)
}

// advance is Advance, with what the next moment is about as a message.
func (r Rules) advance(f Facts, now Instant) (AdvanceResult, Message) {
	turn := AdvanceResult{Closings: r.closings(f, now)}
	if f.Project.Status != ProjectOpen || len(f.Memberships) == 0 || f.Project.HandedOver() {
		return turn, Message{}
	}
	var next upcoming
	items := r.items(f)
	for _, it := range items {
		turn.Records = append(turn.Records, r.remind(f, it, now, &next)...)
	}
	turn.Records = append(turn.Records, r.climb(f, items, now, &next)...)
	turn.Steps, turn.Problems = r.climbProblems(f, now, &next)
	levels := r.judgeInvestment(f, turn.Closings, now, &next)
	turn.Records = append(turn.Records, levels...)
	for i := range turn.Records {
		turn.Records[i].RecordedAt, turn.Records[i].Trial = now, r.Trial(now.Date())
	}
	onRecord := f
	onRecord.Escalations = slices.Concat(f.Escalations, turn.Records)
	for _, e := range r.enterLive(onRecord, turn.Closings, now, &next) {
		e.RecordedAt, e.Trial = now, false
		turn.Records = append(turn.Records, e)
	}
	if len(levels) > 0 { // a new judgement closes the older ones at the same moment
		f.Escalations = append(slices.Clone(f.Escalations), levels...)
		turn.Closings = r.closings(f, now)
	}
	turn.Next = Moment{At: next.at, What: next.what.Text}
	return turn, next.what
}

// items returns what can fall due in a project: milestones by baseline, rounds by month, then submissions in review.
func (r Rules) items(f Facts) []item {
	var items []item
	previous := -1 // index of the preceding controlling milestone
	milestones := slices.Clone(f.Milestones)
	slices.SortStableFunc(milestones, func(a, b Milestone) int {
		if a.Baseline != b.Baseline {
			return int(a.Baseline - b.Baseline)
		}
		return a.Position - b.Position
	})
	for _, m := range milestones {
		if m.Status == MilestoneDropped || m.Due == 0 {
			continue
		}
		items = append(items, item{
			kind: ItemMilestone, subject: m.ID, name: m.Name, due: m.Due, from: r.FallsDue(m.Due), version: m.DueVersion,
			armed: m.ArmedAt,
			steps: r.milestoneSteps(m), controlling: m.Controlling,
			open:   m.Status == MilestoneOpen && !settled(f, ItemMilestone, m.ID, m.DueVersion),
			before: previous, stoppage: milestoneStoppage(f, m.ID),
		})
		if m.Controlling {
			previous = len(items) - 1
		}
	}
	previous = -1
	for _, round := range r.Rounds(f.Project.Year) {
		if early(f, round.Due) && (!r.Ladder.CatchUp || round.Due < listedOn(f)) {
			continue
		}
		status := ReportOpen
		for _, report := range f.Reports {
			if report.Month == round.Month {
				status = report.Status
			}
		}
		stop := stoppageOf(f, func(s Submission) bool { return s.Kind == SubmitReport && s.Month == round.Month })
		items = append(items, item{
			kind: ItemReport, subject: round.Month.String(), month: round.Month, due: round.Due, from: round.Due,
			version: 1, armed: r.armedRound(f, round.Due, stop), steps: r.Ladder.Report, controlling: true,
			before: previous, open: status != ReportApproved && !settled(f, ItemReport, round.Month.String(), 1),
			stoppage: stop,
		})
		previous = len(items) - 1
	}
	for _, s := range f.Submissions {
		if s.Status != SubmissionWaiting {
			continue
		}
		it := item{
			kind: ItemReview, subject: s.ID, month: s.Month, due: r.Calendar.Add(s.SubmittedAt.Date(), r.Ladder.ReviewDays),
			from: r.Calendar.Add(s.SubmittedAt.Date(), r.Ladder.ReviewDays), version: 1, armed: s.SubmittedAt,
			steps: r.Ladder.Review, controlling: true, open: true, before: -1,
			stoppage: stoppage{pauses: f.Pauses},
		}
		for _, m := range f.Milestones {
			if m.ID == s.MilestoneID {
				it.name = m.Name
			}
		}
		items = append(items, it)
	}
	return items
}

// milestoneSteps are the steps of a milestone. With a ladder that spares statistics, one about entry in statistics
// (纳统) is only reminded of.
func (r Rules) milestoneSteps(m Milestone) []Step {
	if !r.Ladder.SparesStatistics || !AboutStatistics(m.Name) {
		return r.Ladder.Milestone
	}
	return slices.DeleteFunc(slices.Clone(r.Ladder.Milestone), func(s Step) bool { return s.Rung != NoRung })
}

// AboutStatistics reports whether a milestone is the entry of a project in statistics (入库纳统).
func AboutStatistics(name string) bool {
	return strings.Contains(name, "纳统") || strings.Contains(name, "入统")
}

// listedOn is the day on which a project that came onto its lists in the course of the year was added; 0 when it was on
// one from the start.
func listedOn(f Facts) Date {
	on := Date(0)
	for i, m := range f.Memberships {
		if i == 0 || m.AddedOn < on {
			on = m.AddedOn
		}
	}
	return on
}

// closings returns the open rungs to close, with the reason.
func (r Rules) closings(f Facts, now Instant) []Closing {
	var out []Closing
	for _, e := range f.Escalations {
		if e.Kind != KindRung || e.ClosedAt != 0 {
			continue
		}
		if reason := r.endedBy(f, e, now); reason != "" {
			out = append(out, Closing{EscalationID: e.ID, Reason: reason})
		}
	}
	return out
}

// endedBy returns in Chinese why a rung no longer applies, or "".
func (r Rules) endedBy(f Facts, e Escalation, now Instant) string {
	if f.Project.Status == ProjectClosed {
		return "项目已销号"
	}
	if reason := r.endedByItem(f, e, now); reason != "" || !f.Project.HandedOver() {
		return reason
	}
	return f.Project.HandedReason()
}

// endedByItem returns in Chinese why the item of a rung is no longer late, or "".
func (r Rules) endedByItem(f Facts, e Escalation, now Instant) string {
	switch e.Item {
	case ItemMilestone:
		for _, m := range f.Milestones {
			switch {
			case m.ID != e.Subject:
			case m.Status == MilestoneDone:
				return "节点已完成"
			case m.Status == MilestoneDropped:
				return cmp.Or(m.EndedBecause, "节点已取消")
			case m.DueVersion != e.DueVersion:
				return "节点已改期至" + m.Due.String()
			}
		}
	case ItemReport:
		for _, report := range f.Reports {
			if report.Month == e.Month && report.Status == ReportApproved {
				return "月报已审定"
			}
		}
	case ItemReview:
		for _, s := range f.Submissions {
			if s.ID == e.Subject && s.Status != SubmissionWaiting {
				return "已审核"
			}
		}
	case ItemInvestment:
		for _, later := range f.Reports {
			if later.Month <= e.Month || later.ApprovedYTD == nil {
				continue
			}
			if at := r.judgedAt(f, later); at != 0 && at <= now {
				return fmt.Sprintf("已由%d月数据重新评定", later.Month.Number())
			}
		}
	}
	return ""
}

// Message says what an escalation is about, after the word for its rung.
func (e Escalation) Message() Message { return Messagef("%s：%s", e.word(), e.About()) }

// Sentence is Message in Chinese.
func (e Escalation) Sentence() string { return e.Message().Text }

func (e Escalation) word() Word {
	if e.Kind == KindReminder {
		return "提醒"
	}
	return rungWord(e.Item, e.Rung)
}

// rungWord is what a message says of a rung: 催办, and 催报 for a monthly report, are done by the message itself; of the
// higher ones it says that they are reached.
func rungWord(kind Item, r Rung) Word {
	switch {
	case r == Urging && kind == ItemReport:
		return "催报"
	case r == Urging:
		return WordOf(r)
	}
	return Word(r.Reached())
}

// About says what an escalation is about.
func (e Escalation) About() Message { return subjectMessage(e.Item, e.SubjectName, e.Month, e.Due) }

func subjectMessage(kind Item, name string, month Month, due Date) Message {
	n := MonthNumber(month.Number())
	switch kind {
	case ItemMilestone:
		return Messagef("节点“%s”应于%s完成", name, due)
	case ItemReport:
		return Messagef("%d月月报应于%s前报送", n, due)
	case ItemInvestment:
		return Messagef("1-%d月投资低于序时进度", n)
	}
	if name != "" {
		return Messagef("节点“%s”的填报应于%s前审核", name, due)
	}
	return Messagef("%d月月报应于%s前审核", n, due)
}

// subjectText returns the Chinese description of an item with its due date.
func subjectText(kind Item, name string, month Month, due Date) string {
	return subjectMessage(kind, name, month, due).Text
}

package models

import (
	"fmt"
	"slices"
)

// Moment is the next thing a project waits for. A zero At: nothing falls due until somebody acts.
type Moment struct {
	At   Instant `json:"at"`
	What string  `json:"what"`
}

func (m *Moment) earlier(at Instant, what string) {
	if m.At == 0 || at < m.At {
		m.At, m.What = at, what
	}
}

// Closing ends an open rung because what it was about is no longer late.
type Closing struct {
	EscalationID string
	Reason       string
}

// Turn is what the rules make of a project at one moment: what goes on record now, which rungs end, and what comes
// next.
type AdvanceResult struct {
	Records  []Escalation
	Closings []Closing
	Next     Moment
}

// Advance applies the ladder to a project at a moment.
//
// It is the whole of "what falls due": a pure function, so that a command, a timer, a poke and a reconcile all get the
// same answer, and asking twice records nothing twice. The laws it keeps (design practice, section 2):
//   - a rung is due on the n-th counted working morning after the due date; a morning counts unless at that moment the
//     item is in review or the project is paused;
//   - what was earned before the due version became known is late entry: the highest rung, once; lower ones passed
//
// over;
//   - after an outage the highest missed rung fires with its own moment, lower ones are passed over;
//   - a reminder whose day has gone by is never sent;
//   - a closed project, one on no list, a done milestone, a round due before the project was followed: nothing.
func (r Rules) Advance(f Facts, now Instant) AdvanceResult {
	turn := AdvanceResult{Closings: r.closings(f, now)}
	if f.Project.Status != ProjectOpen || len(f.Memberships) == 0 {
		return turn
	}
	items := r.items(f)
	for _, it := range items {
		turn.Records = append(turn.Records, r.remind(f, it, now, &turn.Next)...)
	}
	turn.Records = append(turn.Records, r.climb(f, items, now, &turn.Next)...)
	levels := r.judgeInvestment(f, now, &turn.Next)
	turn.Records = append(turn.Records, levels...)
	for i := range turn.Records {
		turn.Records[i].RecordedAt = now
		turn.Records[i].Trial = r.Trial(now.Date())
	}
	if len(levels) > 0 { // a new judgement ends the older ones at the same moment
		f.Escalations = append(slices.Clone(f.Escalations), levels...)
		turn.Closings = r.closings(f, now)
	}
	return turn
}

// items lists what can fall due in a project, milestones first, each sequence in its own order.
func (r Rules) items(f Facts) []item {
	var items []item
	previous := -1 // the controlling milestone before this one
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
			kind: ItemMilestone, subject: m.ID, name: m.Name, due: m.Due, version: m.DueVersion, armed: m.ArmedAt,
			steps: r.Ladder.Milestone, controlling: m.Controlling, open: m.Status == MilestoneOpen, before: previous,
			court: courtOf(f, func(s Submission) bool { return s.Kind == SubmitMilestone && s.MilestoneID == m.ID }),
		})
		if m.Controlling {
			previous = len(items) - 1
		}
	}
	previous = -1
	for _, round := range r.Ladder.Rounds(f.Project.Year) {
		if round.Due < f.Project.FollowedSince.Date() {
			continue
		}
		status := ReportOpen
		for _, report := range f.Reports {
			if report.Month == round.Month {
				status = report.Status
			}
		}
		items = append(items, item{
			kind: ItemReport, subject: round.Month.String(), month: round.Month, due: round.Due, version: 1,
			armed: f.Project.FollowedSince, steps: r.Ladder.Report, controlling: true, before: previous,
			open:  status != ReportApproved,
			court: courtOf(f, func(s Submission) bool { return s.Kind == SubmitReport && s.Month == round.Month }),
		})
		previous = len(items) - 1
	}
	for _, s := range f.Submissions {
		if s.Status != SubmissionWaiting {
			continue
		}
		it := item{
			kind: ItemReview, subject: s.ID, month: s.Month, due: r.Calendar.Add(s.SubmittedAt.Date(), r.Ladder.ReviewDays),
			version: 1, armed: s.SubmittedAt, steps: r.Ladder.Review, controlling: true, open: true, before: -1,
			court: court{pauses: f.Pauses},
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

// closings ends the open rungs of what is no longer late.
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

func (r Rules) endedBy(f Facts, e Escalation, now Instant) string {
	if f.Project.Status == ProjectClosed {
		return "项目已销号"
	}
	switch e.Item {
	case ItemMilestone:
		for _, m := range f.Milestones {
			switch {
			case m.ID != e.Subject:
			case m.Status == MilestoneDone:
				return "节点已完成"
			case m.Status == MilestoneDropped:
				return "节点已取消"
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

// Sentence says in Chinese what an escalation is about.
func (e Escalation) Sentence() string {
	word := e.Rung.Chinese()
	if e.Kind == KindReminder {
		word = "提醒"
	}
	return fmt.Sprintf("%s：%s", word, subjectText(e.Item, e.SubjectName, e.Month, e.Due))
}

func subjectText(kind Item, name string, month Month, due Date) string {
	switch kind {
	case ItemMilestone:
		return fmt.Sprintf("节点「%s」应于%s完成", name, due)
	case ItemReport:
		return fmt.Sprintf("%d月月报应于%s前报送", month.Number(), due)
	case ItemInvestment:
		return fmt.Sprintf("1-%d月投资低于序时进度", month.Number())
	}
	if name != "" {
		return fmt.Sprintf("节点「%s」的填报应于%s前审核", name, due)
	}
	return fmt.Sprintf("%d月月报应于%s前审核", month.Number(), due)
}

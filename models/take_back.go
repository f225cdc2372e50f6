package models

import "time"

// TakeBackCommand withdraws the acceptance of a submission.
type TakeBackCommand struct {
	Submission string `json:"submission"`
}

// TakeBackTime is how long who accepted a submission may withdraw the acceptance alone.
const TakeBackTime = 10 * time.Minute

// TakeBack withdraws an acceptance (撤回审定): by who gave it, within TakeBackTime. The submission waits for a decision
// again, and what the acceptance ended is open again. Later, or by another person, it is refused with the way to
// correct.
func (r Rules) TakeBack(f *Facts, c TakeBackCommand, reviews []Review, by Actor, now Instant) (Changes, error) {
	if err := mustBeOpen(f.Project); err != nil {
		return Changes{}, err
	}
	s := submissionOf(f, c.Submission)
	if s == nil {
		return Changes{}, Errorf(KindNotFound, "submission_not_found", "没有找到填报“%s”，请刷新后重试", c.Submission)
	}
	if err := MayTakeBack(*f, *s, reviews, by, now); err != nil {
		return Changes{}, err
	}
	accepted := s.DecidedAt
	s.Status, s.DecidedAt = SubmissionWaiting, 0
	waiting := *s
	out := Changes{TakenBack: &waiting, Action: string(s.Kind) + ".take_back", Object: s.ID}
	if s.Kind == SubmitMilestone {
		for i := range f.Milestones {
			if m := &f.Milestones[i]; m.ID == s.MilestoneID {
				m.Status, m.DoneOn = MilestoneOpen, 0
				opened := *m
				out.Uncompleted, out.Message = &opened, Messagef("节点“%s”的审定已撤回，等待重新审核", m.Name)
			}
		}
	} else {
		at, report := reportOf(f, s.Month)
		report.ApprovedMonth, report.ApprovedYTD, report.ApprovedAt, report.Status = nil, nil, 0, ReportWaiting
		setReport(f, at, report)
		out.Report, out.Message = &report, Messagef("%s 月报的审定已撤回，等待重新审核", s.Month)
	}
	for i := range f.Escalations {
		if e := &f.Escalations[i]; e.ClosedAt >= accepted && e.ClosedAt != 0 && s.closes(*e) {
			e.ClosedAt, e.CloseReason = 0, ""
			out.Unclosed = append(out.Unclosed, *e)
		}
	}
	return out, nil
}

// closes reports whether accepting the submission closes the rung.
func (s Submission) closes(e Escalation) bool {
	return e.Item == ItemMilestone && s.Kind == SubmitMilestone && e.Subject == s.MilestoneID ||
		e.Item == ItemReport && s.Kind == SubmitReport && e.Month == s.Month
}

// MayTakeBack returns nil when the actor may withdraw the acceptance of a submission now.
func MayTakeBack(f Facts, s Submission, reviews []Review, by Actor, now Instant) error {
	var given *Review
	for i := range reviews {
		if reviews[i].SubmissionID == s.ID && reviews[i].Level == LevelDecision {
			given = &reviews[i]
		}
	}
	switch {
	case s.Status != SubmissionAccepted || given == nil:
		return Errorf(KindConflict, "not_accepted", "该填报没有审定通过，不需要撤回")
	case given.ByID != by.ID:
		return Errorf(KindForbidden, "not_own_acceptance", "该填报由%s审定，本人可在10分钟内撤回；其他情况请申请更正，由另一人确认", given.ByName)
	case now.Sub(given.At) > TakeBackTime:
		return Errorf(KindConflict, "take_back_late", "审定已超过10分钟（%s），不能撤回；请申请更正，由另一人确认", given.At.Minute())
	}
	for _, r := range f.Reports {
		if s.Kind == SubmitReport && r.Month > s.Month && r.Status == ReportApproved {
			return Errorf(KindConflict, "later_approved", "%d月已审定，不能撤回%d月的审定；请申请更正，由另一人确认",
				MonthNumber(r.Month.Number()), MonthNumber(s.Month.Number()))
		}
	}
	return nil
}

func submissionOf(f *Facts, id string) *Submission {
	for i := range f.Submissions {
		if f.Submissions[i].ID == id {
			return &f.Submissions[i]
		}
	}
	return nil
}

package models

import "strings"

// Review applies a decision on a submission to f. The submission must be waiting and from another person; a return
// needs a reason. Accepting a milestone completes it, accepting a report approves its month. Errors: KindInvalid,
// KindNotFound, KindForbidden or KindConflict.
func (r Rules) Review(f *Facts, c ReviewCommand, reviews []Review, by Actor, now Instant) (Changes, error) {
	var s *Submission
	for i := range f.Submissions {
		if f.Submissions[i].ID == c.Submission {
			s = &f.Submissions[i]
		}
	}
	switch {
	case s == nil:
		return Changes{}, Errorf(KindNotFound, "submission_not_found", "没有找到填报“%s”，请刷新后重试", c.Submission)
	case s.Status != SubmissionWaiting:
		return Changes{}, DecidedAlready(*s, reviews)
	case s.ByID == by.ID:
		return Changes{}, Errorf(KindForbidden, "own_submission", "不能审核本人填报，请由他人审核")
	case c.Level != LevelDecision && c.Level != LevelPre:
		return Changes{}, Errorf(KindInvalid, "bad_level", "审核环节“%s”无效，应为空（审定）或 pre（初审）", c.Level)
	case c.Level == LevelPre && s.PreReviewedAt != 0:
		return Changes{}, Errorf(KindConflict, "pre_reviewed_already", "该填报已由%s于%s初审通过，请等待重点项目办审定", s.PreReviewedBy,
			s.PreReviewedAt.Minute())
	case c.Level == LevelPre && (c.MonthAmount != nil || c.YTDAmount != nil):
		return Changes{}, Errorf(KindInvalid, "amount_at_pre_review", "初审不填核定数；数字有误请退回，由项目单位更正")
	case c.Decision != Accept && c.Decision != Return:
		return Changes{}, Errorf(KindInvalid, "bad_decision", "审核结论“%s”无效，应为 accept（通过）或 return（退回）", c.Decision)
	case c.Decision == Return && strings.TrimSpace(c.Reason) == "":
		return Changes{}, Errorf(KindInvalid, "reason_missing", "退回须写明原因，以便项目单位更正")
	}
	if err := mustBeOpen(f.Project); err != nil {
		return Changes{}, err
	}
	if c.Level == LevelPre && c.Decision == Accept {
		return passOn(s, c, by, now), nil
	}
	decided := *s
	decided.Status, decided.DecidedAt = SubmissionAccepted, now
	if c.Decision == Return {
		decided.Status = SubmissionReturned
	}
	out := Changes{
		Decided: &decided, Action: string(s.Kind) + "." + reviewWord(c), Object: s.ID,
		Review: &Review{SubmissionID: s.ID, Level: c.Level, Decision: c.Decision, Reason: c.Reason, ByID: by.ID,
			ByName: by.Name, At: now},
	}
	settle := r.reviewReport
	if s.Kind == SubmitMilestone {
		settle = reviewMilestone
	}
	if err := settle(f, c, &out, now); err != nil {
		return Changes{}, err
	}
	*s = decided
	return out, nil
}

// passOn records that the responsible unit passed a submission on to the office (初审通过). The submission stays waiting.
func passOn(s *Submission, c ReviewCommand, by Actor, now Instant) Changes {
	s.PreReviewedAt, s.PreReviewedByID, s.PreReviewedBy, s.PreReviewNote = now, by.ID, by.Name, strings.TrimSpace(c.Reason)
	passed := *s
	return Changes{PreReviewed: &passed, Action: string(s.Kind) + "." + reviewWord(c), Object: s.ID,
		Message: Messagef("已初审通过，等待重点项目办审定")}
}

// reviewWord returns a decision as part of an audit action: "accept", "pre_return" ….
func reviewWord(c ReviewCommand) string {
	if c.Level == LevelPre {
		return "pre_" + string(c.Decision)
	}
	return string(c.Decision)
}

// reviewMilestone completes an accepted milestone. The submission of a dropped milestone can only be returned.
func reviewMilestone(f *Facts, c ReviewCommand, out *Changes, _ Instant) error {
	for i := range f.Milestones {
		m := &f.Milestones[i]
		switch {
		case m.ID != out.Decided.MilestoneID:
		case c.Decision == Return:
			out.Message = Messagef("节点“%s”已退回，等待更正", m.Name)
		case m.Status == MilestoneDropped:
			return Errorf(KindConflict, "milestone_dropped", "节点“%s”已取消，不能通过，请退回该填报", m.Name)
		default:
			m.Status, m.DoneOn = MilestoneDone, out.Decided.DoneOn
			completed := *m
			out.Completed, out.Message = &completed, Messagef("节点“%s”已通过", m.Name)
		}
	}
	return nil
}

// reviewReport approves a month with the reported amounts, or with the amounts of the command when both are given.
func (r Rules) reviewReport(f *Facts, c ReviewCommand, out *Changes, now Instant) error {
	s := out.Decided
	at, report := reportOf(f, s.Month)
	report.Status, out.Message = ReportReturned, Messagef("%s 月报已退回，等待更正", s.Month)
	if s.Status == SubmissionAccepted {
		month, ytd := s.MonthAmount, s.YTDAmount
		switch {
		case c.MonthAmount != nil && c.YTDAmount != nil:
			month, ytd = c.MonthAmount, c.YTDAmount
		case c.MonthAmount != nil || c.YTDAmount != nil:
			return Errorf(KindInvalid, "amount_missing", "核定数须同时填写本月和累计")
		}
		if err := mayApprove(*f, s.Month, *month, *ytd); err != nil {
			return err
		}
		// what was handed in was asked about then, and so was what is like it
		if *month != *s.MonthAmount && (!s.Confirmed || far(*month, *s.MonthAmount, 2)) {
			if _, err := MustConfirm(Amounts.OfMonth(r, *f, s.Month, *month, *ytd), c.Confirmed); err != nil {
				return err
			}
		}
		report.ApprovedMonth, report.ApprovedYTD = month, ytd
		report.Status, report.ApprovedAt, out.Message = ReportApproved, now, Messagef("%s 月报已审定", s.Month)
	}
	setReport(f, at, report)
	out.Report = &report
	return nil
}

// mayApprove checks amounts against the months before and after, which may have been approved since the submission.
func mayApprove(f Facts, month Month, amount, ytd Money) error {
	if amount < 0 {
		return Errorf(KindInvalid, "negative_amount", "核定的%d月投资额不能为负数", MonthNumber(month.Number()))
	}
	if _, err := yearToDate(f, ReportMonthCommand{Month: month, MonthAmount: &amount, YTDAmount: &ytd}); err != nil {
		return err
	}
	if last, before := lastApproved(f, month); ytd < before {
		return Errorf(KindInvalid, "ytd_below_last_month", "1-%d月累计 %s 万元小于已审定的1-%d月累计 %s 万元，请填写核定数或先更正%d月",
			MonthNumber(month.Number()), ytd.Wan(), MonthNumber(last.Number()), before.Wan(), MonthNumber(last.Number()))
	}
	for _, next := range f.Reports {
		if next.Month <= month || next.ApprovedYTD == nil {
			continue
		}
		own := *firstOf(next.ApprovedMonth, new(Money))
		before := *next.ApprovedYTD - own - next.Carried() // to the end of the month before next
		if next.Month == month+1 && next.ApprovedMonth != nil && ytd != before || next.Month > month+1 && ytd > before {
			return Errorf(KindInvalid, "ytd_mismatch", "1-%d月累计 %s 万元与已审定的%d月不衔接（%s 万元 − %s 万元），请填写核定数或先更正%d月",
				MonthNumber(month.Number()), ytd.Wan(), MonthNumber(next.Month.Number()), next.ApprovedYTD.Wan(), own.Wan(),
				MonthNumber(next.Month.Number()))
		}
	}
	return nil
}

// lastApproved returns the last month before a month that was approved, and the year-to-date that stands since; months
// between them may wait for their review.
func lastApproved(f Facts, month Month) (last Month, ytd Money) {
	for _, r := range f.Reports {
		if r.Month < month && r.Month > last && r.ApprovedYTD != nil {
			last, ytd = r.Month, *r.ApprovedYTD
		}
	}
	for _, r := range f.Reports {
		if r.Month > last && r.Month <= month {
			ytd += r.Carried() // 当月冲减
		}
	}
	return last, ytd
}

// DecidedAlready returns the KindConflict error that says who decided on a submission and when.
func DecidedAlready(s Submission, reviews []Review) *Error {
	word := Word("通过")
	if s.Status == SubmissionReturned {
		word = "退回"
	}
	for _, review := range reviews {
		if review.SubmissionID == s.ID {
			return Errorf(KindConflict, "already_decided", "该填报已由%s于%s%s", review.ByName, review.At.Minute(), word)
		}
	}
	return Errorf(KindConflict, "already_decided", "该填报已于%s%s", s.DecidedAt.Minute(), word)
}

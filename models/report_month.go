package models

import "slices"

// ReportMonth applies a month's report or estimate to f. The month must be in the project's year, its window open,
// and the report neither in review nor approved. Errors: KindInvalid or KindConflict.
func (r Rules) ReportMonth(f *Facts, c ReportMonthCommand, key string, by Actor, now Instant) (Changes, error) {
	if err := mustBeOpen(f.Project); err != nil {
		return Changes{}, err
	}
	n := MonthNumber(c.Month.Number())
	if c.Month.Year() != f.Project.Year {
		return Changes{}, Errorf(KindInvalid, "month_outside_year", "%s 不在项目年度 %d 年内，请选择正确的月份", c.Month, f.Project.Year)
	}
	if opens := c.Month.Day(r.Ladder.WindowDay); now.Date() < opens {
		return Changes{}, Errorf(KindInvalid, "window_closed", "%d月月报自%s起填报，现在还不能提交", n, opens)
	}
	at, report := reportOf(f, c.Month)
	switch report.Status {
	case ReportApproved:
		return Changes{}, Errorf(KindConflict, "month_approved", "%d月数据已审定；有误请申请更正，由重点项目办另一人确认", n)
	case ReportWaiting:
		return Changes{}, Errorf(KindConflict, "already_waiting", "%d月月报正在审核，请等待审核结果", n)
	}
	if c.Estimate != nil && *c.Estimate < 0 || c.MonthAmount != nil && *c.MonthAmount < 0 {
		return Changes{}, Errorf(KindInvalid, "negative_amount", "%d月投资额不能为负数；以前月份有误请申请更正，由重点项目办另一人确认", n)
	}
	for _, amount := range []*Money{c.Estimate, c.MonthAmount, c.YTDAmount} {
		if amount != nil && *amount > maxAmount {
			return Changes{}, Errorf(KindInvalid, "out_of_range", "%d月投资额 %s 亿元超出范围，请核对单位", n, amount.Rounded(YiYuan))
		}
	}
	if c.Estimate != nil {
		if _, err := MustConfirm(Amounts.OfEstimate(r, *f, c.Month, *c.Estimate), c.Confirmed); err != nil {
			return Changes{}, err
		}
		report.Estimate = c.Estimate
	}
	if c.MonthAmount == nil {
		if c.Estimate == nil {
			return Changes{}, Errorf(KindInvalid, "amount_missing", "请填写%d月完成投资", n)
		}
		setReport(f, at, report)
		return Changes{
			Report: &report, Action: "report.estimate", Object: report.ID, Message: Messagef("%s 预计数已保存", c.Month),
		}, nil
	}
	ytd, err := yearToDate(*f, c)
	if err != nil {
		return Changes{}, err
	}
	ofMonth := func(s Submission) bool { return s.Kind == SubmitReport && s.Month == c.Month }
	sequence, err := nextSequence(f.Submissions, ofMonth, Messagef("%s 月报", c.Month))
	if err != nil {
		return Changes{}, err
	}
	asked, err := MustConfirm(Amounts.OfMonth(r, *f, c.Month, *c.MonthAmount, ytd), c.Confirmed)
	if err != nil {
		return Changes{}, err
	}
	s := Submission{
		ID: SubmissionID(key), ProjectID: f.Project.ID, Kind: SubmitReport, Month: c.Month, DueVersion: 1, Sequence: sequence,
		MonthAmount: c.MonthAmount, YTDAmount: &ytd, Physical: c.Physical, Problems: c.Problems, NextStep: c.NextStep,
		Status: SubmissionWaiting, SubmittedAt: now, ByID: by.ID, ByName: by.Name, OnBehalfOf: c.OnBehalfOf, Paper: c.Paper,
		Confirmed: asked,
	}
	report.ReportedMonth, report.ReportedYTD = c.MonthAmount, &ytd
	report.Physical, report.Problems, report.NextStep = c.Physical, c.Problems, c.NextStep
	report.Status = ReportWaiting
	if report.SubmittedAt == 0 {
		report.SubmittedAt = now
	}
	setReport(f, at, report)
	f.Submissions = append(f.Submissions, s)
	return Changes{
		Submission: &s, Attachments: attachments(s.ID, c.Evidence), Report: &report, Action: "report.submit", Object: s.ID,
		Message: Messagef("%s 月报已提交，等待审核", c.Month),
	}, nil
}

// maxAmount is more than any project reports (1 万亿元) and small enough to be added without overflow.
const maxAmount Money = 100_000_000_000_000

// yearToDate returns the year-to-date amount of a report in fen, checked against the last known month or computed
// from it.
func yearToDate(f Facts, c ReportMonthCommand) (Money, error) {
	n := MonthNumber(c.Month.Number())
	var last *Report
	for i := range f.Reports {
		if rep := &f.Reports[i]; rep.Month < c.Month && (rep.ApprovedYTD != nil || rep.ReportedYTD != nil) &&
			(last == nil || rep.Month > last.Month) {
			last = rep
		}
	}
	before, known := Money(0), n <= 2 // January and February are the first round
	if last != nil {
		before, known = *firstOf(last.ApprovedYTD, last.ReportedYTD), last.Month == c.Month-1
	}
	_, own := reportOf(&f, c.Month)
	before += own.Carried() // 当月冲减 counts with what was before
	ytd := before + *c.MonthAmount
	if c.YTDAmount != nil {
		switch {
		case *c.YTDAmount < before:
			return 0, Errorf(KindInvalid, "ytd_below_last_month", "1-%d月累计投资 %s 万元不得小于上月（上月 %s 万元）", n, c.YTDAmount.Wan(),
				before.Wan())
		case known && *c.YTDAmount != ytd:
			return 0, Errorf(KindInvalid, "ytd_mismatch", "1-%d月累计 %s 万元 ≠ 上月累计 %s 万元 + 本月 %s 万元，请核对", n,
				c.YTDAmount.Wan(), before.Wan(), c.MonthAmount.Wan())
		case *c.YTDAmount < *c.MonthAmount:
			return 0, Errorf(KindInvalid, "ytd_below_month", "1-%d月累计投资 %s 万元小于本月 %s 万元，请核对", n, c.YTDAmount.Wan(),
				c.MonthAmount.Wan())
		}
		ytd = *c.YTDAmount
	} else if !known {
		return 0, Errorf(KindInvalid, "ytd_missing", "%d月之前的月份还没有数据，请同时填写1-%d月累计完成投资", n, n)
	}
	if p := f.Project; p.TotalInvestment > 0 && p.ToEndOfLastYear+ytd > p.TotalInvestment {
		return 0, Errorf(KindInvalid, "over_total", "开工至今累计 %s 万元超过总投资 %s 万元，请核对单位或先调整总投资",
			(p.ToEndOfLastYear + ytd).Wan(), p.TotalInvestment.Wan())
	}
	return ytd, nil
}

// firstOf returns the first amount that is not nil.
func firstOf(amounts ...*Money) *Money {
	for _, a := range amounts {
		if a != nil {
			return a
		}
	}
	return nil
}

// reportOf returns the index of a month's report and the report; -1 and a new open report when there is none.
func reportOf(f *Facts, month Month) (int, Report) {
	for i, rep := range f.Reports {
		if rep.Month == month {
			return i, rep
		}
	}
	return -1, Report{ID: ReportID(f.Project.ID, month), ProjectID: f.Project.ID, Month: month, Status: ReportOpen}
}

// setReport replaces the report at an index, or inserts it by month when the index is negative. It does not change
// the slice in place.
func setReport(f *Facts, at int, report Report) {
	f.Reports = slices.Clone(f.Reports)
	if at < 0 {
		f.Reports = append(f.Reports, report)
		slices.SortFunc(f.Reports, func(a, b Report) int { return int(a.Month - b.Month) })
		return
	}
	f.Reports[at] = report
}

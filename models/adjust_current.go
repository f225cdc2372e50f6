package models

// adjustment makes the 当月冲减 of an approved month: the month stays as it was reported, and the difference goes into the
// first month after the last approved one, as what that month carries. Sums carry it like every other amount: what a
// month adds to the year is its own amount and what it carries.
func (c *Correction) adjustment(f Facts, asked CorrectionCommand) error {
	n := MonthNumber(asked.Month.Number())
	_, report := reportOf(&f, asked.Month)
	switch {
	case report.Status != ReportApproved || report.ApprovedMonth == nil:
		return Errorf(KindConflict, "month_not_approved", "%d月月报尚未审定，不需要更正，请直接填报或退回", n)
	case asked.MonthAmount == nil:
		return Errorf(KindInvalid, "amount_missing", "请填写%d月更正后的完成投资", n)
	case *asked.MonthAmount < 0:
		return Errorf(KindInvalid, "negative_amount", "更正后的%d月投资额不能为负数", n)
	case *asked.MonthAmount > maxAmount:
		return Errorf(KindInvalid, "out_of_range", "%d月投资额 %s 亿元超出范围，请核对单位", n, asked.MonthAmount.Rounded(YiYuan))
	case *asked.MonthAmount == *report.ApprovedMonth:
		return Errorf(KindInvalid, "same_amount", "更正后的数与已审定的数相同（%s 万元），没有变化", report.ApprovedMonth.In(WanYuan))
	}
	current := asked.Month + 1
	for _, r := range f.Reports {
		if r.Status == ReportApproved && r.Month >= current {
			current = r.Month + 1
		}
	}
	if current.Year() != f.Project.Year {
		return Errorf(KindInvalid, "no_current_month", "本年各月均已审定，没有可以冲减的月份，请申请更正%d月月报", n)
	}
	_, carrier := reportOf(&f, current)
	if carrier.Status == ReportWaiting {
		return Errorf(KindConflict, "already_waiting", "%d月月报正在审核，请等待审核结果", MonthNumber(current.Number()))
	}
	c.Month = asked.Month
	c.Months = []MonthCorrection{{Month: current, WasMonth: carrier.Carried(),
		MonthOnly: carrier.Carried() + *asked.MonthAmount - *report.ApprovedMonth}}
	return nil
}

// adjust puts the difference into the month that carries it, which must not be reported since.
func adjust(f *Facts, c Correction, out *Changes) error {
	if len(c.Months) != 1 {
		return correctionOutdated()
	}
	line := c.Months[0]
	at, report := reportOf(f, line.Month)
	if report.Status == ReportApproved || report.Status == ReportWaiting || report.Carried() != line.WasMonth {
		return correctionOutdated()
	}
	report.Adjustment = new(line.MonthOnly)
	setReport(f, at, report)
	out.Corrected = append(out.Corrected, report)
	out.Message = Messagef("%s 的差额 %s 万元已列入 %s 当月冲减", c.Month, (line.MonthOnly - line.WasMonth).In(WanYuan), line.Month)
	return nil
}

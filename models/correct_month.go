package models

import (
	"slices"
	"strings"
)

// NewCorrection makes the correction that a command asks for from what is on record, with every month that changes.
// Errors: KindInvalid, KindNotFound or KindConflict, which say what to do instead.
func (r Rules) NewCorrection(f Facts, c CorrectionCommand, key string, by Actor, now Instant) (Correction, error) {
	out := Correction{ID: CorrectionID(key), ProjectID: f.Project.ID, Kind: c.Kind, Reason: strings.TrimSpace(c.Reason),
		Document: strings.TrimSpace(c.Document), Status: RequestWaiting, AskedByID: by.ID, AskedByName: by.Name, AskedAt: now}
	if err := mustBeOpen(f.Project); err != nil {
		return out, err
	}
	if out.Reason == "" {
		return out, Errorf(KindInvalid, "reason_missing", "申请更正须写明原因")
	}
	for _, other := range f.Corrections {
		if other.Status == RequestWaiting && other.Kind == c.Kind && (c.Kind != ReopenMilestone && other.Month == c.Month ||
			c.Kind == ReopenMilestone && (other.MilestoneID == c.Milestone ||
				NameKey(other.MilestoneName) == NameKey(c.Milestone))) {
			return out, Errorf(KindConflict, "correction_waiting", "%s已于%s提出同一更正，正等待确认", other.AskedByName,
				other.AskedAt.Minute())
		}
	}
	var err error
	switch c.Kind {
	case CorrectMonth:
		out.Month, out.Later = c.Month, c.Later
		if out.Months, err = correctedMonths(f, c); err == nil {
			_, err = MustConfirm(Amounts.OfMonth(r, f, c.Month, out.Months[0].MonthOnly, out.Months[0].YTD), c.Confirmed)
		}
	case ReopenMilestone:
		err = out.reopening(f, c)
	case CorrectInCurrent:
		if err = out.adjustment(f, c); err == nil {
			_, err = MustConfirm(Amounts.OfMonth(r, f, c.Month, *c.MonthAmount, 0), c.Confirmed)
		}
	default:
		err = Errorf(KindInvalid, "bad_correction", "更正种类“%s”无效，应为 month（月报）、current（当月冲减）或 milestone（节点）", c.Kind)
	}
	return out, err
}

// correctedMonths computes the months that change when an approved month is corrected. Later approved months are never
// changed silently: the command says how, or is refused with their names.
func correctedMonths(f Facts, c CorrectionCommand) ([]MonthCorrection, error) {
	n := MonthNumber(c.Month.Number())
	_, report := reportOf(&f, c.Month)
	switch {
	case report.Status != ReportApproved || report.ApprovedMonth == nil || report.ApprovedYTD == nil:
		return nil, Errorf(KindConflict, "month_not_approved", "%d月月报尚未审定，不需要更正，请直接填报或退回", n)
	case c.MonthAmount == nil:
		return nil, Errorf(KindInvalid, "amount_missing", "请填写%d月更正后的完成投资", n)
	case *c.MonthAmount < 0:
		return nil, Errorf(KindInvalid, "negative_amount", "更正后的%d月投资额不能为负数", n)
	case *c.MonthAmount > maxAmount:
		return nil, Errorf(KindInvalid, "out_of_range", "%d月投资额 %s 亿元超出范围，请核对单位", n, c.MonthAmount.Rounded(YiYuan))
	}
	first := MonthCorrection{Month: c.Month, WasMonth: *report.ApprovedMonth, WasYTD: *report.ApprovedYTD,
		MonthOnly: *c.MonthAmount, YTD: *report.ApprovedYTD + *c.MonthAmount - *report.ApprovedMonth}
	if c.YTDAmount != nil {
		first.YTD = *c.YTDAmount
	}
	if first.MonthOnly == first.WasMonth && first.YTD == first.WasYTD {
		return nil, Errorf(KindInvalid, "same_amount", "更正后的数与已审定的数相同（%s 万元），没有变化", first.WasMonth.In(WanYuan))
	}
	checked := ReportMonthCommand{Month: c.Month, MonthAmount: &first.MonthOnly, YTDAmount: &first.YTD}
	if _, err := yearToDate(f, checked); err != nil {
		return nil, err
	}
	return laterMonths(f, c, first)
}

// laterMonths adds the approved months after a corrected one, changed as the command says.
func laterMonths(f Facts, c CorrectionCommand, first MonthCorrection) ([]MonthCorrection, error) {
	months, difference := []MonthCorrection{first}, first.YTD-first.WasYTD
	var later []MonthCorrection
	for _, r := range f.Reports {
		if r.Month > c.Month && r.Status == ReportApproved && r.ApprovedMonth != nil && r.ApprovedYTD != nil {
			later = append(later, MonthCorrection{Month: r.Month, WasMonth: *r.ApprovedMonth, WasYTD: *r.ApprovedYTD,
				MonthOnly: *r.ApprovedMonth, YTD: *r.ApprovedYTD})
		}
	}
	if len(later) == 0 || difference == 0 {
		return months, nil
	}
	slices.SortFunc(later, func(a, b MonthCorrection) int { return int(a.Month - b.Month) })
	next, last := MonthNumber(later[0].Month.Number()), MonthNumber(later[len(later)-1].Month.Number())
	switch c.Later {
	case ShiftLater:
		for i := range later {
			later[i].YTD += difference
		}
	case AbsorbLater:
		later = later[:1]
		later[0].MonthOnly -= difference
		if later[0].MonthOnly < 0 {
			return nil, Errorf(KindInvalid, "absorb_negative", "%d月本月数 %s 万元不足以抵减 %s 万元，请改为各月累计一并调整", next,
				later[0].WasMonth.In(WanYuan), difference.In(WanYuan))
		}
		if later[0].YTD < first.YTD {
			return nil, Errorf(KindInvalid, "ytd_below_last_month", "1-%d月累计投资 %s 万元不得小于上月（上月 %s 万元）", next,
				later[0].YTD.In(WanYuan), first.YTD.In(WanYuan))
		}
	default:
		sum := later[len(later)-1].WasYTD.In(WanYuan)
		if next == last {
			return nil, Errorf(KindInvalid, "later_months", "%d月已审定（1-%d月累计 %s 万元）：请选择该月累计一并调整（shift），或累计不变、由该月抵减（absorb）",
				next, next, sum)
		}
		return nil, Errorf(KindInvalid, "later_months", "%d月至%d月已审定（1-%d月累计 %s 万元）：请选择各月累计一并调整（shift），或累计不变、由%d月抵减（absorb）",
			next, last, last, sum, next)
	}
	months = append(months, later...)
	for _, m := range months {
		if p := f.Project; p.TotalInvestment > 0 && p.ToEndOfLastYear+m.YTD > p.TotalInvestment {
			return nil, Errorf(KindInvalid, "over_total", "开工至今累计 %s 万元超过总投资 %s 万元，请核对单位或先调整总投资",
				(p.ToEndOfLastYear + m.YTD).In(WanYuan), p.TotalInvestment.In(WanYuan))
		}
	}
	return months, nil
}

// ConfirmCorrection carries out a correction. What is on record must still be what it was when the correction was asked
// for. goneOut: one of its months has been given out or has gone up.
func (r Rules) ConfirmCorrection(f *Facts, c Correction, reason string, goneOut bool, by Actor, now Instant) (Changes,
	error) {
	if err := c.MustWait(); err != nil {
		return Changes{}, err
	}
	if err := CanConfirmCorrection(by, c, goneOut); err != nil {
		return Changes{}, err
	}
	if err := mustBeOpen(f.Project); err != nil {
		return Changes{}, err
	}
	c.Status, c.DecidedByID, c.DecidedByName, c.DecidedAt = RequestConfirmed, by.ID, by.Name, now
	c.DecisionReason = strings.TrimSpace(reason)
	out := Changes{Correction: &c, Action: "correction.confirm", Object: c.ID}
	var err error
	switch c.Kind {
	case ReopenMilestone:
		err = reopen(f, c, &out, now)
	case CorrectInCurrent:
		err = adjust(f, c, &out)
	default:
		err = correct(f, c, &out, now)
	}
	if err != nil {
		return Changes{}, err
	}
	i := slices.IndexFunc(f.Corrections, func(o Correction) bool { return o.ID == c.ID })
	f.Corrections = slices.Clone(f.Corrections)
	if i < 0 {
		f.Corrections = append(f.Corrections, c)
	} else {
		f.Corrections[i] = c
	}
	return out, nil
}

// correct gives the months of a correction their new amounts. They count as approved now, so that the latest is judged
// on the next working morning.
func correct(f *Facts, c Correction, out *Changes, now Instant) error {
	for _, m := range c.Months {
		at, report := reportOf(f, m.Month)
		if report.ApprovedMonth == nil || report.ApprovedYTD == nil || *report.ApprovedMonth != m.WasMonth ||
			*report.ApprovedYTD != m.WasYTD {
			return correctionOutdated()
		}
		report.ApprovedMonth, report.ApprovedYTD, report.ApprovedAt = new(m.MonthOnly), new(m.YTD), now
		setReport(f, at, report)
		out.Corrected = append(out.Corrected, report)
	}
	if len(c.Months) == 0 {
		return correctionOutdated()
	}
	for _, r := range f.Reports { // months approved since it was asked for
		if last := c.Months[len(c.Months)-1]; last.YTD != last.WasYTD && r.Month > last.Month && r.ApprovedYTD != nil {
			return correctionOutdated()
		}
	}
	out.Message = Messagef("%s 月报已更正：%s 万元改为 %s 万元", c.Month, c.Months[0].WasMonth.In(WanYuan),
		c.Months[0].MonthOnly.In(WanYuan))
	return nil
}

func correctionOutdated() error {
	return Errorf(KindConflict, "correction_outdated", "提出申请以后数据已有变化，请驳回该申请，按现在的数据重新申请")
}

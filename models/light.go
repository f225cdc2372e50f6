package models

// Light is how a project's investment stands to the end of a month: 绿灯, 黄灯, 红灯 or 无数据, with the reason. It is
// computed and nothing else: a rung that is reached does not worsen it, and a card is a document that a person signed.
type Light struct {
	Colour Colour
	Reason Message
	Month  Month // of the figure it was judged by; none: there is none
	Ratio  int   // percent of schedule, rounded down; 0 when nothing was scheduled
}

// Light judges a project's investment to the end of a month on a day. Base: what is approved to the month, against what
// is scheduled to the month of that figure. Without a figure for a month whose report is overdue there is no light.
func (r Rules) Light(f Facts, month Month, day Date) Light {
	amount, of := SeriesOf(f, IndicatorInvestment).ApprovedTo(month)
	switch {
	case amount == nil:
		return Light{Colour: NoData, Reason: Messagef("尚无审定的投资数据")}
	case of < month && r.dueOf(month) != 0 && r.dueOf(month) < day:
		return Light{Colour: NoData, Reason: Messagef("%d月数据未报或未审定", MonthNumber(month.Number())), Month: of}
	}
	return r.lightOf(*amount, Scheduled(f.Project, f.MonthPlans, r.Curve, of), f.Project.AnnualPlan, of)
}

// lightOf judges an amount to the end of a month against what was scheduled to it.
func (r Rules) lightOf(amount, scheduled, annual Money, of Month) Light {
	light := Light{Colour: Green, Reason: Messagef("按序时进度推进"), Month: of}
	if of.Number() < r.Ladder.FirstRound {
		return light
	}
	light.Colour = r.Colours.Investment(amount, scheduled, annual)
	if scheduled <= 0 {
		return light
	}
	light.Ratio = int(Money(100).Share(int64(amount), int64(scheduled)))
	if light.Colour != Green || amount < scheduled { // green may be behind: it does not claim to be on schedule
		light.Reason = Messagef("1-%d月完成%s万元，为序时进度的%s%%", MonthNumber(of.Number()), amount.RoundedWan(),
			Percent(amount, scheduled))
	}
	return light
}

package models

import "slices"

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
	return r.lightOf(f, *amount, of)
}

// lightOf judges an amount to the end of a month by everything that the colour rules look at.
func (r Rules) lightOf(f Facts, amount Money, of Month) Light {
	scheduled := Scheduled(f.Project, f.MonthPlans, r.Curve, of)
	if r.Colours.FromPlan > f.Project.AnnualPlan {
		return Light{Colour: Green, Reason: Messagef("年度计划不足%s万元，不评灯", r.Colours.FromPlan.RoundedWan()), Month: of}
	}
	light := r.lightBy(amount, scheduled, f.Project.AnnualPlan, of)
	if of.Number() < r.Ladder.FirstRound {
		return light
	}
	if r.Colours.OfMonth {
		light = r.monthLight(f, amount, of)
	}
	if n := r.Colours.YellowsToRed; n > 0 && light.Colour == YellowHue && r.yellowsTo(f, of, n) >= n {
		light.Colour = RedHue
		light.Reason = Messagef("%s，连续%d个月黄灯", light.Reason, n)
	}
	if late := r.monthsUnstarted(f, of); late > 0 {
		hue := YellowHue
		if late >= r.Colours.StartToRed {
			hue = RedHue
		}
		if hue.Severity() >= light.Colour.Severity() {
			light.Colour = hue
			light.Reason = Messagef("计划%s开工，逾期%d个月未开工", f.Project.PlannedStart.Month(), late)
		}
	}
	return light
}

// lightBy judges an amount to the end of a month against what was scheduled to it, and by nothing else.
func (r Rules) lightBy(amount, scheduled, annual Money, of Month) Light {
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

// monthLight judges the month's own amount by the month's own task; January's is judged with February's, and that of
// months without an approved amount with the next one that has it.
func (r Rules) monthLight(f Facts, amount Money, of Month) Light {
	before := of - 1
	if of.Number() <= 2 {
		before = MonthOf(of.Year(), 1) - 1
	}
	if had, month := SeriesOf(f, IndicatorInvestment).ApprovedTo(before); had != nil && month.Year() == of.Year() {
		amount -= *had
		before = month
	} else {
		before = MonthOf(of.Year(), 1) - 1
	}
	task := Scheduled(f.Project, f.MonthPlans, r.Curve, of) - Scheduled(f.Project, f.MonthPlans, r.Curve, before)
	light := Light{Colour: r.Colours.Investment(amount, task, f.Project.AnnualPlan), Month: of}
	light.Reason = Messagef("%d月完成%s万元，当月任务%s万元", MonthNumber(of.Number()), amount.RoundedWan(), task.RoundedWan())
	if first := before + 1; first < of {
		light.Reason = Messagef("%d-%d月完成%s万元，同期任务%s万元", first.Number(), MonthNumber(of.Number()), amount.RoundedWan(),
			task.RoundedWan())
	}
	if task > 0 {
		light.Ratio = int(Money(100).Share(int64(amount), int64(task)))
	}
	return light
}

// yellowsTo counts the months in succession up to one, itself included, that are not green by their amounts alone; at
// most n.
func (r Rules) yellowsTo(f Facts, of Month, n int) (count int) {
	alone := r
	alone.Colours.YellowsToRed, alone.Colours.StartToRed = 0, 0
	series := SeriesOf(f, IndicatorInvestment)
	for ; count < n && of.Number() >= max(1, r.Ladder.FirstRound); of-- {
		v, _ := series.Of(of)
		if v.Approved == nil || alone.lightOf(f, *v.Approved, of).Colour.Severity() < YellowHue.Severity() {
			break
		}
		if count++; of.Number() == 1 {
			break
		}
	}
	return count
}

// monthsUnstarted counts the months up to one in which a new start should have been under way and was not; 0 unless the
// colour rules judge it.
func (r Rules) monthsUnstarted(f Facts, of Month) int {
	p := f.Project
	if r.Colours.StartToRed == 0 || p.Stage != StageNewStart || p.PlannedStart == 0 || p.PlannedStart.Month() > of ||
		Started(f, of.Last()).Done {
		return 0
	}
	return int(of-p.PlannedStart.Month()) + 1
}

// ByAmountsAlone reports whether a light follows from a project's amount and schedule of the month alone.
func (r ColourRules) ByAmountsAlone() bool {
	return !slices.Contains([]bool{r.OfMonth, r.FromPlan > 0, r.YellowsToRed > 0, r.StartToRed > 0}, true)
}

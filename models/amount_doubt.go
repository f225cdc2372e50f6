package models

import "strings"

// AmountRules holds the thresholds from which on an amount is questioned, under a versioned name. An amount in the
// wrong unit, or with a point in the wrong place, is ten times the right one or more.
type AmountRules struct {
	Name  string `json:"name"`
	Times int    `json:"times"` // this many times what it is compared with, or that part of it
	// a month's amount: this many times the last month's, or that part of it, where the month's plan does not explain it
	OfMonths int `json:"of_months"`
	OverPlan int `json:"over_plan"` // percentage of the annual plan that the year's amount passes with the month
	OfPlans  int `json:"of_plans"`  // a target: this many times the sum of the projects' plans, or that part of it
}

// Amounts are the default thresholds.
var Amounts = AmountRules{Name: "amounts-2026", Times: 10, OfMonths: 3, OverPlan: 150, OfPlans: 5}

// AmountDoubted is the code of the question that an amount needs an answer to.
const AmountDoubted = "amount_doubted"

// unitDoubted makes the question of what is doubtful about an amount.
func unitDoubted(subject Word, what []Message) Message {
	if len(what) == 0 {
		return Message{}
	}
	what[0] = Messagef("%s是%s", subject, what[0])
	return Messagef("%s，请核对单位是否为万元", Words{Mark: "、", Items: what})
}

// MustConfirm returns the KindInvalid error that asks a question, unless there is none or the person has confirmed the
// amount. asked: there is a question.
func MustConfirm(question Message, confirmed bool) (asked bool, err error) {
	switch {
	case question.IsZero():
		return false, nil
	case confirmed:
		return true, nil
	}
	return true, Errorf(KindInvalid, AmountDoubted, "%s；确实无误的，请确认后提交", question)
}

// OfMonth questions the amount of one month as it is reported, with the year's amount up to it: against the last month
// with an amount, the month's part of the plan and the annual plan. The zero Message: nothing is doubtful.
func (a AmountRules) OfMonth(r Rules, f Facts, month Month, amount, ytd Money) Message {
	what, plan := a.ofMonth(r, f, month, amount), f.Project.AnnualPlan
	limit := plan.Share(int64(a.OverPlan), 100)
	if plan > 0 && ytd > limit && ytd-amount <= limit && amount <= plan {
		if len(what) == 0 {
			return unitDoubted("年初至本月累计", []Message{share("年度计划", ytd, plan)})
		}
		what = append(what, Messagef("年初至本月累计是%s", share("年度计划", ytd, plan)))
	}
	return unitDoubted("本月数", what)
}

// OfEstimate questions what a month is expected to come to.
func (a AmountRules) OfEstimate(r Rules, f Facts, month Month, amount Money) Message {
	what := a.ofMonth(r, f, month, amount)
	if total := f.Project.TotalInvestment; total > 0 && amount > total {
		what = append(what, share("总投资", amount, total))
	}
	return unitDoubted("本月预计数", what)
}

// ofMonth lists what is doubtful about a month's own amount. A project that is behind its plan is not asked every
// month: less than the month's plan is doubtful only where there is no month before to compare with.
func (a AmountRules) ofMonth(r Rules, f Facts, month Month, amount Money) (what []Message) {
	plan, last := f.Project.AnnualPlan, lastAmount(f.Reports, month)
	due := r.RoundPlan(f, month)
	explained := amount > last && due > 0 && amount <= due || amount < last && due > 0 && amount >= due
	if far(amount, last, a.Times) || far(amount, last, a.OfMonths) && !explained {
		what = append(what, share("上月", amount, last))
	}
	switch {
	case plan > 0 && amount > plan:
		what = append(what, share("年度计划", amount, plan))
	case len(what) == 0 && far(amount, due, a.Times) && (amount > due || last == 0):
		what = append(what, share("当月计划", amount, due))
	}
	return what
}

// far reports whether an amount is so many times another or more, or such a part of it or less. Nothing is doubtful
// about zero.
func far(amount, other Money, times int) bool {
	return amount > 0 && other > 0 && (amount >= other*Money(times) || amount*Money(times) <= other)
}

// share is an amount as a multiple of another, in percent under ten times it.
func share(of Word, amount, other Money) Message {
	if amount >= 10*other {
		return Messagef("%s的 %d 倍", of, amount/other)
	}
	percent := strings.TrimSuffix(Percent(amount, other), ".0")
	if percent == "0" {
		return Messagef("%s的 0.1%% 以下", of)
	}
	if amount >= other {
		percent, _, _ = strings.Cut(percent, ".")
	}
	return Messagef("%s的 %s%%", of, percent)
}

// lastAmount is the amount of the latest month before a month that has one; 0: there is none.
func lastAmount(reports []Report, month Month) (last Money) {
	var of Month
	for _, r := range reports {
		if m := firstOf(r.ApprovedMonth, r.ReportedMonth); m != nil && *m > 0 && r.Month < month && r.Month >= of {
			last, of = *m, r.Month
		}
	}
	return last
}

// OfPlan questions another annual plan.
func (a AmountRules) OfPlan(p Project, plan Money) Message {
	var what []Message
	if far(plan, p.AnnualPlan, a.Times) {
		what = append(what, share("原计划", plan, p.AnnualPlan))
	}
	if plan > 0 && p.TotalInvestment/Money(a.Times*a.Times) >= plan {
		what = append(what, share("总投资", plan, p.TotalInvestment))
	}
	return unitDoubted("年度计划投资", what)
}

// OfTarget questions a target, or an adjusted plan, against the decision in force and the sum of the projects' plans.
func (a AmountRules) OfTarget(in Targets, kind TargetKind, plans, amount Money) Message {
	var what []Message
	last := in.Decided
	if kind == TargetAdjusted && in.Adjusted != nil {
		last = in.Adjusted
	}
	if last != nil && far(amount, last.Money(), a.Times) {
		what = append(what, share("现行"+last.Kind.Chinese(), amount, last.Money()))
	}
	if far(amount, plans, a.OfPlans) {
		what = append(what, share("各项目年度计划之和", amount, plans))
	}
	return unitDoubted(kind.Chinese(), what)
}

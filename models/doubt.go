package models

import (
	"strings"
)

// Doubt is an inconsistency in a project's figures or texts that should be verified with the person who submitted
// them (请核实). It does not affect the colour.
type Doubt struct {
	Code   string  `json:"code"`
	Reason Message `json:"reason"`
}

// DoubtRules holds the thresholds for doubts under a versioned name.
type DoubtRules struct {
	Name       string `json:"name"`
	SpentAtTop int    `json:"spent_at_top"` // 封顶 is done while at most this percentage of the total investment is spent
	SameText   int    `json:"same_text"`    // number of consecutive months with the same text
	// SilentMoney is a percentage of the annual plan, completed in a month whose text repeats the month before.
	SilentMoney int    `json:"silent_money"`
	TopWord     string `json:"top_milestone"` // word in the milestone's name
}

// Doubts are the default thresholds.
var Doubts = DoubtRules{Name: "doubt-2021", SpentAtTop: 20, SameText: 3, SilentMoney: 5, TopWord: "封顶"}

// Of returns the doubts about a project on a day, from its figures up to the end of a month.
func (r DoubtRules) Of(f Facts, light Light, month Month, today Date) []Doubt {
	var doubts []Doubt
	add := func(code string, reason Message) { doubts = append(doubts, Doubt{code, reason}) }
	latest := ApprovedAt(f.Reports, month)
	switch {
	case light.Colour == NoData:
		add("no_data", light.Reason)
	case latest == nil && month != 0:
		add("no_data", Messagef("尚无审定的投资数据"))
	}
	p := f.Project
	if latest != nil {
		spent := p.ToEndOfLastYear + *latest.ApprovedYTD
		if m := r.topped(f.Milestones); m != nil && p.TotalInvestment > 0 &&
			spent*100 <= p.TotalInvestment*Money(r.SpentAtTop) {
			add("topped_early", Messagef("“%s”已办结，累计投资仅占总投资的%s%%", m.Name, Percent(spent, p.TotalInvestment)))
		}
		if p.TotalInvestment > 0 && spent > p.TotalInvestment {
			add("over_total", Messagef("累计投资%s万元超过总投资%s万元", spent.RoundedWan(), p.TotalInvestment.RoundedWan()))
		}
		if late := lateMilestone(f.Milestones, today); late != nil && p.AnnualPlan > 0 &&
			*latest.ApprovedYTD >= p.AnnualPlan {
			add("done_but_late", Messagef("投资已完成年度计划，节点“%s”仍未完成", late.Name))
		}
	}
	reported := reportsTo(f.Reports, month)
	if n := len(reported); n >= 2 {
		last, before := reported[n-1], reported[n-2]
		if now, then := last.KnownYTD(), before.KnownYTD(); *now < *then {
			add("fell", Messagef("%d月累计%s万元比上月少", MonthNumber(last.Month.Number()), now.RoundedWan()))
		}
	}
	if same := sameText(reported); same >= r.SameText {
		add("same_text", Messagef("形象进度连续%d个月内容相同", same))
	} else if same >= 2 && p.AnnualPlan > 0 {
		last, before := reported[len(reported)-1], reported[len(reported)-2]
		if grown := *last.KnownYTD() - *before.KnownYTD(); grown*100 >= p.AnnualPlan*Money(r.SilentMoney) {
			add("silent_money", Messagef("%d月完成%s万元，形象进度与上月相同", MonthNumber(last.Month.Number()), grown.RoundedWan()))
		}
	}
	return doubts
}

// topped returns the completed milestone whose name contains TopWord, or nil.
func (r DoubtRules) topped(milestones []Milestone) *Milestone {
	for i := range milestones {
		if m := &milestones[i]; m.Status == MilestoneDone && strings.Contains(m.Name, r.TopWord) {
			return m
		}
	}
	return nil
}

// lateMilestone returns the first open milestone that is past its due date, or nil.
func lateMilestone(milestones []Milestone, today Date) *Milestone {
	for i := range milestones {
		if m := &milestones[i]; m.Status == MilestoneOpen && m.Due != 0 && m.Due < today {
			return m
		}
	}
	return nil
}

// reportsTo returns the reports up to a month that have a year-to-date figure, in order.
func reportsTo(reports []Report, month Month) (known []Report) {
	for _, r := range reports {
		if r.Month <= month && r.KnownYTD() != nil {
			known = append(known, r)
		}
	}
	return known
}

// sameText returns for how many of the last months the physical progress has had the same text; 0 when it is empty.
func sameText(reports []Report) (running int) {
	for i := len(reports) - 1; i >= 0; i-- {
		text, last := NameKey(reports[i].Physical), NameKey(reports[len(reports)-1].Physical)
		if text == "" || text != last {
			break
		}
		running++
	}
	return running
}

// ApprovedAt returns the last report up to a month with an approved year-to-date figure, or nil.
func ApprovedAt(reports []Report, month Month) *Report {
	var latest *Report
	for i := range reports {
		if r := &reports[i]; r.ApprovedYTD != nil && r.Month <= month && (latest == nil || r.Month > latest.Month) {
			latest = r
		}
	}
	return latest
}

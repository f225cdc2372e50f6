package models

import (
	"fmt"
	"slices"
	"strings"
)

// FindingRules holds the thresholds from which on something is to be verified, under a versioned name.
type FindingRules struct {
	Name        string `json:"name"`
	SameMonths  int    `json:"same_months"`  // so many months running with the same amount, or the same text
	Times       int    `json:"times"`        // a month of so many times the mean of the earlier ones
	Tenth       int    `json:"tenth"`        // a month of at most so small a part of it
	DecemberOf  int    `json:"december_of"`  // percentage of the annual plan that December alone reaches
	QuarterOf   int    `json:"quarter_of"`   // percentage of the annual plan completed in a quarter without a milestone
	SpentAtTop  int    `json:"spent_at_top"` // percentage of the total investment at most spent when 封顶 is done
	fewestSoFar int
}

// Findings are the default thresholds.
var Findings = FindingRules{Name: "findings-2026", SameMonths: 3, Times: 3, Tenth: 10, DecemberOf: 25, QuarterOf: 25,
	SpentAtTop: 20, fewestSoFar: 2}

// Photograph is one use of a photograph: with a milestone or with a month's report of a project.
type Photograph struct {
	SHA256    string `gorm:"column:sha256"`
	ProjectID string
	Code      string // of the project
	Name      string
	Milestone string // its name
	Month     Month  // of a report
}

// Of lists what is to be verified of a project, from what is approved up to a month and the photographs that were used
// more than once, of all projects.
func (r FindingRules) Of(rules Rules, f Facts, month Month, photographs []Photograph) []Finding {
	var found []Finding
	add := func(kind FindingKind, basis string, ground, question Message) {
		found = append(found, Finding{ID: FindingID(f.Project.ID, kind, basis), ProjectID: f.Project.ID, Kind: kind,
			Basis: basis, Ground: StoredMessage{ground}, Question: StoredMessage{question}, State: FindingNew})
	}
	months := approvedMonths(f, month)
	r.equal(months, add)
	r.odd(rules, f, months, add)
	r.money(f, month, months, add)
	r.texts(f, month, add)
	r.topped(f, month, add)
	r.photographs(f, photographs, add)
	return found
}

type finder func(kind FindingKind, basis string, ground, question Message)

// approvedMonth is what was approved of one month alone.
type approvedMonth struct {
	month  Month
	amount Money
}

func approvedMonths(f Facts, month Month) (all []approvedMonth) {
	for _, v := range SeriesOf(f, IndicatorInvestment).Values {
		if v.Month <= month && v.Own != nil {
			all = append(all, approvedMonth{v.Month, *v.Own})
		}
	}
	return all
}

// equal finds months running with the same amount.
func (r FindingRules) equal(months []approvedMonth, add finder) {
	for i := 0; i < len(months); {
		j := i + 1
		for j < len(months) && months[j].amount == months[i].amount && months[j].month == months[j-1].month+1 {
			j++
		}
		if first, last := months[i], months[j-1]; j-i >= r.SameMonths && first.amount > 0 {
			add(FindingEqual, first.month.String(),
				Messagef("%d月至%d月各月完成投资均为%s万元", inYear(first.month), inYear(last.month), first.amount.RoundedWan()),
				Messagef("请说明%d月以来各月完成投资的核算依据，并提供凭证", inYear(first.month)))
		}
		i = j
	}
}

// odd finds months that are many times the earlier ones, or a small part of them, where the plan does not say so.
func (r FindingRules) odd(rules Rules, f Facts, months []approvedMonth, add finder) {
	sum, covered := Money(0), 0
	for i, m := range months {
		mean := sum.Share(1, int64(max(covered, 1)))
		sum += m.amount
		if covered++; i == 0 && m.month.Number() == 2 { // January is reported with it
			covered++
		}
		if i < r.fewestSoFar || mean <= 0 {
			continue
		}
		planned := Scheduled(f.Project, f.MonthPlans, rules.Curve, m.month) -
			Scheduled(f.Project, f.MonthPlans, rules.Curve, m.month-1)
		question := Messagef("请说明%d月完成投资的核算依据，并提供凭证", inYear(m.month))
		switch {
		case m.month.Number() == monthsOfYear && f.Project.AnnualPlan > 0 &&
			m.amount*100 >= f.Project.AnnualPlan*Money(r.DecemberOf) &&
			m.amount >= mean*Money(r.Times):
			add(FindingDecember, m.month.String(), Messagef("12月完成投资%s万元，为此前月均的%s倍，占年度计划的%s%%",
				m.amount.RoundedWan(), times(m.amount, mean), Percent(m.amount, f.Project.AnnualPlan)), question)
		case m.amount >= mean*Money(r.Times) && m.amount > planned+planned/2:
			add(FindingTimes, m.month.String(), Messagef("%d月完成投资%s万元，为此前月均的%s倍", inYear(m.month), m.amount.RoundedWan(),
				times(m.amount, mean)), question)
		case m.amount > 0 && m.amount*Money(r.Tenth) <= mean && planned > m.amount*Money(r.Times):
			add(FindingTenth, m.month.String(), Messagef("%d月完成投资%s万元，不到此前月均%s万元的十分之一", inYear(m.month),
				m.amount.RoundedWan(), mean.RoundedWan()), question)
		}
	}
}

// times is how many times another amount one is, with one decimal.
func times(amount, of Money) string {
	tenths := int64(amount.Share(10, 1)) / int64(of)
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

// money finds quarters in which much of the plan was completed and no milestone, while one was late.
func (r FindingRules) money(f Facts, month Month, months []approvedMonth, add finder) {
	for last := MonthOf(f.Project.Year, 3); last <= month && last.Year() == f.Project.Year; last += 3 {
		sum := Money(0)
		for _, m := range months {
			if m.month > last-3 && m.month <= last {
				sum += m.amount
			}
		}
		if f.Project.AnnualPlan <= 0 || sum*100 < f.Project.AnnualPlan*Money(r.QuarterOf) {
			continue
		}
		from, to := (last - 2).First(), last.Last()
		late := slices.IndexFunc(f.Milestones, func(m Milestone) bool {
			return m.Due != 0 && m.Due <= to && m.Status != MilestoneDropped && (m.Status == MilestoneOpen || m.DoneOn > to)
		})
		reached := slices.ContainsFunc(f.Milestones, func(m Milestone) bool {
			return m.Status == MilestoneDone && m.DoneOn >= from && m.DoneOn <= to
		})
		if late < 0 || reached {
			continue
		}
		add(FindingMoney, last.String(), Messagef("%d月至%d月完成投资%s万元，占年度计划的%s%%，期间没有完成节点，“%s”应于%s前完成", inYear(last-2),
			inYear(last),
			sum.RoundedWan(), Percent(sum, f.Project.AnnualPlan), f.Milestones[late].Name, f.Milestones[late].Due),
			Messagef("请说明%d月至%d月完成的工程内容和“%s”的进展，并提供凭证", inYear(last-2), inYear(last), f.Milestones[late].Name))
	}
}

// texts finds a text of physical progress that has been the same for months and still is.
func (r FindingRules) texts(f Facts, month Month, add finder) {
	reported := reportsTo(f.Reports, month)
	same := sameText(reported)
	if same < r.SameMonths {
		return
	}
	since := reported[len(reported)-same].Month
	add(FindingText, since.String(), Messagef("形象进度自%d月起连续%d个月内容相同", inYear(since), same),
		Messagef("请说明%d月以来的形象进度，并提供凭证", inYear(since)))
}

// inYear is a month of the programme's year as a message has it.
func inYear(m Month) MonthNumber { return MonthNumber(m.Number()) }

// topped finds a topping-out with little spent.
func (r FindingRules) topped(f Facts, month Month, add finder) {
	latest, p := ApprovedAt(f.Reports, month), f.Project
	m := Doubts.topped(f.Milestones)
	if latest == nil || m == nil || p.TotalInvestment <= 0 {
		return
	}
	if spent := p.ToEndOfLastYear + *latest.ApprovedYTD; spent*100 <= p.TotalInvestment*Money(r.SpentAtTop) {
		add(FindingTopped, m.ID, Messagef("“%s”已办结，累计投资仅占总投资的%s%%", m.Name, Percent(spent, p.TotalInvestment)),
			Messagef("请说明“%s”的完成情况和累计完成投资的核算依据，并提供凭证", m.Name))
	}
}

// photographs finds photographs of this project that were used for something else too.
func (r FindingRules) photographs(f Facts, all []Photograph, add finder) {
	seen := map[string]bool{}
	for _, one := range all {
		if one.ProjectID != f.Project.ID || seen[one.SHA256] {
			continue
		}
		var uses []string
		for _, other := range all {
			use := other.use(f)
			if other.SHA256 == one.SHA256 && !slices.Contains(uses, use) {
				uses = append(uses, use)
			}
		}
		if len(uses) < 2 {
			continue
		}
		seen[one.SHA256] = true
		add(FindingPhoto, one.SHA256, Messagef("照片“%s”用于%s", one.Name, strings.Join(uses, "、")),
			Messagef("请说明照片“%s”拍摄的内容，并提供原片或凭证", one.Name))
	}
}

// use says what a photograph was handed in with.
func (p Photograph) use(f Facts) string {
	what := fmt.Sprintf("%d月月报", p.Month.Number())
	if p.Month == 0 {
		what = "节点“" + p.Milestone + "”"
	}
	if p.ProjectID != f.Project.ID {
		what = p.Code + " " + what
	}
	return what
}

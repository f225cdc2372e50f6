package models

// YearOutlook is what a year is expected to come to before its December is closed (全年预计): the approved amounts and, on
// top, the owners' estimates of the months that are not approved yet. It is no closing.
type YearOutlook struct {
	Year  int     `json:"year"`
	Final bool    `json:"final"` // December is closed or complete: the amounts are the year's, and nothing is estimated
	Label Message `json:"label"` // 全年预计 or 全年完成, with what it rests on
	// Approved and Estimates; null: December is neither estimated nor approved for any project
	Expected  *Money            `json:"expected_fen"`
	Approved  Money             `json:"approved_fen"`
	Estimates Money             `json:"estimates_fen"` // of the months that are not approved
	Projects  int               `json:"projects"`
	Estimated int               `json:"estimated_projects"` // with December estimated or approved
	Target    Money             `json:"target_fen"`
	Plan      Money             `json:"annual_plan_fen"`
	Low       *Money            `json:"low_fen"` // the range computed from the months so far; null: not known
	High      *Money            `json:"high_fen"`
	Lines     []YearOutlookLine `json:"lines,omitempty"`
}

// Public is the same for those who see the programme and no forecast: the approved amounts alone, until the year is
// over.
func (y YearOutlook) Public() YearOutlook {
	if y.Final {
		return y
	}
	return YearOutlook{Year: y.Year, Label: Messagef("%d年已审定", y.Year), Approved: y.Approved, Projects: y.Projects,
		Target: y.Target, Plan: y.Plan}
}

// YearOutlookLine is one project in it.
type YearOutlookLine struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	Unit      string `json:"responsible_unit"`
	Plan      Money  `json:"annual_plan_fen"`
	Approved  *Money `json:"approved_fen"`
	To        Month  `json:"approved_to"`   // month the approved amount is of; none: nothing is approved
	Estimates Money  `json:"estimates_fen"` // of the months after it
	Expected  Money  `json:"expected_fen"`  // both together
	Estimated bool   `json:"estimated"`     // December is approved or estimated: Expected is of the whole year
}

// YearOutlookLineOf computes a project's line.
func YearOutlookLineOf(f Facts, unit string) YearOutlookLine {
	p := f.Project
	december := MonthOf(p.Year, monthsOfYear)
	l := YearOutlookLine{Code: p.Code, Name: p.Name, Unit: unit, Plan: p.AnnualPlan}
	l.Approved, l.To = SeriesOf(f, IndicatorInvestment).ApprovedTo(december)
	l.Estimated = l.To == december
	for _, r := range f.Reports {
		if r.Month > l.To && r.Estimate != nil {
			l.Estimates += *r.Estimate
			l.Estimated = l.Estimated || r.Month == december
		}
	}
	l.Expected = l.Estimates
	if l.Approved != nil {
		l.Expected += *l.Approved
	}
	return l
}

// YearOutlookOf sums the lines up; outlook is of the headline's figures.
func YearOutlookOf(year int, final bool, outlook Outlook, plan Money, lines []YearOutlookLine) YearOutlook {
	y := YearOutlook{Year: year, Final: final, Projects: len(lines), Plan: plan, Target: outlook.Target, Lines: lines}
	for _, l := range lines {
		if l.Approved != nil {
			y.Approved += *l.Approved
		}
		y.Estimates += l.Estimates
		if l.Estimated {
			y.Estimated++
		}
	}
	if y.Estimated > 0 {
		y.Expected = new(y.Approved + y.Estimates)
	}
	if outlook.Known && !final {
		y.Low, y.High = &outlook.Low, &outlook.High
	}
	switch {
	case final:
		y.Label = Messagef("%d年全年完成（12月已审定）", year)
	case y.Expected == nil:
		y.Label = Messagef("%d年全年预计（12月预计数未报，按进度测算；不是月结数据）", year)
	default:
		y.Label = Messagef("%d年全年预计（审定数加未审定月份预计数，%d/%d个项目已报12月预计数；不是月结数据）", year, y.Estimated, y.Projects)
	}
	return y
}

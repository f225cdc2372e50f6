package compare

import (
	"duban/importer"
	"duban/models"
)

// knownFigure is a month's known cumulative figure: the office's, or else the owner's.
type knownFigure struct {
	report models.Report
	ytd    models.Money
	basis  string // 审定 or 上报
}

func figureOf(r models.Report) (knownFigure, bool) {
	switch {
	case r.ApprovedYTD != nil:
		return knownFigure{r, *r.ApprovedYTD, "审定"}, true
	case r.ReportedYTD != nil:
		return knownFigure{r, *r.ReportedYTD, "上报"}, true
	}
	return knownFigure{}, false
}

// latestBefore returns the latest cumulative figure of the same year before a month.
func latestBefore(reports []models.Report, month models.Month) (latest knownFigure, found bool) {
	for _, r := range reports {
		if r.Month >= month || r.Month.Year() != month.Year() || found && r.Month < latest.report.Month {
			continue
		}
		if k, ok := figureOf(r); ok {
			latest, found = k, true
		}
	}
	return latest, found
}

// yearToDate returns the cumulative figure of a row, or computes it from the month's amount when the month before is
// known. January and February are the first round of the year.
func (c *comparison) yearToDate(p *project, row importer.ReportRow) *models.Money {
	if row.YearToDate != nil || row.MonthAmount == nil {
		return row.YearToDate
	}
	sum := *row.MonthAmount
	if last, found := latestBefore(p.facts.Reports, row.Month); found && last.report.Month == row.Month-1 {
		sum += last.ytd
	} else if found || row.Month.Number() > 2 {
		c.find(importer.SeverityWarning, "year_to_date_unknown", row.Row, "第 %d 行只有 %d 月当月数，上月累计未知，没有算出年初至本月累计，请补报", row.Row,
			row.Month.Number())
		return nil
	}
	return &sum
}

// checkFigures compares a month's figures with those of other months and with the project's total.
func (c *comparison) checkFigures(p *project, row importer.ReportRow, plan importer.ProjectRow, ytd *models.Money) {
	c.checkCopied(p, row, ytd)
	if ytd == nil {
		return
	}
	c.checkOrder(p, row, *ytd)
	c.checkDoubt(p, row, *ytd)
	c.checkTotal(p, row, plan, *ytd)
}

// checkDoubt asks about an amount that is far from the last month's or the plan, as a form does.
func (c *comparison) checkDoubt(p *project, row importer.ReportRow, ytd models.Money) {
	amount := ytd
	if last, found := latestBefore(p.facts.Reports, row.Month); row.MonthAmount != nil {
		amount = *row.MonthAmount
	} else if found && last.report.Month == row.Month-1 {
		amount -= last.ytd
	} else if found || row.Month.Number() > 2 {
		return // the month's own amount is not known
	}
	rules := models.RulesFor(p.facts, models.Calendar{})
	if question := models.Amounts.OfMonth(rules, p.facts, row.Month, amount, ytd); !question.IsZero() {
		c.find(importer.SeverityWarning, models.AmountDoubted, row.Row, "第 %d 行%s", row.Row, question)
	}
}

// checkOrder reports a cumulative figure below that of an earlier month or above that of a later one as an error, and
// one that is not the month before plus this month as a warning.
func (c *comparison) checkOrder(p *project, row importer.ReportRow, ytd models.Money) {
	slack := c.slack(importer.FieldYearToDate)
	if last, found := latestBefore(p.facts.Reports, row.Month); found {
		expected := last.ytd
		if row.MonthAmount != nil {
			expected += *row.MonthAmount
		}
		switch {
		case last.ytd-ytd > slack && row.MonthAmount != nil && *row.MonthAmount < 0 &&
			max(expected-ytd, ytd-expected) <= slack+
				c.slack(importer.FieldMonthAmount):
			c.find(importer.SeverityWarning, "cumulative_reduced", row.Row, "第 %d 行本月核减 %s，累计由 %s 减为 %s，请核对", row.Row,
				(-*row.MonthAmount).InWanYuan(), last.ytd.InWanYuan(), ytd.InWanYuan())
		case last.ytd-ytd > slack:
			c.find(importer.SeverityError, "cumulative_fell", row.Row, "第 %d 行累计投资 %s 不得小于上月（1-%d月%s %s），请核对", row.Row,
				ytd.InWanYuan(),
				models.MonthNumber(last.report.Month.Number()), models.Word(last.basis), last.ytd.InWanYuan())
		case last.report.Month == row.Month-1 && row.MonthAmount != nil && max(expected-ytd, ytd-expected) > slack+
			c.slack(importer.FieldMonthAmount):
			c.find(importer.SeverityWarning, "month_mismatch", row.Row, "第 %d 行本月 %s + 上月累计 %s ≠ 累计 %s，请核对", row.Row,
				row.MonthAmount.InWanYuan(), last.ytd.InWanYuan(), ytd.InWanYuan())
		}
	}
	for _, r := range p.facts.Reports {
		later, found := figureOf(r)
		if found && r.Month > row.Month && r.Month.Year() == row.Month.Year() && ytd-later.ytd > slack {
			c.find(importer.SeverityError, "cumulative_over_later", row.Row, "第 %d 行累计投资 %s 大于已%s的 1-%d月 %s，请核对", row.Row,
				ytd.InWanYuan(),
				models.Word(later.basis), models.MonthNumber(r.Month.Number()), later.ytd.InWanYuan())
			return
		}
	}
}

// checkTotal compares the amount spent since the start with the project's total on the list, and warns when works are
// reported as done although little was spent. What the sheet's own columns show already has a finding.
func (c *comparison) checkTotal(p *project, row importer.ReportRow, plan importer.ProjectRow, ytd models.Money) {
	known := p.facts.Project
	spent := known.ToEndOfLastYear + ytd
	if row.ToDate != nil {
		if known.ToEndOfLastYear > 0 && max(*row.ToDate-spent, spent-*row.ToDate) > c.slack(importer.FieldToDate)+
			c.slack(importer.FieldYearToDate) {
			c.find(importer.SeverityWarning, "to_date_mismatch", row.Row, "第 %d 行开工至今累计 %s ≠ 至上年底 %s + 年初累计 %s，请核对", row.Row,
				row.ToDate.InWanYuan(), known.ToEndOfLastYear.InWanYuan(), ytd.InWanYuan())
		}
		spent = max(spent, *row.ToDate)
	}
	if known.TotalInvestment == 0 || plan.TotalInvestment != nil && max(ytd, deref(row.ToDate)) > *plan.TotalInvestment {
		return
	}
	if spent-known.TotalInvestment > c.slack(importer.FieldYearToDate) {
		c.find(importer.SeverityError, "over_total", row.Row, "第 %d 行累计完成投资 %s（含至上年底）超过清单中的总投资 %s，请核对单位或先调整总投资", row.Row,
			spent.InWanYuan(), known.TotalInvestment.InWanYuan())
	}
	if word := importer.Completed(row.Physical); word != "" && !importer.SpentLittle(&plan, &row) &&
		5*spent < known.TotalInvestment {
		c.find(importer.SeverityNotice, "stage_without_money", row.Row, "第 %d 行形象进度写“%s”，累计完成投资 %s 不到总投资 %s 的 20%%，请核对",
			row.Row, word,
			spent.InWanYuan(), known.TotalInvestment.InWanYuan())
	}
}

func deref(m *models.Money) models.Money {
	if m == nil {
		return 0
	}
	return *m
}

// checkCopied reports a physical progress that repeats last month's text although money was spent; a warning from three
// months on.
func (c *comparison) checkCopied(p *project, row importer.ReportRow, ytd *models.Money) {
	text := models.NameKey(row.Physical)
	if text == "" || ytd == nil {
		return
	}
	months, spent := 1, *ytd
	for month := row.Month - 1; month.Year() == row.Month.Year(); month-- {
		before, found := reportIn(p.facts.Reports, month)
		figure, known := figureOf(before)
		if !found || !known || models.NameKey(before.Physical) != text || figure.ytd >= spent {
			break
		}
		months, spent = months+1, figure.ytd
	}
	switch {
	case months >= 3:
		c.find(importer.SeverityWarning, "physical_copied", row.Row, "第 %d 行形象进度连续 %d 个月内容相同，而投资有增加，请更新", row.Row, months)
	case months == 2:
		c.find(importer.SeverityNotice, "physical_copied", row.Row, "第 %d 行形象进度与上月完全相同，而投资有增加，请核对", row.Row)
	}
}

func reportIn(reports []models.Report, month models.Month) (models.Report, bool) {
	for _, r := range reports {
		if r.Month == month {
			return r, true
		}
	}
	return models.Report{}, false
}

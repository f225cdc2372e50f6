package importer

import (
	"slices"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// checkReports compares the figures of a month with each other.
func (r *reading) checkReports() {
	described := slices.ContainsFunc(r.report.Reports, func(o ReportRow) bool { return o.Physical != "" })
	for i := range r.report.Reports {
		report := &r.report.Reports[i]
		p := r.projectIn(report.Row)
		if report.Month == r.report.Month {
			r.checkPhysical(p, report, described)
		}
		if report.YearToDate == nil {
			continue
		}
		r.checkCumulative(p, report)
		r.checkRate(p, report)
	}
}

func (r *reading) checkCumulative(p *ProjectRow, report *ReportRow) {
	ytd := *report.YearToDate
	cell := sheet.CellName(report.Row, r.at[FieldYearToDate])
	slack := r.slack(FieldYearToDate, 0)
	if report.MonthAmount != nil && *report.MonthAmount-ytd > slack {
		r.find(SeverityError, "month_over_year_to_date", cell, "%s 本月完成 %s 大于年初累计 %s，请核对", cell,
			report.MonthAmount.InWanYuan(), ytd.InWanYuan())
	}
	if t := p.TotalInvestment; t != nil && *t > 0 {
		slack := slack + r.slack(FieldTotalInvestment, 0)
		switch spent, known := spentOf(p, report); {
		case ytd-*t > slack:
			r.find(SeverityError, "over_total", cell, "%s 累计完成投资 %s 超过总投资 %s，请核对", cell, ytd.InWanYuan(), t.InWanYuan())
		case known && report.ToDate != nil && spent-*t > slack:
			cell := sheet.CellName(report.Row, r.at[FieldToDate])
			r.find(SeverityError, "over_total", cell, "%s 开工至今累计完成投资 %s 超过总投资 %s，请核对", cell, spent.InWanYuan(), t.InWanYuan())
		case known && spent-*t > slack:
			r.find(SeverityError, "over_total", cell, "%s 至上年底累计 %s + 年初累计 %s 超过总投资 %s，请核对", cell, p.ToEndOfLastYear.InWanYuan(),
				ytd.InWanYuan(), t.InWanYuan())
		}
	}
	if report.ToDate == nil {
		return
	}
	if ytd-*report.ToDate > slack {
		r.find(SeverityError, "to_date_under_year_to_date", cell, "%s 年初累计 %s 大于开工至今累计 %s，请核对", cell, ytd.InWanYuan(),
			report.ToDate.InWanYuan())
	} else if p.ToEndOfLastYear != nil {
		expected := *p.ToEndOfLastYear + ytd
		if off := max(expected-*report.ToDate, *report.ToDate-expected); off > 3*slack {
			cell := sheet.CellName(report.Row, r.at[FieldToDate])
			r.find(SeverityWarning, "to_date_mismatch", cell, "%s 开工至今累计 %s ≠ 至上年底 %s + 年初累计 %s，相差 %s，请核对", cell,
				report.ToDate.InWanYuan(), p.ToEndOfLastYear.InWanYuan(), ytd.InWanYuan(), off.InWanYuan())
		}
	}
}

// checkRate compares the stated completion rate with year-to-date ÷ annual plan, to the printed precision.
func (r *reading) checkRate(p *ProjectRow, report *ReportRow) {
	if report.Rate == "" || p.AnnualPlan == nil || *p.AnnualPlan == 0 {
		return
	}
	stated, err := models.ParseMoney(report.Rate, models.Yuan) // hundredths of a percent
	if err != nil {
		return
	}
	ytd, plan := *report.YearToDate, *p.AnnualPlan
	ytdSlack, planSlack := r.slack(FieldYearToDate, 0), r.slack(FieldAnnualPlan, 0)
	half := r.halfRate(report.Row)
	least := (ytd-ytdSlack).Share(10_000, int64(plan+planSlack)) - half
	most := (ytd+ytdSlack).Share(10_000, max(int64(plan-planSlack), 1)) + half
	if stated < least || stated > most {
		cell := sheet.CellName(report.Row, r.at[FieldRate])
		r.find(SeverityWarning, "rate_differs", cell, "%s 完成率 %s%% 与 %s ÷ %s = %s%% 不符，请核对", cell, report.Rate,
			ytd.InWanYuan(), plan.InWanYuan(), ytd.Share(10_000, int64(plan)).In(models.Yuan))
	}
}

// mostShare is the largest rate without a percent sign that is read as a ratio: 3 is 300 %.
const mostShare = 300

// halfRate returns half of the last printed place of a rate, in hundredths of a percent, plus one for rounding.
func (r *reading) halfRate(row int) models.Money {
	text, percent := strings.CutSuffix(sheet.Fold(r.raw.At(row, r.at[FieldRate]).Text), "%")
	_, decimals, _ := strings.Cut(text, ".")
	places := len(decimals)
	if m, err := models.ParseMoney(text, models.Yuan); !percent && err == nil && m <= mostShare {
		places -= 2
	}
	switch {
	case places <= 0:
		return 51
	case places == 1:
		return 6
	}
	return 1
}

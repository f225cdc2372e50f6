package importer

import (
	"slices"

	"duban/models"
)

// ofMonth reports whether a field is the month's own: it is written over what stands in a form.
func ofMonth(field Field) bool {
	return slices.Contains([]Field{FieldMonthAmount, FieldYearToDate, FieldToDate, FieldPhysical, FieldProblems,
		FieldNextStep}, field)
}

// fills reports whether a field of a form can be filled.
func fills(field Field) bool {
	return ofMonth(field) || slices.Contains([]Field{
		FieldCode, FieldName, FieldOwner, FieldResponsibleUnit, FieldSponsor, FieldLevel, FieldCityMajor, FieldSector,
		FieldStage, FieldCategory,
		FieldInvestor, FieldPlace, FieldScale, FieldPeriod, FieldGoal, FieldPlannedStart, FieldPlannedFinish,
		FieldActualStart, FieldActualFinish,
		FieldTotalInvestment, FieldToEndOfLastYear, FieldAnnualPlan, FieldMonthPlan, FieldQuarterPlan, FieldStatistics,
		FieldStatisticsCode, FieldStatisticsOn,
	}, field)
}

// value is what a column says of a project; nil for nothing.
func (f *filling) value(c Column, line FillingLine) any {
	p := line.Project
	if c.Field.Money() {
		amount := f.money(c, line)
		if amount == nil || c.Unit == models.UnitNone {
			return nil
		}
		return amount.Float(c.Unit)
	}
	report := line.Reports[f.monthOf(c)]
	switch c.Field {
	case FieldPlannedStart:
		return given(p.PlannedStart)
	case FieldPlannedFinish:
		return given(p.PlannedFinish)
	case FieldActualStart:
		return given(p.ActualStart)
	case FieldActualFinish:
		return given(p.ActualFinish)
	case FieldStatisticsOn:
		return given(p.StatisticsOn)
	case FieldCategory:
		return p.Category.Chinese()
	case FieldCityMajor:
		return models.YesNo(line.CityMajor)
	}
	return text(map[Field]string{
		FieldCode: p.Code, FieldName: p.Name, FieldOwner: line.Owner, FieldResponsibleUnit: line.ResponsibleUnit,
		FieldSponsor: line.Sponsor,
		FieldLevel:   p.Level, FieldSector: p.Sector, FieldStage: p.Stage.Chinese(),
		FieldInvestor: p.Investor.Chinese(),
		FieldPlace:    p.Place,
		FieldScale:    p.Scale, FieldPeriod: p.Period, FieldGoal: p.Goal, FieldStatistics: p.InStatistics.Chinese(),
		FieldStatisticsCode: p.StatisticsCode,
		FieldPhysical:       report.Physical, FieldProblems: report.Problems, FieldNextStep: report.NextStep,
	}[c.Field])
}

func given(d models.Date) any {
	if d == 0 {
		return nil
	}
	return d
}

// monthOf is the month a column is for: the one its header names, else the one that is asked for.
func (f *filling) monthOf(c Column) models.Month {
	if c.Month == 0 {
		return f.with.Month
	}
	year := f.with.Month.Year()
	if c.Year != 0 {
		year = c.Year
	}
	return models.MonthOf(year, c.Month)
}

// money is the amount a column states of a project; nil when it is not known.
func (f *filling) money(c Column, line FillingLine) *models.Money {
	p, report := line.Project, line.Reports[f.monthOf(c)]
	switch c.Field {
	case FieldTotalInvestment:
		return &p.TotalInvestment
	case FieldToEndOfLastYear:
		return &p.ToEndOfLastYear
	case FieldAnnualPlan:
		return &p.AnnualPlan
	case FieldMonthAmount:
		return report.Amount
	case FieldYearToDate:
		return report.YearToDate
	case FieldToDate:
		if report.ToDate == nil && report.YearToDate != nil {
			return new(p.ToEndOfLastYear + *report.YearToDate)
		}
		return report.ToDate
	case FieldMonthPlan, FieldQuarterPlan:
		var sum *models.Money
		for _, plan := range line.MonthPlans {
			n := plan.Month.Number()
			if c.Field == FieldMonthPlan && n == f.monthOf(c).Number() || c.Field == FieldQuarterPlan && (n-1)/3+1 == c.Quarter {
				if sum == nil {
					sum = new(models.Money)
				}
				*sum += plan.Plan
			}
		}
		return sum
	}
	return nil
}

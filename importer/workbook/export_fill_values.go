package workbook

import (
	"slices"

	"duban/importer"
	"duban/models"
)

// ofMonth reports whether a field is the month's own, which replaces the form's value.
func ofMonth(field importer.Field) bool {
	return slices.Contains([]importer.Field{importer.FieldMonthAmount, importer.FieldYearToDate, importer.FieldToDate,
		importer.FieldPhysical, importer.FieldProblems,
		importer.FieldNextStep}, field)
}

// FillableFields lists the fields with which a form's columns can be filled.
func FillableFields() []importer.Field {
	return []importer.Field{
		importer.FieldCode, importer.FieldApprovalCode, importer.FieldName, importer.FieldOwner,
		importer.FieldResponsibleUnit, importer.FieldSponsor,
		importer.FieldLevel, importer.FieldCityMajor, importer.FieldSector, importer.FieldStage, importer.FieldCategory,
		importer.FieldInvestor, importer.FieldPlace, importer.FieldScale, importer.FieldPeriod, importer.FieldGoal,
		importer.FieldPlannedStart, importer.FieldPlannedFinish, importer.FieldActualStart, importer.FieldActualFinish,
		importer.FieldTotalInvestment, importer.FieldToEndOfLastYear, importer.FieldAnnualPlan, importer.FieldMonthPlan,
		importer.FieldQuarterPlan, importer.FieldMonthAmount, importer.FieldYearToDate, importer.FieldToDate,
		importer.FieldPhysical, importer.FieldProblems, importer.FieldNextStep, importer.FieldStatistics,
		importer.FieldStatisticsCode, importer.FieldStatisticsOn,
	}
}

// fills reports whether a field of a form can be filled in.
func fills(field importer.Field) bool { return slices.Contains(FillableFields(), field) }

// value returns a project's value for a column; nil for none.
func (f *filling) value(c importer.Column, line FillingLine) any {
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
	case importer.FieldPlannedStart:
		return dayOrNil(p.PlannedStart)
	case importer.FieldPlannedFinish:
		return dayOrNil(p.PlannedFinish)
	case importer.FieldActualStart:
		return dayOrNil(p.ActualStart)
	case importer.FieldActualFinish:
		return dayOrNil(p.ActualFinish)
	case importer.FieldStatisticsOn:
		return dayOrNil(p.StatisticsOn)
	case importer.FieldCategory:
		return p.Category.Chinese()
	case importer.FieldCityMajor:
		return models.YesNo(line.CityMajor)
	}
	return text(map[importer.Field]string{
		importer.FieldCode: p.Code, importer.FieldApprovalCode: line.ApprovalCode, importer.FieldName: p.Name,
		importer.FieldOwner:           line.Owner,
		importer.FieldResponsibleUnit: line.ResponsibleUnit,
		importer.FieldSponsor:         line.Sponsor,
		importer.FieldLevel:           p.Level, importer.FieldSector: p.Sector, importer.FieldStage: p.Stage.Chinese(),
		importer.FieldInvestor: p.Investor.Chinese(),
		importer.FieldPlace:    p.Place,
		importer.FieldScale:    p.Scale, importer.FieldPeriod: p.Period, importer.FieldGoal: p.Goal,
		importer.FieldStatistics:     p.InStatistics.Chinese(),
		importer.FieldStatisticsCode: p.StatisticsCode,
		importer.FieldPhysical:       report.Physical, importer.FieldProblems: report.Problems,
		importer.FieldNextStep: report.NextStep,
	}[c.Field])
}

func dayOrNil(d models.Date) any {
	if d == 0 {
		return nil
	}
	return d
}

// monthOf returns the month of a column: the one in its header, or else the requested one.
func (f *filling) monthOf(c importer.Column) models.Month {
	if c.Month == 0 {
		return f.with.Month
	}
	year := f.with.Month.Year()
	if c.Year != 0 {
		year = c.Year
	}
	return models.MonthOf(year, c.Month)
}

// money returns a project's amount for a column; nil when unknown.
func (f *filling) money(c importer.Column, line FillingLine) *models.Money {
	p, report := line.Project, line.Reports[f.monthOf(c)]
	switch c.Field {
	case importer.FieldTotalInvestment:
		return &p.TotalInvestment
	case importer.FieldToEndOfLastYear:
		return &p.ToEndOfLastYear
	case importer.FieldAnnualPlan:
		return &p.AnnualPlan
	case importer.FieldMonthAmount:
		return report.Amount
	case importer.FieldYearToDate:
		return report.YearToDate
	case importer.FieldToDate:
		if report.ToDate == nil && report.YearToDate != nil {
			return new(p.ToEndOfLastYear + *report.YearToDate)
		}
		return report.ToDate
	case importer.FieldMonthPlan, importer.FieldQuarterPlan:
		var sum *models.Money
		for _, plan := range line.MonthPlans {
			n := plan.Month.Number()
			if c.Field == importer.FieldMonthPlan && n == f.monthOf(c).Number() || c.Field == importer.FieldQuarterPlan &&
				(n-1)/3+1 == c.Quarter {
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

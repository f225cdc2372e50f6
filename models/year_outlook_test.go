package models_test

import (
	"testing"

	"duban/models"
)

func TestTheYearIsExpectedFromWhatIsApprovedAndEstimated(t *testing.T) {
	of := func(reports ...models.Report) models.YearOutlookLine {
		return models.YearOutlookLineOf(models.Facts{Project: models.Project{Year: 2026, AnnualPlan: 1_000},
			Reports: reports}, "")
	}
	approved := func(month int, ytd models.Money) models.Report {
		return models.Report{Month: models.MonthOf(2026, month), ApprovedYTD: &ytd, Status: models.ReportApproved}
	}
	estimate := func(month int, amount models.Money) models.Report {
		return models.Report{Month: models.MonthOf(2026, month), Estimate: &amount, Status: models.ReportOpen}
	}
	both := approved(12, 950)
	both.Estimate = new(models.Money(80))
	lines := []models.YearOutlookLine{of(approved(11, 800), estimate(12, 100)), of(approved(10, 500), estimate(11, 50)),
		of(approved(10, 400), estimate(11, 50), estimate(12, 60)), of(both), of()}
	for i, want := range []struct {
		expected  models.Money
		estimated bool
	}{{900, true}, {550, false}, {510, true}, {950, true}, {0, false}} {
		if l := lines[i]; l.Expected != want.expected || l.Estimated != want.estimated {
			t.Errorf("line %d: %d %t, want %+v", i, l.Expected, l.Estimated, want)
		}
	}
	y := models.YearOutlookOf(2026, false, models.Outlook{Known: true, Low: 1, High: 2}, 5_000, lines)
	if y.Expected == nil || *y.Expected != 2_910 || y.Approved+y.Estimates != 2_910 || y.Estimated != 3 || y.Low == nil {
		t.Errorf("%+v", y)
	}
	if y := models.YearOutlookOf(2026, false, models.Outlook{}, 5_000, lines[1:2]); y.Expected != nil || y.Low != nil {
		t.Errorf("without an estimate of December: %+v", y)
	}
	final := models.YearOutlookOf(2026, true, models.Outlook{Known: true, Low: 1, High: 2}, 5_000, lines[3:4])
	if final.Low != nil || *final.Expected != 950 {
		t.Errorf("a year that is complete: %+v", final)
	}
}

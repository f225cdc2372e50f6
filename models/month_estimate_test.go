package models_test

import (
	"testing"

	"duban/models"
)

// Case 20 of the office: the estimate of the month stands beside last month and plan, and is totalled; whose estimate
// is missing is said; three or ten times last month is asked about.
func TestMonthEstimateStandsBesideLastMonthAndPlan(t *testing.T) {
	wan := func(n int64) *models.Money { m := models.Money(n * 1_000_000); return &m }
	may, june := models.MonthOf(2021, 5), models.MonthOf(2021, 6)
	of := func(estimate *models.Money) models.Facts {
		return models.Facts{Project: models.Project{Year: 2021, AnnualPlan: *wan(12000)}, Reports: []models.Report{
			{Month: may - 1, ApprovedMonth: wan(900), ApprovedYTD: wan(4000), Status: models.ReportApproved},
			{Month: may, ReportedMonth: wan(1000), ReportedYTD: wan(5000), Status: models.ReportWaiting},
			{Month: june, Estimate: estimate, Status: models.ReportOpen},
		}}
	}
	rules := models.Rules{Curve: models.Linear}
	var all []models.MonthEstimate
	for _, c := range []struct {
		estimate *models.Money
		state    models.RoundState
		asked    bool
		missing  bool
	}{
		{wan(1100), models.RoundMissing, false, false},
		{wan(3000), models.RoundMissing, true, false},  // three times last month, and the plan is 1000
		{wan(10000), models.RoundMissing, true, false}, // ten times
		{wan(100), models.RoundMissing, true, false},   // a tenth
		{nil, models.RoundMissing, false, true},
		{nil, models.RoundPaused, false, false},
	} {
		e := rules.MonthEstimate(of(c.estimate), june, c.state)
		if *e.Last != *wan(1000) || e.Plan != *wan(1000) || *e.Before != *wan(5000) || e.Asked.IsZero() == c.asked ||
			e.Missing != c.missing {
			t.Errorf("%+v: %+v", c, e)
		}
		if c.estimate != nil && *e.Expected != *wan(5000)+*c.estimate || c.estimate == nil && *e.Expected != *e.Before {
			t.Errorf("expected of the year %v", e.Expected)
		}
		all = append(all, e)
	}
	got := models.TotalEstimates(all)
	if got.Estimated != 4 || got.Missing != 1 || got.Doubted != 3 || got.Estimate != *wan(14200) ||
		got.Last != *wan(6000) || got.Given.Last != *wan(4000) || got.Given.Plan != *wan(4000) ||
		got.Expected != *wan(6*5000 + 14200) || got.Asked.IsZero() {
		t.Errorf("%+v", got)
	}
	if few := models.TotalEstimates(all[:1]); !few.Asked.IsZero() || few.Doubted != 0 {
		t.Errorf("%+v", few)
	}
	// January and February are one round: its plan is that of both.
	if plan := rules.RoundPlan(of(nil), models.MonthOf(2021, 2)); plan != *wan(2000) {
		t.Errorf("%d is the plan of the first round", plan)
	}
}

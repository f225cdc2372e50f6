package models_test

import (
	"testing"

	"duban/models"
)

// A light of the month's own amount compares the work of the months since the last approved amount with the task of the
// same months.
func TestAMonthsLightComparesTheSameMonths(t *testing.T) {
	const wan = models.Money(1_000_000)
	r := models.Rules{Ladder: models.Ladders[models.NewLadder], Curve: models.Linear,
		Colours: models.ColourRules{Kind: "ratio", Yellow: 60, OfMonth: true}}
	facts := func(approved map[int]models.Money) models.Facts {
		f := models.Facts{Project: models.Project{Year: 2021, Stage: models.StageCarried, AnnualPlan: 1200 * wan}}
		for m := 1; m <= 12; m++ {
			if ytd, known := approved[m]; known {
				f.Reports = append(f.Reports, models.Report{Month: models.MonthOf(2021, m), ApprovedYTD: &ytd,
					Status: models.ReportApproved})
			}
		}
		return f
	}
	for _, c := range []struct {
		name     string
		approved map[int]models.Money
		of       int
		want     models.Colour
		ratio    int
		why      string
	}{
		{"the month alone", map[int]models.Money{4: 400 * wan, 5: 450 * wan}, 5, models.YellowHue, 50,
			"5月完成50.00万元，当月任务100.00万元"},
		{"after two months without a report, half of three months' task", map[int]models.Money{2: 200 * wan, 5: 350 * wan}, 5,
			models.YellowHue, 50, "3-5月完成150.00万元，同期任务300.00万元"},
		{"the first report of the year is June's", map[int]models.Money{6: 300 * wan}, 6, models.YellowHue, 50,
			"1-6月完成300.00万元，同期任务600.00万元"},
	} {
		t.Run(c.name, func(t *testing.T) {
			month := models.MonthOf(2021, c.of)
			got := r.Light(facts(c.approved), month, month.Last())
			if got.Colour != c.want || got.Ratio != c.ratio || got.Reason.String() != c.why {
				t.Errorf("%s, %d %%: %s", got.Colour, got.Ratio, got.Reason)
			}
		})
	}
}

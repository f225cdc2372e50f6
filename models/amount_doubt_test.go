package models_test

import (
	"testing"

	"duban/models"
)

// Case 30: an amount in the wrong unit is a question, and taken once it is confirmed.
func TestCase30AnAmountInTheWrongUnitIsAQuestion(t *testing.T) {
	type months []models.Money // in 万元, from February on; the plan is 1,200 a year, 100 a month, the total 12,000
	facts := func(known months) models.Facts {
		f := approvedMonths(known...)
		f.Project.AnnualPlan, f.Project.TotalInvestment, f.Project.ToEndOfLastYear = 1_200*wan, 12_000*wan, 0
		return f
	}
	for _, tt := range []struct {
		name   string
		known  months
		amount models.Money // in 万元; negative: an estimate
		want   string
	}{
		{"like last month", months{200, 100}, 120, ""},
		{"nine times last month", months{200, 100}, 900, "本月数是上月的 900%，请核对单位是否为万元"},
		{"three times last month", months{200, 100}, 300, "本月数是上月的 300%，请核对单位是否为万元"},
		{"under three times", months{200, 100}, 299, ""},
		{"three times, as the month's plan has it", months{200, 30}, 100, ""},
		{"a third of last month", months{200, 240}, 80, "本月数是上月的 33.3%，请核对单位是否为万元"},
		{"a third of it, which is the month's plan", months{200, 300}, 100, ""},
		{"ten times last month", months{200, 100}, 1_000, "本月数是上月的 10 倍，请核对单位是否为万元"},
		{"more than the year's plan too", months{200, 90}, 2_268, "本月数是上月的 25 倍、年度计划的 189%，请核对单位是否为万元"},
		{"a tenth of last month", months{200, 100}, 10, "本月数是上月的 10%，请核对单位是否为万元"},
		{"zero is an amount", months{200, 100}, 0, ""},
		{"after a month of zero", months{200, 100, 0}, 120, ""},
		{"the year's plan in one month", months{200, 400}, 1_320, "本月数是上月的 330%、年度计划的 110%，请核对单位是否为万元"},
		{"the first month, over the plan", nil, 1_100, ""},
		{"the first month, far under the plan", nil, 19, "本月数是当月计划的 9.5%，请核对单位是否为万元"},
		{"behind the plan every month", months{15, 9}, 8, ""},
		{"the year passes half as much again", months{700, 400}, 750, "年初至本月累计是年度计划的 154%，请核对单位是否为万元"},
		{"the year has passed it before", months{900, 950}, 300, ""},
		{"an estimate like last month", months{200, 100}, -120, ""},
		{"an estimate in yuan", months{200, 100}, -1_200_000,
			"本月预计数是上月的 12000 倍、年度计划的 1000 倍、总投资的 100 倍，请核对单位是否为万元"},
		{"an estimate over the plan", months{200, 300}, -1_300, "本月预计数是上月的 433%、年度计划的 108%，请核对单位是否为万元"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := facts(tt.known)
			month := models.MonthOf(2021, len(tt.known)+2)
			amount := tt.amount * wan
			c := models.ReportMonthCommand{Month: month, MonthAmount: &amount}
			if amount < 0 {
				amount = -amount
				c.MonthAmount, c.Estimate = nil, &amount
			}
			now := month.Last().At(10, 0)
			r := clerkRules()
			_, err := r.ReportMonth(&f, c, "k", filler, now)
			if tt.want != "" {
				wantError(t, err, models.KindInvalid, models.AmountDoubted, tt.want)
				c.Confirmed = true
				f = facts(tt.known)
				_, err = r.ReportMonth(&f, c, "k", filler, now)
			}
			if err != nil {
				t.Fatal(err)
			}
			if c.MonthAmount != nil && f.Submissions[0].Confirmed != (tt.want != "") {
				t.Errorf("confirmed: %t", f.Submissions[0].Confirmed)
			}
		})
	}
}

func TestPlansAndTargetsInTheWrongUnitAreQuestions(t *testing.T) {
	p := models.Project{AnnualPlan: 1_200 * wan, TotalInvestment: 12_000 * wan}
	for plan, want := range map[models.Money]string{
		1_300: "", 11_999: "", 12_000: "年度计划投资是原计划的 10 倍，请核对单位是否为万元",
		120: "年度计划投资是原计划的 10%、总投资的 1%，请核对单位是否为万元", 0: "",
	} {
		if got := models.Amounts.OfPlan(p, plan*wan).Text; got != want {
			t.Errorf("plan %d: %q, want %q", plan, got, want)
		}
	}
	in := models.Targets{Decided: &models.TargetDecision{Kind: models.TargetDecided, Amount: int64(800 * wan)}}
	for _, tt := range []struct {
		in     models.Targets
		kind   models.TargetKind
		amount models.Money
		want   string
	}{
		{models.Targets{}, models.TargetDecided, 800, ""},
		{models.Targets{}, models.TargetDecided, 8_000, "年度目标是各项目年度计划之和的 11 倍，请核对单位是否为万元"},
		{models.Targets{}, models.TargetDecided, 80, "年度目标是各项目年度计划之和的 11.4%，请核对单位是否为万元"},
		{in, models.TargetDecided, 880, ""},
		{in, models.TargetAdjusted, 8_000, "调整后计划是现行年度目标的 10 倍、各项目年度计划之和的 11 倍，请核对单位是否为万元"},
	} {
		if got := models.Amounts.OfTarget(tt.in, tt.kind, 700*wan, tt.amount*wan).Text; got != tt.want {
			t.Errorf("%s %d: %q, want %q", tt.kind, tt.amount, got, tt.want)
		}
	}
}

// A reviewer's own figures and a correction are asked about like a report.
func TestOtherFiguresOfAReviewAndACorrectionAreQuestions(t *testing.T) {
	now := models.DateOf(2021, 5, 6).At(10, 0)
	f := approvedMonths(200, 100)
	f.Project.AnnualPlan, f.Project.TotalInvestment = 1_200*wan, 120_000*wan
	april := models.MonthOf(2021, 4)
	if _, err := clerkRules().ReportMonth(&f, models.ReportMonthCommand{Month: april, MonthAmount: of(100 * wan)}, "april",
		filler, now); err != nil {
		t.Fatal(err)
	}
	c := models.ReviewCommand{Submission: f.Submissions[0].ID, Decision: models.Accept, MonthAmount: of(1_000 * wan),
		YTDAmount: of(1_300 * wan)}
	_, err := clerkRules().Review(&f, c, nil, secondReviewer, now)
	wantError(t, err, models.KindInvalid, models.AmountDoubted, "本月数是上月的 10 倍")
	c.Confirmed = true
	if _, err := clerkRules().Review(&f, c, nil, secondReviewer, now); err != nil {
		t.Fatal(err)
	}
	fix := models.CorrectionCommand{Kind: models.CorrectMonth, Month: models.MonthOf(2021, 3), MonthAmount: of(8 * wan),
		Later: models.ShiftLater, Reason: "单位有误"}
	_, err = clerkRules().NewCorrection(f, fix, "k", filler, now)
	wantError(t, err, models.KindInvalid, models.AmountDoubted, "本月数是上月的 4%")
	fix.Confirmed = true
	if _, err := clerkRules().NewCorrection(f, fix, "k", filler, now); err != nil {
		t.Fatal(err)
	}
}

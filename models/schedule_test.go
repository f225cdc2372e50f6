package models_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/models"
)

func drawCurve(t *rapid.T) models.Curve {
	text := rapid.SampledFrom([]string{"linear", "20,50,75,100", "0,0,0,100", "10, 40, 40, 100", "100,100,100,100"}).
		Draw(t, "curve")
	c, err := models.ParseCurve(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestScheduledRisesToThePlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := models.Project{Year: 2021, AnnualPlan: models.Money(rapid.Int64Range(0, 4_490_000_000_000).Draw(t, "plan"))}
		p.Stage = rapid.SampledFrom([]models.Stage{models.StageNewStart, models.StageCarried, models.StageUnknown}).
			Draw(t, "stage")
		p.PlannedStart = models.DateOf(rapid.SampledFrom([]int{2020, 2021, 2021, 2021, 2022}).Draw(t, "year"),
			rapid.IntRange(1, 12).Draw(t, "start"), 15)
		curve, before := drawCurve(t), models.Money(0)
		for m := models.MonthOf(2020, 6); m <= models.MonthOf(2022, 6); m++ {
			s := models.Scheduled(p, nil, curve, m)
			switch {
			case s < before:
				t.Fatalf("%s: %d after %d", m, s, before)
			case m.Year() < 2021 && s != 0:
				t.Fatalf("%s: %d before the year", m, s)
			case m >= models.MonthOf(2021, 12) && s != p.AnnualPlan:
				t.Fatalf("%s: %d is not the plan %d", m, s, p.AnnualPlan)
			case p.Stage == models.StageNewStart && p.PlannedStart.Year() == 2021 && m < p.PlannedStart.Month() && s != 0:
				t.Fatalf("%s: %d before the planned start %s", m, s, p.PlannedStart)
			}
			before = s
		}
	})
}

func TestScheduledFollowsTheProjectsOwnMonths(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var plans []models.MonthPlan
		want := map[models.Month]models.Money{}
		sum := models.Money(0)
		for m := models.MonthOf(2021, 1); m <= models.MonthOf(2021, 12); m++ {
			if rapid.Bool().Draw(t, "planned") {
				amount := models.Money(rapid.Int64Range(0, 1e12).Draw(t, "amount"))
				plans, sum = append(plans, models.MonthPlan{Month: m, Plan: amount}), sum+amount
			}
			want[m] = sum
		}
		if len(plans) == 0 {
			return
		}
		p := models.Project{Year: 2021, AnnualPlan: 7, Stage: models.StageNewStart, PlannedStart: models.DateOf(2021, 6, 1)}
		for m, w := range want {
			if got := models.Scheduled(p, plans, drawCurve(t), m); got != w {
				t.Fatalf("%s: %d, want %d", m, got, w)
			}
		}
	})
}

func TestScheduledToTheFen(t *testing.T) {
	curve, err := models.ParseCurve("20,50,75,100")
	if err != nil {
		t.Fatal(err)
	}
	carried := models.Project{Year: 2021, AnnualPlan: 100_000_001, Stage: models.StageCarried}
	starts := func(year, month int) models.Project {
		return models.Project{Year: 2021, AnnualPlan: 100_000_000, Stage: models.StageNewStart,
			PlannedStart: models.DateOf(year, month, 20)}
	}
	for _, c := range []struct {
		name    string
		project models.Project
		curve   models.Curve
		month   int
		want    models.Money
	}{
		{"linear January, rounded half up", carried, models.Linear, 1, 8_333_333},
		{"linear June, half a fen rounds away from zero", carried, models.Linear, 6, 50_000_001},
		{"curve: end of the first quarter", carried, curve, 3, 20_000_000},
		{"curve: straight within the quarter", carried, curve, 4, 30_000_000},
		{"curve: half-year", carried, curve, 6, 50_000_001},
		{"curve: third quarter", carried, curve, 9, 75_000_001},
		{"curve: the year", carried, curve, 12, 100_000_001},
		{"new start in March: its first month is a tenth", starts(2021, 3), models.Linear, 3, 10_000_000},
		{"new start in March: June is four tenths", starts(2021, 3), models.Linear, 6, 40_000_000},
		{"new start in March on the curve: the rest is stretched", starts(2021, 4), curve, 6, 37_500_000},
		{"new start in December", starts(2021, 12), models.Linear, 12, 100_000_000},
		{"planned for an earlier year: the whole curve", starts(2020, 3), models.Linear, 6, 50_000_000},
		{"no planned start: the whole curve", models.Project{Year: 2021, AnnualPlan: 100_000_000,
			Stage: models.StageNewStart}, models.Linear, 6, 50_000_000},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := models.Scheduled(c.project, nil, c.curve, models.MonthOf(2021, c.month)); got != c.want {
				t.Errorf("%d, want %d", got, c.want)
			}
		})
	}
}

func TestParseCurve(t *testing.T) {
	for _, text := range []string{"", "linear"} {
		if c, err := models.ParseCurve(text); err != nil || c != models.Linear {
			t.Errorf("%q: %v %v", text, c, err)
		}
	}
	got, err := models.ParseCurve("20,50,75,100")
	want := models.Curve{0, 80, 160, 240, 360, 480, 600, 700, 800, 900, 1000, 1100, 1200}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	for _, text := range []string{"20,50,75", "20,50,75,99", "50,20,75,100", "-1,50,75,100", "20,50,101,100",
		"20,50,75,100,100", "a,b,c,d", "20.5,50,75,100", "Linear"} {
		c, err := models.ParseCurve(text)
		wantError(t, err, models.KindInvalid, "bad_curve", "“"+text+"”")
		if c != models.Linear {
			t.Errorf("%q: a refused curve is linear, got %v", text, c)
		}
	}
}

func TestLastFullMonth(t *testing.T) {
	for _, c := range []struct {
		day  models.Date
		want models.Month
	}{
		{models.DateOf(2020, 12, 31), 0},
		{models.DateOf(2021, 1, 30), 0},
		{models.DateOf(2021, 1, 31), models.MonthOf(2021, 1)},
		{models.DateOf(2021, 2, 27), models.MonthOf(2021, 1)},
		{models.DateOf(2021, 2, 28), models.MonthOf(2021, 2)},
		{models.DateOf(2021, 12, 31), models.MonthOf(2021, 12)},
		{models.DateOf(2022, 5, 9), models.MonthOf(2021, 12)},
	} {
		if got := models.LastFullMonth(2021, c.day); got != c.want {
			t.Errorf("%s: %q, want %q", c.day, got, c.want)
		}
	}
}

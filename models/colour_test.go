package models_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"duban/models"
)

func TestColourRuleSetsAtTheirThresholds(t *testing.T) {
	const plan = 1_200_000_000 // 1200 万元: 100 万元 a month
	for _, c := range []struct {
		name                string
		ytd, scheduled      models.Money
		ratio, points, half models.Colour
	}{
		{"end of January with nothing: 8.3 points behind, but 0 %", 0, plan / 12, models.RedHue, models.Green, models.RedHue},
		{"on schedule", 600_000_000, 600_000_000, models.Green, models.Green, models.Green},
		{"a fen behind", 599_999_999, 600_000_000, models.Green, models.Green, models.YellowHue},
		{"80 % of schedule, 10 points", 480_000_000, 600_000_000, models.Green, models.YellowHue, models.YellowHue},
		{"a fen under 80 %", 479_999_999, 600_000_000, models.YellowHue, models.YellowHue, models.YellowHue},
		{"a fen under 10 points", 480_000_001, 600_000_000, models.Green, models.Green, models.YellowHue},
		{"60 %", 360_000_000, 600_000_000, models.YellowHue, models.YellowHue, models.YellowHue},
		{"a fen under 60 %", 359_999_999, 600_000_000, models.RedHue, models.YellowHue, models.YellowHue},
		{"half", 300_000_000, 600_000_000, models.RedHue, models.YellowHue, models.YellowHue},
		{"a fen under half", 299_999_999, 600_000_000, models.RedHue, models.YellowHue, models.RedHue},
		{"30 points", 240_000_000, 600_000_000, models.RedHue, models.YellowHue, models.RedHue},
		{"a fen over 30 points", 239_999_999, 600_000_000, models.RedHue, models.RedHue, models.RedHue},
		{"ahead", 900_000_000, 600_000_000, models.Green, models.Green, models.Green},
		{"nothing scheduled", 0, 0, models.Green, models.Green, models.Green},
	} {
		t.Run(c.name, func(t *testing.T) {
			for name, want := range map[string]models.Colour{"ratio-2021": c.ratio, "points-2021": c.points,
				"half-2021": c.half} {
				if got := models.ColourRuleSets[name].Investment(c.ytd, c.scheduled, plan); got != want {
					t.Errorf("%s: %s, want %s", name, got, want)
				}
			}
		})
	}
}

func TestMoreInvestmentIsNeverAWorseColour(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"ratio-2021", "points-2021", "half-2021"}).Draw(t, "rules")
		rules, annual := models.ColourRuleSets[name], models.Money(rapid.Int64Range(0, 4_490_000_000_000).Draw(t, "annual"))
		scheduled := models.Money(rapid.Int64Range(0, int64(annual)).Draw(t, "scheduled"))
		less := models.Money(rapid.Int64Range(0, int64(annual)).Draw(t, "less"))
		more := less + models.Money(rapid.Int64Range(0, int64(annual)).Draw(t, "more"))
		if a, b := rules.Investment(less, scheduled, annual), rules.Investment(more, scheduled,
			annual); b.Severity() > a.Severity() {
			t.Fatalf("%s: %d is %s, %d is %s", name, less, a, more, b)
		}
	})
}

func TestColourRuleSetNames(t *testing.T) {
	for name, rules := range models.ColourRuleSets {
		if rules.Name != name || !slices.Contains([]string{"ratio", "points"}, rules.Kind) {
			t.Errorf("%s: %+v", name, rules)
		}
	}
	if _, ok := models.ColourRuleSets[models.DefaultColours]; !ok {
		t.Error("no default")
	}
}

func TestStanding(t *testing.T) {
	approved := func(month int, wan models.Money) models.Report {
		ytd := wan * 1_000_000
		return models.Report{Month: models.MonthOf(2021, month), ApprovedYTD: &ytd, Status: models.ReportApproved}
	}
	card := func(rung models.Rung, closed models.Instant, passed bool) models.Escalation {
		return models.Escalation{Kind: models.KindRung, Item: models.ItemMilestone, SubjectName: "封顶",
			Due: models.DateOf(2021, 4, 1), Rung: rung, ClosedAt: closed, PassedOver: passed}
	}
	reported := models.Money(100)
	for _, c := range []struct {
		name    string
		today   models.Date
		reports []models.Report
		cards   []models.Escalation
		want    models.Standing
	}{
		{"nothing yet", models.DateOf(2021, 2, 1), nil, nil, models.Standing{Colour: models.NoData,
			Reason: models.PlainMessage("尚无审定的投资数据")}},
		{"reported is not approved", models.DateOf(2021, 2, 1), []models.Report{{Month: models.MonthOf(2021, 2),
			ReportedYTD: &reported}}, nil,
			models.Standing{Colour: models.NoData, Reason: models.PlainMessage("尚无审定的投资数据")}},
		{"February is not coloured", models.DateOf(2021, 3, 9), []models.Report{approved(2, 0)}, nil,
			models.Standing{Colour: models.Green, Reason: models.PlainMessage("按序时进度推进"), Month: models.MonthOf(2021, 2)}},
		{"March in its time", models.DateOf(2021, 4, 5), []models.Report{approved(2, 200)}, nil,
			models.Standing{Colour: models.Green, Reason: models.PlainMessage("按序时进度推进"), Month: models.MonthOf(2021, 2)}},
		{"March overdue: stale is no data, never green", models.DateOf(2021, 4, 6), []models.Report{approved(2, 200)}, nil,
			models.Standing{Colour: models.NoData, Reason: models.PlainMessage("3月数据未报或未审定"), Month: models.MonthOf(2021, 2)}},
		{"behind", models.DateOf(2021, 4, 20), []models.Report{approved(2, 100), approved(3, 238)}, nil,
			models.Standing{Colour: models.YellowHue, Reason: models.PlainMessage("1-3月完成238.00万元，为序时进度的79.3%"),
				Month: models.MonthOf(2021, 3)}},
		{"green and behind: says how far, not that it is in time", models.DateOf(2021, 4, 20),
			[]models.Report{approved(3, 270)}, nil,
			models.Standing{Colour: models.Green, Reason: models.PlainMessage("1-3月完成270.00万元，为序时进度的90.0%"),
				Month: models.MonthOf(2021, 3)}},
		{"a worse card wins", models.DateOf(2021, 4, 20), []models.Report{approved(3, 238)},
			[]models.Escalation{card(models.Yellow, 0, false), card(models.Red, 0, false)},
			models.Standing{Colour: models.RedHue, Reason: models.PlainMessage("达到红牌标准：节点“封顶”应于2021-04-01完成"),
				Month: models.MonthOf(2021, 3), Rung: models.Red}},
		{"urging is no colour; closed and passed over are not open", models.DateOf(2021, 4, 20),
			[]models.Report{approved(3, 300)},
			[]models.Escalation{card(models.Urging, 0, false), card(models.Top, 1, false), card(models.Red, 0, true)},
			models.Standing{Colour: models.Green, Reason: models.PlainMessage("按序时进度推进"), Month: models.MonthOf(2021, 3)}},
		{"a card shows through missing data", models.DateOf(2021, 4, 20), nil,
			[]models.Escalation{card(models.Yellow, 0, false)},
			models.Standing{Colour: models.YellowHue, Reason: models.PlainMessage("达到黄牌标准：节点“封顶”应于2021-04-01完成"),
				Rung: models.Yellow}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := late(0, false)
			f.Project.AnnualPlan, f.Reports, f.Escalations = 1_200_000_000, c.reports, c.cards
			if got := models.RulesFor(f, calendar2021()).Standing(f, c.today); got.Colour != c.want.Colour ||
				got.Month != c.want.Month ||
				got.Reason.Text != c.want.Reason.Text || got.Rung != c.want.Rung {
				t.Errorf("got %+v, want %+v", got, c.want)
			} else if word := got.Chinese(); got.Rung != models.NoRung && word != got.Rung.Reached() || word == "" {
				t.Errorf("%+v reads %q", got, word)
			}
		})
	}
}

func TestColourSeverity(t *testing.T) {
	order := []models.Colour{models.Green, models.NoData, models.YellowHue, models.RedHue, models.TopHue}
	for i, c := range order {
		if c.Severity() != i {
			t.Errorf("%s: %d", c, c.Severity())
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		part, whole models.Money
		want        string
	}{
		{0, 0, "-"}, {5, 0, "-"}, {0, 7, "0.0"}, {793, 1000, "79.3"}, {1, 3, "33.3"}, {2, 3, "66.7"}, {1, 1, "100.0"},
		{129, 100, "129.0"},
		{1, 2000, "0.1"}, {1, 2001, "0.0"}, {-5, 1000, "-0.5"}, {-1234, 1000, "-123.4"},
		{4_490_000_000_000, 4_490_000_000_000, "100.0"},
	} {
		if got := models.Percent(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.part, c.whole, got, c.want)
		}
	}
}

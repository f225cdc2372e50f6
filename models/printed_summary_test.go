package models_test

import (
	"strings"
	"testing"

	"duban/models"
)

// A sum over projects of which one is a private firm's gives that firm's amount away: the summary for others leaves it
// out, unless the list names such amounts.
func TestASummaryHidesTheAmountOfOnePrivateFirm(t *testing.T) {
	amount := func(wan models.Money) *models.Money { fen := wan * models.WanYuan.Fen(); return &fen }
	carried := func(i models.Investor) models.ProjectFigures {
		return models.ProjectFigures{Investor: i, CarriedFrom: models.MonthOf(2021, 5), Approved: amount(20_000)}
	}
	reported := func(i models.Investor) models.ProjectFigures {
		return models.ProjectFigures{Investor: i, Approved: amount(10_000), ReportedIn: amount(30_000)}
	}
	private, state := models.InvestorPrivate, models.InvestorState
	for name, c := range map[string]struct {
		lines         []models.ProjectFigures
		named         models.Answer
		has, withheld string
	}{
		"one": {[]models.ProjectFigures{carried(private), reported(private)}, models.No, "另有1个项目当月上报数尚未审定", "共"},
		"one of several": {[]models.ProjectFigures{carried(private), carried(state)}, models.No, "其中2个项目沿用以前月份的审定数。",
			"共4.00"},
		"two":         {[]models.ProjectFigures{carried(private), carried(private)}, models.No, "审定数，共4.00亿元。", "数。"},
		"the state's": {[]models.ProjectFigures{carried(state), reported(state)}, models.No, "当月上报3.00亿元", "上报数"},
		"named":       {[]models.ProjectFigures{carried(private)}, models.Yes, "审定数，共2.00亿元。", "数。"},
	} {
		f := models.ProgrammeFigures{Month: models.MonthOf(2021, 6), Lines: c.lines, Totals: models.TotalsOf(c.lines)}
		got := f.SummaryFor(models.Programme{Name: "清单", PrivateAmounts: c.named})
		_, after, _ := strings.Cut(got, "序时目标") // what is before names the list's total
		if !strings.Contains(after, c.has) || strings.Contains(after, c.withheld) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

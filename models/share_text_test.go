package models

import (
	"strings"
	"testing"
)

func TestShareTextNamesProjectsWithoutFirmsAmounts(t *testing.T) {
	amount := func(m Money) *Money { return &m }
	yi := YiYuan.Fen()
	lines := []ProjectFigures{
		{Name: "甲厂", Unit: "工信局", Investor: InvestorPrivate, Plan: 4 * yi, Scheduled: 2 * yi,
			Approved: amount(yi * 123 / 100),
			Behind:   yi * 77 / 100,
			InMonth:  amount(0), Light: RedHue},
		{Name: "乙路", Unit: "住建局", Investor: InvestorState, Plan: 6 * yi, Scheduled: 3 * yi, Approved: amount(3 * yi),
			InMonth: amount(yi), Light: Green},
	}
	p := ProgrammeFigures{Month: MonthOf(2021, 6), Totals: TotalsOf(lines), Lines: lines}
	text := p.ShareText(Programme{Name: "2021年区重点项目"}, 5)
	for _, wanted := range []string{"2021年区重点项目共2个项目", "1-6月累计完成4.23亿元",
		"落后于序时进度的项目1个：甲厂（工信局，完成序时进度的61.5%）。"} {
		if !strings.Contains(text, wanted) {
			t.Errorf("%q lacks %q", text, wanted)
		}
	}
	if strings.Contains(text, "1.23") || strings.Contains(text, "0.77") || strings.Contains(text, "预计") {
		t.Errorf("%q has an amount of the firm or a forecast", text)
	}
	lines[0].Behind = 0
	if text := p.ShareText(Programme{}, 5); !strings.HasSuffix(text, "没有落后于序时进度的项目。") {
		t.Errorf("nobody behind: %q", text)
	}
	if text := (ProgrammeFigures{}).ShareText(Programme{}, 5); text != "" {
		t.Errorf("nothing approved: %q", text)
	}
}

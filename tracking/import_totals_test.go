package tracking_test

import (
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

// A preview begins with the totals; one that moves by ten times is committed only when a person says that it is right.
func TestTotalsThatMoveByTenTimesAreAsked(t *testing.T) {
	h := planned(t, 3)
	sums := models.Money(0)
	for _, f := range h.facts(district) {
		sums += f.Project.AnnualPlan
	}
	sheet := func(unit string) []byte {
		rows := []string{"2021年重点项目计划表", "单位：" + unit, "项目编码,项目名称,总投资,年度计划投资"}
		for _, f := range h.facts(district) {
			rows = append(rows, strings.Join([]string{f.Project.Code, f.Project.Name,
				f.Project.TotalInvestment.In(models.WanYuan), f.Project.AnnualPlan.In(models.WanYuan)}, ","))
		}
		return []byte(strings.Join(rows, "\n") + "\n")
	}
	p := h.preparePreview(uploadOf("same", sheet("万元"), tracking.ImportChoices{}))
	if p.Totals == nil || p.Totals.Before == nil || p.Totals.After != *p.Totals.Before || p.Totals.After.Projects != 3 ||
		p.Totals.After.AnnualPlan != sums || len(p.Totals.Moved) != 0 {
		t.Fatalf("%+v", p.Totals)
	}
	p = h.preparePreview(uploadOf("less", sheet("千元"), tracking.ImportChoices{}))
	if p.Batch != "" || !p.Totals.Asked || p.Totals.After.AnnualPlan*10 != sums || len(p.Questions) != 1 ||
		p.Questions[0].ID != "totals" {
		t.Errorf("in 千元: %+v, %+v", p.Totals, p.Questions)
	}
	p = h.preparePreview(uploadOf("said", sheet("千元"), tracking.ImportChoices{Say: map[string]string{"totals": "right"}}))
	if p.Totals.Asked || len(p.Totals.Moved) == 0 || p.Questions[0].Answer != "right" {
		t.Errorf("answered: %+v, %+v", p.Totals, p.Questions)
	}
	for _, f := range p.Findings {
		if f.Code == "totals_moved" {
			t.Errorf("asked again: %s", f.Message)
		}
	}
}

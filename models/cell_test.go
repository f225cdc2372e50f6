package models

import "testing"

func TestMonthsOfCells(t *testing.T) {
	for n := 1; n <= 12; n++ {
		if got := CellOfMonth(n).MonthNumber(); got != n {
			t.Errorf("%s: %d", CellOfMonth(n), got)
		}
	}
	for _, c := range []CellField{"", "plan_", "plan_1", "plan_00", "plan_13", "plan_+1", "plan_-1", "plan_001", "plan_ 1",
		"plan_1a", "Plan_01", CellPlan, CellName} {
		if got := c.MonthNumber(); got != 0 {
			t.Errorf("%q: month %d", c, got)
		}
	}
}

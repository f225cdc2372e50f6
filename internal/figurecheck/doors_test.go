package figurecheck

import (
	"slices"
	"testing"
)

func check(t *testing.T, c *scene) {
	t.Helper()
	now, then := c.now(), c.then(0)
	n := 0
	s, _, _ := c.expected(0)
	known := s.Speaks.Month != 0 && s.Figures.Known()
	for _, d := range doors(c) {
		want := now
		if d.at && !known {
			continue
		}
		if d.at {
			want = then
		}
		readings := d.find(d.read(c))
		n += len(readings)
		must := d.must
		if !known { // nothing is approved yet: a stroke stands for most figures
			must = nil
		}
		for _, wrong := range compare(d.name, readings, want, must) {
			t.Error(wrong)
		}
		t.Logf("%s: %d figures", d.name, len(readings))
	}
	t.Logf("%d figures", n)
}

func doors(c *scene) []door {
	return slices.Concat(pages(), monthPages(c), answers(), commands(), workbooks(), forecastDoors())
}

func TestEveryDoorPrintsTheFiguresOfModels(t *testing.T) {
	t.Run("half a year", func(t *testing.T) {
		c := halfYear(t)
		check(t, c)
		t.Run("the estimates", func(t *testing.T) { checkEstimates(t, c) })
		t.Run("a closed month", func(t *testing.T) { checkClosed(t, c) })
		t.Run("a late report", func(t *testing.T) { checkLateReport(t, c) })
		t.Run("a history", func(t *testing.T) { checkHistory(t, c) })
		t.Run("problems", func(t *testing.T) { checkProblems(t, c) })
		t.Run("ranks by kind of unit", func(t *testing.T) { checkRankGroups(t, c) })
	})
	t.Run("November", func(t *testing.T) {
		c := november(t)
		check(t, c)
		t.Run("the estimates", func(t *testing.T) { checkEstimates(t, c) })
		t.Run("funds", func(t *testing.T) { checkFunds(t, c) })
		t.Run("planted differences", func(t *testing.T) { checkPlanted(t, c) })
		t.Run("without evidence", func(t *testing.T) { checkWithoutEvidence(t, c) })
	})
}

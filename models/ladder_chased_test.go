package models_test

import (
	"slices"
	"testing"

	"duban/models"
)

// Under the ladder of November 2026 a late monthly report is chased and earns no card, however many months are late;
// everything else is as in the ladder before.
func TestALateReportEarnsOnlyAnUrging(t *testing.T) {
	now := models.DateOf(2021, 9, 30).At(12, 0)
	rungs := func(ladder string) (reports, others []models.Rung, r models.Rules, f models.Facts) {
		f = late(models.DateOf(2021, 6, 30), true)
		f.Programmes[0].Ladder, f.Programmes[0].LiveFrom = ladder, models.DateOf(2021, 1, 1)
		r = models.RulesFor(f, calendar2021())
		for _, e := range r.Advance(f, now).Records {
			switch {
			case e.Kind != models.KindRung:
			case e.Item == models.ItemReport:
				reports = append(reports, e.Rung)
			default:
				others = append(others, e.Rung)
			}
			f.Escalations = append(f.Escalations, e)
		}
		return reports, others, r, f
	}
	was, wasOthers, _, recorded := rungs(models.Ladder2026)
	is, others, r, _ := rungs(models.Ladder202611)
	if !slices.Contains(was, models.Yellow) || len(is) == 0 || len(slices.Compact(is)) != 1 || is[0] != models.Urging {
		t.Errorf("rungs of reports: before %v, now %v", was, is)
	}
	if !slices.Equal(wasOthers, others) {
		t.Errorf("other rungs: before %v, now %v", wasOthers, others)
	}
	// what an earlier ladder put on record is no fault under this one
	if found := r.InconsistentRungs(recorded); len(found) != 0 {
		t.Errorf("%q", found)
	}
}

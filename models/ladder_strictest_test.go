package models_test

import (
	"fmt"
	"slices"
	"testing"

	"duban/models"
)

// Of each level of the investment the higher share holds, also when only a lower rung is stricter; a level or an
// audience that only one of two ladders has stays.
func TestStrictestTakesTheHigherShareOfEachLevel(t *testing.T) {
	base := models.LadderOf(models.NewLadder)
	city := base
	city.Investment, city.Milestone = slices.Clone(base.Investment), slices.Clone(base.Milestone)
	for i := range city.Investment {
		if l := &city.Investment[i]; l.Rung == models.Yellow {
			l.Below = 85
		}
	}
	city.Investment = append(city.Investment, models.Level{Below: 85, Rung: models.Red, RepeatOf: models.Yellow,
		To: []models.Audience{models.ToDistrictHead}})
	for i := range city.Milestone {
		if s := &city.Milestone[i]; s.Rung == models.Red {
			s.To = []models.Audience{models.ToDistrictHead}
		}
	}
	for _, merged := range []models.Ladder{models.Strictest(base, city), models.Strictest(city, base)} {
		var got []string
		for _, l := range merged.Investment {
			got = append(got, fmt.Sprintf("%s<%d after %s", l.Rung, l.Below, l.RepeatOf))
		}
		want := []string{"top<60 after red", "red<60 after ", "red<85 after yellow", "yellow<85 after ", "urging<90 after "}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		for _, s := range merged.Milestone {
			if s.Rung == models.Red && (len(s.To) != 3 || !slices.Contains(s.To, models.ToDistrictHead)) {
				t.Errorf("a red card informs %v", s.To)
			}
		}
	}
	if base.Investment[2].Below != 80 {
		t.Error("merging changed its input")
	}
}

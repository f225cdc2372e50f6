package simulate

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"duban/models"
)

// Trying the rules that were in force gives what is on record: every reminder and rung of whole years, at its moment,
// for the same reason, to the same audiences.
func TestReplayOfTheRulesInForceIsTheRecord(t *testing.T) {
	for seed := range uint64(3) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			y := simulated(t, seed, newYear, yearEnd, func(o *Options) { o.Ladder = models.LadderNames[seed%3] })
			days := Options{From: newYear, To: yearEnd}
			if err := days.complete(); err != nil {
				t.Fatal(err)
			}
			compared := 0
			for _, f := range y.Facts {
				rules := days.Rules(f)
				tried := rules.Replay(f, y.Moves, yearEnd.At(23, 59))
				compared += compareReplay(t, f, tried)
				if changes := models.CompareRungs(f.Escalations, tried, newYear, yearEnd); len(changes) != 0 {
					t.Errorf("%s: %d changes", f.Project.Code, len(changes))
				}
			}
			if compared < 500 {
				t.Errorf("only %d records compared", compared)
			}
		})
	}
}

func compareReplay(t *testing.T, f models.Facts, tried []models.Escalation) int {
	t.Helper()
	lines := func(all []models.Escalation) (out []string) {
		for _, e := range all {
			if e.Item == models.ItemReview && e.Kind == models.KindReminder {
				continue
			}
			out = append(out, fmt.Sprint(e.ID, e.Item, " ", e.SubjectName, e.Month, " ", e.Step, " ", e.Cause, " ",
				e.At.Minute(), " ",
				e.PassedOver, e.To))
		}
		slices.SortFunc(out, cmp.Compare)
		return out
	}
	want, got := lines(f.Escalations), lines(tried)
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("%s: on record and not replayed: %s", f.Project.Code, line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("%s: replayed and not on record: %s", f.Project.Code, line)
		}
	}
	return len(want)
}

// A set of rules is tried over a year of 48 projects in well under a second; the ratio to simulating the year shows it.
func BenchmarkReplay(b *testing.B) {
	y := simulated(b, 1, newYear, yearEnd)
	o := Options{From: newYear, To: yearEnd}
	if err := o.complete(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, f := range y.Facts {
			o.Rules(f).Replay(f, y.Moves, yearEnd.At(23, 59))
		}
	}
}

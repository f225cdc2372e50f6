package tracking_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/tracking"
)

func (h *env) ranking(by tracking.RankingBy, month models.Month) tracking.Ranking {
	h.t.Helper()
	r, err := h.Ranking(h.t.Context(), office, tracking.RankingFilter{By: by, Month: month})
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

func TestRankingsAddUpToTheStatusHoweverProjectsAreGrouped(t *testing.T) {
	h, _, _ := halfYear(t)
	o, err := h.Overview(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, by := range []tracking.RankingBy{tracking.ByUnit, tracking.BySector, tracking.ByLevel, tracking.BySponsor,
		tracking.ByTown, tracking.ByStage} {
		r := h.ranking(by, 0)
		var sum models.Totals
		for _, g := range r.Groups {
			sum.Projects += g.Projects
			sum.Plan += g.Plan
			sum.Scheduled += g.Scheduled
			sum.Approved += g.Approved
			sum.Capped += g.Capped
		}
		want := models.Totals{
			Projects: o.Status.Projects, Plan: o.Status.AnnualPlan, Scheduled: o.Curve[r.Month.Number()-1].Scheduled,
			Approved: o.Status.Approved, Capped: r.Total.Capped,
		}
		got := []models.Totals{sum, {Projects: r.Total.Projects, Plan: r.Total.Plan, Scheduled: r.Total.Scheduled,
			Approved: r.Total.Approved, Capped: r.Total.Capped}}
		for i, g := range got {
			if g.Projects != want.Projects || g.Plan != want.Plan || g.Scheduled != want.Scheduled ||
				g.Approved != want.Approved || g.Capped != want.Capped || g.Approved == 0 {
				t.Errorf("%s, %d: got %+v, want %+v", by, i, g, want)
			}
		}
		if r.Month != o.Status.ApprovedMonth || len(r.Projects) != 48 {
			t.Errorf("%s: %s with %d projects, the status is of %s", by, r.Month, len(r.Projects), o.Status.ApprovedMonth)
		}
		if diff := cmp.Diff(o.Status.Colours, withZeroes(r.Total.Colours)); diff != "" {
			t.Errorf("%s, colours of the status (-) and the ranking (+):\n%s", by, diff)
		}
	}
}

func withZeroes(counts map[models.Colour]int) map[models.Colour]int {
	all := map[models.Colour]int{models.Green: 0, models.YellowHue: 0, models.RedHue: 0, models.TopHue: 0,
		models.NoData: 0}
	maps.Copy(all, counts)
	return all
}

func TestRanksFollowTheCompletionRateAndTheMonthBefore(t *testing.T) {
	h, _, _ := halfYear(t)
	r := h.ranking(tracking.ByUnit, 0)
	if r.Before != june-1 || len(r.Groups) < 5 {
		t.Fatalf("%d groups of %s, before is %s", len(r.Groups), r.Month, r.Before)
	}
	may := h.ranking(tracking.ByUnit, june-1)
	if may.Month != june-1 {
		t.Fatalf("asked for May, got %s", may.Month)
	}
	ranks := map[string]int{}
	for _, g := range may.Groups {
		ranks[g.Name] = g.Rank
	}
	moved := 0
	for i, g := range r.Groups {
		if g.RankBefore != ranks[g.Name] {
			t.Errorf("%s: before %d, in May %d", g.Name, g.RankBefore, ranks[g.Name])
		}
		if g.Rank != g.RankBefore {
			moved++
		}
		if i == 0 {
			if g.Rank != 1 {
				t.Errorf("the first has rank %d", g.Rank)
			}
			continue
		}
		above := r.Groups[i-1]
		// a.Approved ÷ a.Plan against b.Approved ÷ b.Plan, without dividing
		left, right := float64(above.Approved)*float64(g.Plan), float64(g.Approved)*float64(above.Plan)
		if left < right*0.999999 {
			t.Errorf("%s stands above %s and has done less", above.Name, g.Name)
		}
		if g.Rank != i+1 && g.Rank != above.Rank {
			t.Errorf("%s: rank %d at place %d", g.Name, g.Rank, i+1)
		}
	}
	if moved == 0 {
		t.Error("nobody moved in a month: nothing was compared")
	}
}

func TestAGroupListsItsProjectsOnly(t *testing.T) {
	h, _, _ := halfYear(t)
	for _, g := range h.ranking(tracking.ByStage, 0).Groups {
		r, err := h.Ranking(t.Context(), office, tracking.RankingFilter{By: tracking.ByStage, Group: g.Name, Grouped: true})
		if err != nil {
			t.Fatal(err)
		}
		var approved, scheduled models.Money
		for _, p := range r.Projects {
			if p.Approved != nil {
				approved += *p.Approved
			}
			scheduled += p.Scheduled
		}
		if len(r.Projects) != g.Projects || approved != g.Approved || scheduled != g.Scheduled {
			t.Errorf("%s: %d projects with %d of %d, the group has %d with %d of %d", g.Name, len(r.Projects), approved,
				scheduled, g.Projects, g.Approved, g.Scheduled)
		}
	}
}

// The formula is worked out once more from the groups: who is listed, is listed for a reason that can be checked.
func TestTheListsFollowTheirFormula(t *testing.T) {
	h, _, _ := halfYear(t)
	r := h.ranking(tracking.ByTown, 0) // the lists are of units whatever is ranked
	units := h.ranking(tracking.ByUnit, 0)
	red, black := map[string]bool{}, map[string]bool{}
	for _, u := range r.Red {
		red[u.Unit] = true
	}
	for _, u := range r.Black {
		black[u.Unit] = true
		if !u.ByRatio && len(u.Cards) == 0 {
			t.Errorf("%s is on the black list for nothing", u.Unit)
		}
	}
	for _, g := range units.Groups {
		carded := g.WorstRung.Height() >= models.Red.Height()
		complete := g.Complete()
		if black[g.Name] && !carded && (g.Approved*100 >= g.Scheduled*60 || !complete) {
			t.Errorf("%s is on the black list at %s%%", g.Name, models.Percent(g.Approved, g.Scheduled))
		}
		if red[g.Name] && (g.Approved < g.Scheduled || g.WorstRung.Height() >= models.Yellow.Height() || !complete) {
			t.Errorf("%s is on the red list: %+v", g.Name, g)
		}
		if red[g.Name] && black[g.Name] {
			t.Errorf("%s is on both lists", g.Name)
		}
	}
	if len(r.Black) == 0 {
		t.Error("the sample year has nobody on the black list: nothing was checked")
	}
}

// Without a document there is no black list; ranks and the red list are what they were.
func TestNoBlackListWithoutADocument(t *testing.T) {
	h, _, _ := halfYear(t)
	with := h.ranking(tracking.ByUnit, 0)
	if with.BlackDocument == "" || len(with.Black) == 0 {
		t.Fatalf("by %q, %d units", with.BlackDocument, len(with.Black))
	}
	for _, wrong := range []models.Publishing{{BlackDocument: "按领导要求"}, {PrivateAmounts: "maybe"}} {
		_, err := h.SetPublishing(t.Context(), office, "wrong "+wrong.BlackDocument, "", wrong)
		if models.KindOf(err) != models.KindInvalid {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	for range 2 { // the same key again
		got, err := h.SetPublishing(t.Context(), office, "off", "", models.Publishing{BlackDocument: "  "})
		if err != nil || got.BlackDocument != "" || got.PrivateAmounts != models.No {
			t.Fatal(got, err)
		}
	}
	without := h.ranking(tracking.ByUnit, 0)
	if len(without.Black) != 0 || without.BlackDocument != "" {
		t.Errorf("a black list without a document: %+v", without.Black)
	}
	if diff := cmp.Diff(with.Groups, without.Groups); diff != "" || len(with.Red) != len(without.Red) {
		t.Error(diff)
	}
}

func TestAnUnknownGroupingAndAMonthOfAnotherYearAreRefused(t *testing.T) {
	h := planned(t, 2)
	_, err := h.Ranking(t.Context(), office, tracking.RankingFilter{By: "weather"})
	wantCode(t, err, models.KindInvalid, "bad_grouping")
	_, err = h.Ranking(t.Context(), office, tracking.RankingFilter{Month: models.MonthOf(2020, 6)})
	wantCode(t, err, models.KindInvalid, "month_outside_year")
	r := h.ranking(tracking.ByUnit, 0)
	if r.Month != 0 || len(r.Groups) == 0 || r.Groups[0].Rank != 0 || len(r.Red)+len(r.Black) != 0 {
		t.Errorf("nothing is approved, yet %+v", r)
	}
}

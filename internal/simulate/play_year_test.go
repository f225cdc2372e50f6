package simulate

import (
	"flag"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/internal/ladderoracle"
	"duban/internal/sample"
	"duban/models"
	"duban/store"
)

var years = flag.Int("years", 0, "play whole years, with this many seeds, instead of months with three")

// Months of a year in which leaders change, posts stand empty, orders are answered late, requests are granted and
// problems climb, on tracking, activities and store: the oracle agrees with every rung, month, order and digest.
func TestAPlayWithLeadersOrdersAndRequests(t *testing.T) {
	// five months: with a card for each order and one answer, with letters, and with an answer every ten days
	seeds, from, to := []uint64{6, 2, 3}, models.DateOf(2021, 3, 1), models.DateOf(2021, 7, 31)
	if *years > 0 {
		seeds, from, to = nil, newYear, yearEnd
		for seed := range uint64(*years) {
			seeds = append(seeds, seed)
		}
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			p := newPlay(seed)
			o := options(t, seed, from, to, sixOf(t, int(seed)))
			var told seen
			y := runDesk(t, o, p, func(d *desk) { told = look(t, d) })
			t.Logf("seed %d: %v, %d orders, %d digests, %+v", seed, p.n, len(told.orders), len(told.digests), y.Figures().Counts)
			plan, events := oracleInput(t, y)
			events = append(events, p.closed...)
			for _, line := range ladderoracle.Differences(plan, events) {
				t.Error(line)
			}
			var months []ladderoracle.Month
			recode(t, y.Months(), &months)
			if diff := cmp.Diff(ladderoracle.Months(plan, events), months); diff != "" {
				t.Errorf("months: %s", diff)
			}
			p.compareOrders(t, plan, events, told)
			p.compareDigests(t, plan, events, y, told)
			p.compareProblems(t, y, told)
		})
	}
}

// seen is what the database has at the end of a play.
type seen struct {
	orders  []models.OrderFacts
	told    []models.OutboxMessage // of steps with orders
	digests []models.Delivery
	entries map[string]models.InboxEntry // of the digests, by row key

	problems map[string][]models.ProblemStep // by problem
	fell     map[string]bool                 // rungs that the office was told of in place of a leader
}

// sixOf cuts the workbooks down to six projects, others for each seed.
func sixOf(t testing.TB, seed int) func(*Options) {
	return func(o *Options) {
		data := sample.Programme(o.From.Year())
		first := seed * 6 % len(data.Projects)
		data.Projects = data.Projects[first : first+6]
		o.Plan, o.Milestones = written(t, data)
	}
}

func look(t *testing.T, d *desk) (s seen) {
	t.Helper()
	var err error
	if s.orders, err = d.allOrders(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.entries, s.problems = map[string]models.InboxEntry{}, map[string][]models.ProblemStep{}
	s.fell = map[string]bool{}
	if err := d.store.Read(t.Context(), func(tx *store.Tx) error {
		for _, id := range d.play.problems {
			var err error
			if s.problems[id], err = tx.ProblemStepsOf(id); err != nil {
				return err
			}
		}
		for _, project := range append(slices.Collect(maps.Keys(d.play.sponsor)), "") {
			rows, err := tx.OutboxOf(project)
			if err != nil {
				return err
			}
			for _, m := range rows {
				if m.Kind == models.NoticeOrder {
					s.told = append(s.told, m)
				}
			}
		}
		own, err := tx.InboxOf(Office.ID, 1_000_000, 0)
		if err != nil {
			return err
		}
		for _, e := range own {
			leaders := []models.Audience{models.ToSponsor, models.ToDeputyInCharge, models.ToDistrictHead}
			if e.Kind == models.NoticeLadder && slices.Contains(leaders, e.Audience) {
				s.fell[e.Object] = true
			}
		}
		all, err := tx.DeliveriesSince(0, 1_000_000)
		if err != nil {
			return err
		}
		for _, one := range all {
			if one.Kind != models.DeliveryDigest {
				checkAtOnce(t, one)
				continue
			}
			s.digests = append(s.digests, one)
			entries, err := tx.InboxEntries(one.ItemKeys())
			if err != nil {
				return err
			}
			for _, e := range entries {
				s.entries[e.ID] = e
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return s
}

package tracking_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// interimKept runs what keeps the rounds twice at a moment and says how many steps it took: the second time none.
func interimKept(t *testing.T, h *env, at models.Instant, want int) {
	t.Helper()
	*h.clock = at
	for i := range 2 {
		if steps, err := h.KeepInterim(t.Context()); err != nil || steps != want*(1-i) {
			t.Errorf("%s, asked %d times before: %d steps, want %d, %v", at.Minute(), i, steps, want, err)
		}
	}
}

// On a document a table opens by itself for each ten days, is answered without the amount, reminds on the day it is
// due, closes by itself and gives the office the list; an outage leaves one missed period and no message of it.
func TestTenDayRoundsOpenOnADocument(t *testing.T) {
	h := newEnv(t)
	h.bring("plan", planBook(t, first(4)))
	*h.clock = models.DateOf(2021, 6, 1).At(10, 0)
	before, err := h.Overview(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	set := func(key string, change func(*models.InterimEntry)) (tracking.InterimPage, error) {
		c := interimEntry(models.DateOf(2021, 6, 1), models.DateOf(2021, 6, 30))
		change(&c)
		return h.SetInterim(t.Context(), office, key, "", c)
	}
	if _, err := set("none", func(c *models.InterimEntry) { c.Document = "" }); models.KindOf(err) != models.KindInvalid {
		t.Errorf("without a document: %v", err)
	}
	interimKept(t, h, *h.clock, 0)
	for range 2 { // the same key enters one round
		page, err := set("set", func(*models.InterimEntry) {})
		if err != nil || len(page.Rounds) != 1 || page.Rounds[0].Next.Due.String() != "2021-06-10" {
			t.Fatalf("%+v %v", page, err)
		}
	}
	day := func(n, hour int) models.Instant { return models.DateOf(2021, 6, n).At(hour, 0) }
	interimKept(t, h, day(8, 8), 0)
	interimKept(t, h, day(8, 10), 1)
	list, err := h.UrgentTables(t.Context(), office, "")
	if err != nil || len(list.Tables) != 1 || list.Tables[0].Name != "2021年6月上旬调度" ||
		list.Tables[0].Basis != "青政办函〔2021〕12号" {
		t.Fatalf("%+v %v", list, err)
	}
	id := list.Tables[0].ID
	table, err := h.UrgentTable(t.Context(), office, id)
	if err != nil {
		t.Fatal(err)
	}
	answered := table.Rows[0].Code
	if table, err = h.AnswerUrgent(t.Context(), office, "answer", id, []tracking.UrgentAnswer{{Project: answered,
		Values: map[string]string{"形象进度": "主体三层"}}}); err != nil || table.Answered != 1 {
		t.Fatalf("%+v %v", table.UrgentLine, err)
	}
	interimKept(t, h, day(10, 15), 1)
	interimKept(t, h, day(11, 10), 1)
	interimKept(t, h, day(25, 10), 1) // the second ten days were missed
	interimKept(t, h, day(28, 10), 1)
	page, err := h.Interim(t.Context(), office, "")
	if err != nil || len(page.Rounds[0].Periods) != 3 {
		t.Fatalf("%+v %v", page, err)
	}
	missed, last := page.Rounds[0].Periods[1], page.Rounds[0].Periods[2]
	if missed.TableID != "" || missed.Due.String() != "2021-06-18" || last.TableID == "" {
		t.Errorf("%+v", page.Rounds[0].Periods)
	}
	late, closed := interimSaid(t, h, table)
	if strings.Contains(late, answered) || !strings.Contains(late, table.Rows[1].Code) ||
		!strings.Contains(closed, "已填报 1 个项目，未填报 3 个") {
		t.Errorf("reminded: %s, the list: %s", late, closed)
	}
	// another document prolongs it; ending closes what is open
	if page, err = set("more", func(c *models.InterimEntry) {
		c.Document, c.FirstDay, c.LastDay = "13号", models.DateOf(2021, 7, 1), models.DateOf(2021, 7, 31)
	}); err != nil || len(page.Rounds) != 2 {
		t.Fatalf("%+v %v", page, err)
	}
	for range 2 {
		if page, err = h.EndInterim(t.Context(), office, "end", page.Rounds[1].ID,
			models.InterimEnding{Reason: "已完成"}); err != nil || page.Rounds[1].EndReason != "已完成" || page.Rounds[1].InForce {
			t.Fatalf("%+v %v", page, err)
		}
	}
	if table, err = h.UrgentTable(t.Context(), office, last.TableID); err != nil || table.ClosedAt == 0 {
		t.Errorf("not closed: %+v %v", table.UrgentLine, err)
	}
	interimKept(t, h, day(30, 15), 0)
	interimKept(t, h, models.DateOf(2021, 7, 8).At(10, 0), 1)
	*h.clock = models.DateOf(2021, 6, 1).At(10, 0)
	after, err := h.Overview(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before.Projects, after.Projects); diff != "" {
		t.Errorf("figures changed: %s", diff)
	}
}

// interimSaid returns what owners were reminded of on the day a table was due, and the list the office got.
func interimSaid(t *testing.T, h *env, table tracking.UrgentPage) (late, closed string) {
	t.Helper()
	if err := h.Store.Read(t.Context(), func(tx *store.Tx) error {
		for _, row := range table.Rows {
			of, err := tx.OutboxOf("2021-" + row.Code)
			if err != nil {
				return err
			}
			for _, m := range of {
				if strings.HasPrefix(m.Key, "interim/"+table.ID+"/due/") {
					late += m.Body
				}
			}
		}
		m, err := tx.OutboxMessage("interim/" + table.ID + "/closes/office")
		closed = m.Title
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return late, closed
}

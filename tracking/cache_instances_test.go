package tracking_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"duban/internal/testkit/pgtest"
	"duban/models"
	"duban/tracking"
)

// second is another process on the same database, with a cache of its own.
func (h *env) secondProcess(t *testing.T, dsn string) *env {
	t.Helper()
	other := openEnv(t, dsn, *h.clock)
	other.clock, other.runs = h.clock, h.runs
	other.Service.Now = h.Service.Now
	return other
}

// Two processes on one database: what one changes is on the next page of the other, whichever kept what before.
func TestAChangeOfOneProcessIsOnTheNextPageOfTheOther(t *testing.T) {
	for name, dsn := range map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return t.TempDir() + "/duban.db" },
		"postgres": func(t *testing.T) string { return pgtest.New(t) },
	} {
		t.Run(name, func(t *testing.T) {
			database := dsn(t)
			a := openEnv(t, database, planDay)
			a.bring("plan", planBook(t, first(4)))
			a.until(models.DateOf(2021, 4, 6).At(10, 0))
			b := a.secondProcess(t, database)
			pages := [2]*env{a, b}
			months := []models.Month{models.MonthOf(2021, 2), models.MonthOf(2021, 3)}
			for n := range 8 {
				writer, reader := pages[n%2], pages[1-n%2]
				before := reader.status()
				code := reader.facts(district)[n%4].Project.Code
				writer.approve(code, months[n/4], models.Money(n+1)*1_000_000)
				page, err := reader.ProjectPage(t.Context(), office, code)
				if err != nil || page.Months[months[n/4].Number()-1].ApprovedYTD == nil {
					t.Fatalf("%d: the page of the other process does not show the month: %v", n, err)
				}
				if after := reader.status(); n%4 == 0 && after.Approved == before.Approved && after.Waiting == before.Waiting &&
					after.Headline == before.Headline {
					t.Errorf("%d: the sums of the other process stand still: %+v", n, after)
				}
				a.sameAsKept()
				b.sameAsKept()
			}
		})
	}
}

// What is kept is shared between requests: no page changes it. All readers ask at once, while a writer changes rows.
func TestPagesLeaveWhatIsKeptAsItIs(t *testing.T) {
	h, _, _ := halfYear(t)
	government := models.Actor{ID: "gov", Name: "政府办", Roles: []models.Role{{Role: models.RoleGovernment}}}
	ask := func() string {
		var out bytes.Buffer
		for _, read := range []func() (any, error){
			func() (any, error) { return h.Overview(t.Context(), office, "") },
			func() (any, error) { return h.Board(t.Context(), office, "", 0) },
			func() (any, error) { return h.LeaderPage(t.Context(), government, "") },
			func() (any, error) { return h.UnitPage(t.Context(), office, "", "") },
			func() (any, error) { return h.ChaseText(t.Context(), office, "", 0) },
			func() (any, error) { return h.ReviewQueue(t.Context(), office, tracking.UrgentFirst) },
			func() (any, error) { return h.Tasks(t.Context(), office) },
			func() (any, error) { return h.Ranking(t.Context(), office, tracking.RankingFilter{}) },
			func() (any, error) {
				return h.Ranking(t.Context(), office, tracking.RankingFilter{By: tracking.BySponsor, Month: models.MonthOf(2021,
					4)})
			},
			func() (any, error) {
				return h.Projects(t.Context(), office, tracking.ProjectFilter{Sort: tracking.SortWorst})
			},
			func() (any, error) { return h.Projects(t.Context(), office, tracking.ProjectFilter{Search: "科"}) },
			func() (any, error) { return h.ProjectPage(t.Context(), office, "ZD-2021-003") },
			func() (any, error) { return h.PlanPage(t.Context(), office, "ZD-2021-003") },
			func() (any, error) { return h.Escalations(t.Context(), office, "", false) },
			func() (any, error) { return h.Submissions(t.Context(), office, "", false) },
			func() (any, error) { return h.Closings(t.Context(), office, "") },
			func() (any, error) { return h.YearEnd(t.Context(), office, "") },
			func() (any, error) { return h.Target(t.Context(), office, "") },
		} {
			answer, err := read()
			if err != nil {
				t.Error(err)
			}
			text, err := json.Marshal(answer)
			if err != nil {
				t.Error(err)
			}
			out.Write(text)
			out.WriteByte('\n')
		}
		return out.String()
	}
	want := ask()
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if got := ask(); got != want {
				t.Error("the same pages a second time say something else")
			}
		})
	}
	wait.Wait()
	h.sameAsKept()
	for n := range 3 { // while a writer changes rows, each answer is of one state
		wait.Go(func() { ask() })
		wait.Go(func() { ask() })
		if _, err := h.DecideTarget(t.Context(), office, fmt.Sprint("target ", n), "", models.TargetEntry{
			Amount: models.Money(n+1) * 10_000_000_000_000, DecidedOn: h.clock.Date(), Document: fmt.Sprintf("〔2021〕1%d号", n),
			Reason: "调整", Confirmed: true}); err != nil {
			t.Fatal(err)
		}
		wait.Wait()
		h.sameAsKept()
	}
}

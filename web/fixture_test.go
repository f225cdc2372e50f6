package web_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"duban/activities"
	"duban/internal/calendar"
	"duban/internal/files"
	"duban/internal/sample"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
	"duban/web"
	"duban/workflows/contract"
)

// today is the time of the tests in the sample year: June's reports are due, most are approved.
var today = models.DateOf(2021, 7, 12).At(10, 20)

// fixture is a service over a real store, without workflows and with a clock set by the test.
type fixture struct {
	store *store.Store
	now   models.Instant
	next  map[string]models.Instant // next moment of each project
	batch int
	full  error // error of every write; nil: none
	// milestones done before this day are imported as done; none: before 5 January
	doneBefore models.Date
}

// noProcess replaces Temporal for tests that only read.
type noProcess struct{ tracking.Process }

func (noProcess) CountProjects(context.Context, string) (int, error) { return 48, nil }

func (noProcess) RunningProjects(context.Context) ([]contract.Run, error) {
	return nil, models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")
}

func (noProcess) StartOrPoke(context.Context, contract.ProjectParams) error {
	return models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")
}

func (d *fixture) service() *tracking.Service {
	return &tracking.Service{
		Store: d.store, Process: noProcess{}, Evidence: files.At("testdata/no evidence"),
		Calendar: func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) },
		Now:      func() time.Time { return d.now.Time() }, Log: slog.New(slog.DiscardHandler),
	}
}

// handler returns the pages for a logged-in reader.
func (d *fixture) handler(log io.Writer) http.Handler {
	return with(d.pages(log), d.session(models.RoleReadOnly))
}

// pages returns the pages without a login.
func (d *fixture) pages(log io.Writer) http.Handler {
	return web.Handler(d.service(), web.Options{Log: slog.New(slog.NewTextHandler(log, nil)), OpenAPI: openAPI()})
}

// openAPI is the API's description, from the golden file of its test.
var openAPI = sync.OnceValue(func() []byte {
	content, err := os.ReadFile("../api/testdata/openapi.json")
	if err != nil {
		panic(err)
	}
	return content
})

func empty(t testing.TB) *fixture {
	t.Helper()
	d := &fixture{now: today, next: map[string]models.Instant{}}
	var err error
	d.store, err = store.Open(t.Context(), store.Config{DSN: storetest.NewFile(t),
		CheckSpace: func() error { return d.full }, OnQuery: func() { queries.Add(1) }})
	d.must(t, err)
	t.Cleanup(func() { d.must(t, d.store.Close()) })
	return d
}

// planned returns a fixture with the first n projects of the sample year and no reports.
func planned(t testing.TB, n int, liveFrom models.Date) *fixture {
	t.Helper()
	d := empty(t)
	d.must(t, d.importPlan(sample.Programme(2021), n, liveFrom, models.DateOf(2021, 1, 4).At(9, 0)))
	return d
}

func (d *fixture) must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var sampleYear = sample.Programme(2021)

// queries counts the queries on the databases of fixtures.
var queries atomic.Int64

var shared struct {
	once sync.Once
	dir  string
	d    *fixture
	err  error
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.d != nil {
		_ = shared.d.store.Close()
	}
	if shared.dir != "" {
		_ = os.RemoveAll(shared.dir)
	}
	os.Exit(code)
}

// halfYear returns the sample programme on 12 July, with the year before. Tests share its database and must not change
// it.
func halfYear(t *testing.T) *fixture {
	t.Helper()
	shared.once.Do(func() { shared.err = buildHalfYear() })
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return &fixture{store: shared.d.store, now: today}
}

// buildHalfYear runs the sample year up to today with the real rules and activities.
func buildHalfYear() (err error) {
	if shared.dir, err = os.MkdirTemp("", "duban-web"); err != nil {
		return err
	}
	s, err := store.Open(context.Background(), store.Config{DSN: filepath.Join(shared.dir, "duban.db"),
		OnQuery: func() { queries.Add(1) }})
	if err != nil {
		return err
	}
	d := &fixture{store: s, next: map[string]models.Instant{}}
	shared.d = d
	before, year := sample.Programme(2020), sample.Programme(2021)
	if err := d.importPlan(before, 38, models.DateOf(2020, 1, 2), models.DateOf(2020, 1, 2).At(9, 0)); err != nil {
		return err
	}
	for m := models.MonthOf(2020, 2); m <= models.MonthOf(2020, 12); m++ {
		if err := d.importReports(before, 38, m, (m+1).Day(4).At(15, 0), nil); err != nil {
			return err
		}
	}
	clear(d.next) // the year before is not advanced any more
	if err := d.importPlan(year, 48, models.DateOf(2021, 1, 4), models.DateOf(2021, 1, 4).At(9, 0)); err != nil {
		return err
	}
	return d.run(year)
}

// inReview reports whether a project's June report and newest milestone are in review today.
func inReview(i int) bool { return i%9 == 4 }

func (d *fixture) run(year sample.Data) error {
	for day := models.DateOf(2021, 1, 5); day <= today.Date(); day++ {
		var done []models.ImportRow
		for i, p := range year.Projects {
			for _, m := range p.Milestones {
				if m.DoneOn != day {
					continue
				}
				if inReview(i) && day > today.Date()-12 {
					if err := d.submitMilestone(i, m.Name, day); err != nil {
						return err
					}
					continue
				}
				row, err := d.milestoneDone(projectID(2021, i), m.Name, day)
				if err != nil {
					return err
				}
				done = append(done, row)
			}
		}
		if err := d.advanceTo(day.At(14, 0)); err != nil {
			return err
		}
		if err := d.importRows(done, day.At(14, 0)); err != nil {
			return err
		}
		if m := day.Month() - 1; day.Day() == 5 && m.Number() > 1 {
			leftOut := func(i int) bool { return m.Number() == 6 && inReview(i) }
			if err := d.importReports(year, 48, m, day.At(15, 0), leftOut); err != nil {
				return err
			}
		}
	}
	return d.advanceTo(today)
}

// advanceTo runs everything that falls due until a moment, in order.
func (d *fixture) advanceTo(now models.Instant) error {
	acts := d.activities()
	for {
		var id string
		var at models.Instant
		for p, next := range d.next {
			if next != 0 && next <= now && (at == 0 || next < at || next == at && p < id) {
				id, at = p, next
			}
		}
		if id == "" {
			return nil
		}
		out, err := acts.Advance(context.Background(), contract.Advance{ProjectID: id, Now: at})
		if err != nil {
			return err
		}
		d.next[id] = out.Next.At
	}
}

func (d *fixture) activities() *activities.Activities {
	return &activities.Activities{Store: d.store, Calendar: func(extra []models.CalendarDay) models.Calendar {
		return calendar.With(extra)
	}}
}

// submit runs a command of the owner of a sample project.
func (d *fixture) submit(year sample.Data, i int, key, name string, body any, at models.Instant) error {
	ctx, id := context.Background(), projectID(year.Year, i)
	organisation := models.OrganisationID(year.Projects[i].Owner)
	owner := models.Actor{ID: "owner " + organisation, Name: "项目单位经办人",
		Roles: []models.Role{{Role: models.RoleOwner, OrganisationID: organisation}}}
	if err := storetest.PutActors(ctx, d.store, owner); err != nil {
		return err
	}
	c, err := storetest.StoreCommand(ctx, d.store, owner, key, name, id, body, at)
	if err != nil {
		return err
	}
	out, err := d.activities().RunCommand(ctx, contract.RunCommand{Now: at, Command: contract.Command{Key: key,
		Hash: c.Hash, ProjectID: id}})
	d.next[id] = out.Next.At
	return err
}

func (d *fixture) submitMilestone(i int, name string, day models.Date) error {
	return d.submit(sampleYear, i, fmt.Sprintf("web-test-%d-%s", i, name), models.CommandSubmitMilestone,
		models.SubmitMilestoneCommand{Milestone: name, DoneOn: day}, day.At(16, 30))
}

func projectID(year, i int) string { return models.ProjectID(year, code(year, i)) }

func code(year, i int) string { return fmt.Sprintf("ZD-%d-%03d", year, i+1) }

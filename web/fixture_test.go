package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"slices"
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

// today is the day the tests look at the sample year: reports of June are due, most are in.
var today = models.DateOf(2021, 7, 12).At(10, 20)

// district is a real service over a real store; only the processes are away, and the clock is the test's.
type district struct {
	store *store.Store
	now   models.Instant
	next  map[string]models.Instant // of the projects being followed
	batch int
	full  error // what the database says instead of storing anything
}

// away stands for Temporal: pages only count what runs.
type away struct{ tracking.Process }

func (away) CountProjects(context.Context, string) (int, error) { return 48, nil }

func (away) RunningProjects(context.Context) ([]contract.Run, error) {
	return nil, models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")
}

func (d *district) service() *tracking.Service {
	return &tracking.Service{
		Store: d.store, Process: away{}, Evidence: files.At("testdata/no evidence"),
		Calendar: func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) },
		Now:      func() time.Time { return d.now.Time() }, Log: slog.New(slog.DiscardHandler),
	}
}

// handler is the pages as a reader sees them, logged in.
func (d *district) handler(log io.Writer) http.Handler {
	return with(d.doors(log), d.session(models.RoleReadOnly))
}

// doors is the pages as they are, to nobody in particular.
func (d *district) doors(log io.Writer) http.Handler {
	return web.Handler(d.service(), web.Options{Log: slog.New(slog.NewTextHandler(log, nil)), OpenAPI: openAPI()})
}

// openAPI is the description of the API as its own test keeps it.
var openAPI = sync.OnceValue(func() []byte {
	content, err := os.ReadFile("../api/testdata/openapi.json")
	if err != nil {
		panic(err)
	}
	return content
})

func empty(t *testing.T) *district {
	t.Helper()
	d := &district{now: today, next: map[string]models.Instant{}}
	var err error
	d.store, err = store.Open(t.Context(), store.Config{DSN: filepath.Join(t.TempDir(), "duban.db"),
		CheckSpace: func() error { return d.full }})
	d.must(t, err)
	t.Cleanup(func() { d.must(t, d.store.Close()) })
	return d
}

// planned is a district with the first n projects of the sample year on its list and nothing reported yet.
func planned(t *testing.T, n int, liveFrom models.Date) *district {
	t.Helper()
	d := empty(t)
	d.must(t, d.plan(sample.Programme(2021), n, liveFrom, models.DateOf(2021, 1, 4).At(9, 0)))
	return d
}

func (d *district) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var sampleYear = sample.Programme(2021)

// queries counts the questions that pages of the shared house ask the database.
var queries atomic.Int64

var shared struct {
	once sync.Once
	dir  string
	d    *district
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

// halfYear is the whole sample programme on 12 July, with the year before beside it. It is read by many tests and
// changed by none.
func halfYear(t *testing.T) *district {
	t.Helper()
	shared.once.Do(func() { shared.err = liveThrough() })
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return &district{store: shared.d.store, now: today}
}

// liveThrough plays the sample year up to today: the real rules through the real activities, moment by moment.
func liveThrough() (err error) {
	if shared.dir, err = os.MkdirTemp("", "duban-web"); err != nil {
		return err
	}
	s, err := store.Open(context.Background(), store.Config{DSN: filepath.Join(shared.dir, "duban.db"),
		OnQuery: func() { queries.Add(1) }})
	if err != nil {
		return err
	}
	d := &district{store: s, next: map[string]models.Instant{}}
	shared.d = d
	before, year := sample.Programme(2020), sample.Programme(2021)
	if err := d.plan(before, 38, models.DateOf(2020, 1, 2), models.DateOf(2020, 1, 2).At(9, 0)); err != nil {
		return err
	}
	for m := models.MonthOf(2020, 2); m <= models.MonthOf(2020, 12); m++ {
		if err := d.reports(before, 38, m, (m+1).Day(4).At(15, 0), nil); err != nil {
			return err
		}
	}
	clear(d.next) // nobody follows the old year any more
	if err := d.plan(year, 48, models.DateOf(2021, 1, 4), models.DateOf(2021, 1, 4).At(9, 0)); err != nil {
		return err
	}
	return d.play(year)
}

// waits tells whether a project's June report and its newest milestone are still in review today.
func waits(i int) bool { return i%9 == 4 }

func (d *district) play(year sample.Data) error {
	for day := models.DateOf(2021, 1, 5); day <= today.Date(); day++ {
		var done []models.ImportRow
		for i, p := range year.Projects {
			for _, m := range p.Milestones {
				if m.DoneOn != day {
					continue
				}
				if waits(i) && day > today.Date()-12 {
					if err := d.submitMilestone(i, m.Name, day); err != nil {
						return err
					}
					continue
				}
				row, err := d.completed(projectID(2021, i), m.Name, day)
				if err != nil {
					return err
				}
				done = append(done, row)
			}
		}
		if err := d.until(day.At(14, 0)); err != nil {
			return err
		}
		if err := d.bring(done, day.At(14, 0)); err != nil {
			return err
		}
		if m := day.Month() - 1; day.Day() == 5 && m.Number() > 1 {
			if err := d.reports(year, 48, m, day.At(15, 0), func(i int) bool {
				return m.Number() == 6 &&
					waits(i)
			}); err != nil {
				return err
			}
		}
	}
	return d.until(today)
}

// until lets everything happen that falls due by a moment, in its order.
func (d *district) until(now models.Instant) error {
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

func (d *district) activities() *activities.Activities {
	return &activities.Activities{Store: d.store, Calendar: func(extra []models.CalendarDay) models.Calendar {
		return calendar.With(extra)
	}}
}

// handIn has the owner of one of the sample year's projects hand something in, as it would be carried out.
func (d *district) handIn(year sample.Data, i int, key, name string, body any, at models.Instant) error {
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

func (d *district) submitMilestone(i int, name string, day models.Date) error {
	return d.handIn(sampleYear, i, fmt.Sprintf("web-test-%d-%s", i, name), models.CommandSubmitMilestone,
		models.SubmitMilestoneCommand{Milestone: name, DoneOn: day}, day.At(16, 30))
}

func projectID(year, i int) string { return models.ProjectID(year, code(year, i)) }

func code(year, i int) string { return fmt.Sprintf("ZD-%d-%03d", year, i+1) }

// plan brings in the first n projects of a year.
func (d *district) plan(data sample.Data, n int, liveFrom models.Date, at models.Instant) error {
	lists := []models.Programme{
		{ID: models.ProgrammeID(models.DistrictProgramme, data.Year), Kind: models.DistrictProgramme, Name: data.Name,
			CodePrefix: "ZD", LiveFrom: liveFrom},
		{ID: models.ProgrammeID(models.CityProgramme, data.Year), Kind: models.CityProgramme, Name: fmt.Sprintf("%d年市重大项目",
			data.Year), LiveFrom: liveFrom},
	}
	var rows []models.ImportRow
	for i := range lists {
		l := &lists[i]
		l.Year, l.NameKey, l.Ladder, l.Colours, l.Curve = data.Year, models.NameKey(l.Name), models.DefaultLadder,
			models.DefaultColours, "linear"
		rows = append(rows, staged("programmes", "", *l))
	}
	var target models.Money
	for i, p := range data.Projects[:n] {
		project, sponsor := p.Project, p.Sponsor
		project.Code = code(data.Year, i)
		project.ID = models.ProjectID(data.Year, project.Code)
		project.OwnerID, project.ResponsibleUnitID = models.OrganisationID(p.Owner), models.OrganisationID(p.ResponsibleUnit)
		rows = append(rows, staged("organisations", "", models.Organisation{ID: project.OwnerID, Name: p.Owner,
			NameKey: models.NameKey(p.Owner)}),
			staged("organisations", "", models.Organisation{ID: project.ResponsibleUnitID, Name: p.ResponsibleUnit,
				NameKey: models.NameKey(p.ResponsibleUnit)}))
		if sponsor != "" {
			project.SponsorPostID = models.PostID(sponsor)
			rows = append(rows, staged("posts", "", models.Post{ID: project.SponsorPostID, Title: sponsor,
				TitleKey: models.NameKey(sponsor)}))
		}
		rows = append(rows, staged("projects", project.ID, project),
			staged("memberships", project.ID, models.Membership{ProgrammeID: lists[0].ID, ProjectID: project.ID, Position: i + 1,
				Section: p.Section}))
		if p.CityMajor {
			rows = append(rows, staged("memberships", project.ID, models.Membership{ProgrammeID: lists[1].ID,
				ProjectID: project.ID, Position: i + 1, Section: p.Section}))
		}
		for _, mp := range p.MonthPlans {
			mp.ProjectID = project.ID
			rows = append(rows, staged("month_plans", project.ID, mp))
		}
		for k, m := range p.Milestones {
			row := models.Milestone{
				ID: models.MilestoneID(project.ID, m.Name), ProjectID: project.ID, Position: k + 1, Name: m.Name,
				NameKey:  models.NameKey(m.Name),
				Baseline: m.Due.Date, Due: m.Due.Date, Precision: m.Due.Precision, DueVersion: 1, Controlling: m.Controlling,
				Status: models.MilestoneOpen,
			}
			if m.DoneOn != 0 && m.DoneOn < models.DateOf(data.Year, 1, 5) {
				row.Status, row.DoneOn = models.MilestoneDone, m.DoneOn
			}
			rows = append(rows, staged("milestones", project.ID, row))
		}
		target += project.AnnualPlan
	}
	rows = append(rows, staged("indicators", "", models.Indicator{
		ProgrammeID: lists[0].ID, Key: models.IndicatorInvestment, Name: "年度计划完成投资", Unit: "fen", Target: int64(target),
	}))
	return d.bring(rows, at)
}

// reports brings in what the first n projects completed by the end of a month; those left out hand it in themselves.
func (d *district) reports(data sample.Data, n int, month models.Month, at models.Instant,
	leftOut func(i int) bool) error {
	var rows []models.ImportRow
	for i, p := range data.Projects[:n] {
		amount, ytd := p.Progress(month)
		id := projectID(data.Year, i)
		switch {
		case ytd == nil:
		case leftOut != nil && leftOut(i):
			key := fmt.Sprintf("web-test-%s-%s", id, month)
			body := models.ReportMonthCommand{Month: month, MonthAmount: amount, YTDAmount: ytd, Physical: "主体施工",
				OnBehalfOf: p.Owner, Paper: "月报表扫描件"}
			if err := d.handIn(data, i, key, models.CommandReportMonth, body, at); err != nil {
				return err
			}
		default:
			rows = append(rows, staged("reports", id, models.Report{
				ID: models.ReportID(id, month), ProjectID: id, Month: month, ReportedMonth: amount, ReportedYTD: ytd,
				ApprovedMonth: amount, ApprovedYTD: ytd, Status: models.ReportApproved,
			}))
		}
	}
	return d.bring(rows, at)
}

func (d *district) completed(projectID, name string, day models.Date) (row models.ImportRow, err error) {
	err = d.store.Read(context.Background(), func(tx *store.Tx) error {
		f, err := tx.Facts(projectID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(f.Milestones, func(m models.Milestone) bool { return m.Name == name })
		m := f.Milestones[i]
		m.Status, m.DoneOn = models.MilestoneDone, day
		row = staged("milestones", projectID, m)
		return nil
	})
	return row, err
}

func staged(entity, projectID string, row any) models.ImportRow {
	after, err := json.Marshal(row)
	if err != nil {
		panic(err)
	}
	return models.ImportRow{Action: "new", Entity: entity, ProjectID: projectID, After: string(after)}
}

// bring stages and promotes rows, and looks at every project they touch.
func (d *district) bring(rows []models.ImportRow, at models.Instant) error {
	if len(rows) == 0 {
		return nil
	}
	d.batch++
	id := fmt.Sprintf("batch-%03d", d.batch)
	var touched []string
	err := d.store.Write(context.Background(), func(tx *store.Tx) (err error) {
		for i := range rows {
			r := &rows[i]
			r.BatchID, r.Position = id, i+1
			if r.ProjectID == "" || r.Entity == "projects" {
				continue
			}
			if p, err := tx.Project(r.ProjectID); err == nil {
				r.Version = p.Version
			}
		}
		if err := tx.StageBatch(models.ImportBatch{ID: id, Status: models.BatchStaged}, rows); err != nil {
			return err
		}
		touched, err = tx.Promote(id, at)
		return err
	})
	for _, p := range touched {
		d.next[p] = at
	}
	if err != nil {
		return err
	}
	return nil
}

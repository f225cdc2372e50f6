package figurecheck

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"testing"
	"time"

	"duban/activities"
	"duban/api"
	"duban/importer/workbook"
	"duban/internal/calendar"
	"duban/internal/figures"
	"duban/internal/files"
	"duban/internal/sample"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
	"duban/web"
	"duban/workflows/contract"
)

var office = models.Actor{ID: "office-1", Name: "重点项目办", Roles: []models.Role{{Role: models.RoleOffice}}}

// scene is a programme at a moment with everything that prints its figures: the use cases over a real store, the API
// and the pages. Only the engine is replaced, by the activities it would run.
type scene struct {
	*tracking.Service
	t     *testing.T
	year  int
	clock *models.Instant
	runs  *activitiesOnly
	api   http.Handler
	pages http.Handler
	// of the office's reader, and of a leader
	session, leaderSession, token string
}

func newScene(t *testing.T, year int, now models.Instant) *scene {
	t.Helper()
	evidence, err := files.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), store.Config{DSN: filepath.Join(t.TempDir(), "duban.db"), Scratch: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	with := func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }
	c := &scene{t: t, year: year, clock: &now}
	c.runs = &activitiesOnly{acts: &activities.Activities{Store: s, Calendar: with}, store: s, clock: c.clock,
		imports: map[string]error{}}
	c.Service = &tracking.Service{Store: s, Process: c.runs, Evidence: evidence, Calendar: with,
		Now: func() time.Time { return c.clock.Time() }, Log: slog.New(slog.DiscardHandler)}
	quiet := slog.New(slog.DiscardHandler)
	c.api = api.Handler(c.Service, api.Options{Log: quiet})
	c.pages = web.Handler(c.Service, web.Options{Log: quiet})
	return c
}

func (c *scene) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

// bring imports a workbook as an office does.
func (c *scene) bring(key string, live models.Date, write func(io.Writer) error) {
	c.t.Helper()
	var b bytes.Buffer
	c.must(write(&b))
	c.runs.asking = office
	p, err := c.PreviewImport(c.t.Context(), office, tracking.Upload{FileName: key + ".xlsx", Content: b.Bytes(), Key: key,
		LiveFrom: live, Rehearsed: true})
	if err != nil || p.Batch == "" {
		c.t.Fatalf("%s: %+v, %v", key, p.Findings, err)
	}
	_, err = c.CommitImport(c.t.Context(), office, p.Batch)
	c.must(err)
	_, err = c.SetPublishing(c.t.Context(), office, "publishing", "", models.Publishing{BlackDocument: "张政办字〔2021〕15号"})
	c.must(err)
}

func (c *scene) facts() (all []models.Facts) {
	c.t.Helper()
	storetest.Read(c.t, c.Store, func(tx *store.Tx) (err error) {
		all, err = tx.FactsOf(models.ProgrammeID(models.DistrictProgramme, c.year))
		return err
	})
	return all
}

func (c *scene) project(name string) models.Facts {
	c.t.Helper()
	for _, f := range c.facts() {
		if f.Project.Name == name {
			return f
		}
	}
	c.t.Fatalf("no project %q", name)
	return models.Facts{}
}

// until lets the clock run to a moment; every project that falls due on the way is looked at, in order.
func (c *scene) until(now models.Instant) {
	c.t.Helper()
	due := map[string]models.Instant{}
	for _, f := range c.facts() {
		due[f.Project.ID] = f.Project.NextAt
	}
	for {
		var id string
		for p, at := range due {
			if at != 0 && at <= now && (id == "" || at < due[id] || at == due[id] && p < id) {
				id = p
			}
		}
		if id == "" {
			break
		}
		*c.clock = max(*c.clock, due[id])
		out, err := c.runs.acts.Advance(c.t.Context(), contract.Advance{ProjectID: id, Now: *c.clock})
		c.must(err)
		due[id] = out.Next.At
	}
	*c.clock = now
}

func (c *scene) decideTarget(amount models.Money) {
	c.t.Helper()
	_, err := c.DecideTarget(c.t.Context(), office, "target", "", models.TargetEntry{Amount: amount, Confirmed: true,
		DecidedOn: models.DateOf(c.year, 1, 4), Document: "张人发〔2021〕3号"})
	c.must(err)
}

func (c *scene) report(key string, line workbook.ProgressLine, month models.Month) {
	c.t.Helper()
	f := c.project(line.Name)
	c.runs.asking = models.Operator
	_, err := c.ReportMonth(c.t.Context(), models.Operator, key, f.Project.Code, 0, models.ReportMonthCommand{
		Month: month, MonthAmount: line.Month, YTDAmount: line.YearToDate, Confirmed: true, Physical: "主体施工",
		Paper: "月报表扫描件"})
	c.must(err)
}

// accept approves what waits of a project, with less by some fen.
func (c *scene) accept(name string, less models.Money) {
	c.t.Helper()
	f := c.project(name)
	for _, s := range f.Submissions {
		if s.Status != models.SubmissionWaiting {
			continue
		}
		var month, ytd models.Money
		for _, r := range f.Reports {
			if r.Month == s.Month {
				month, ytd = *r.ReportedMonth-less, *r.ReportedYTD-less
			}
		}
		c.runs.asking = office
		_, err := c.Review(c.t.Context(), office, "review "+s.ID, 0, models.ReviewCommand{Submission: s.ID,
			Decision: models.Accept, MonthAmount: &month, YTDAmount: &ytd})
		c.must(err)
		return
	}
	c.t.Fatalf("nothing of %s waits", name)
}

// expected is what models computes of the scene: how the programme stands now, and one month as it stood.
func (c *scene) expected(month models.Month) (s figures.Standing, at models.ProgrammeFigures,
	headline models.Headline) {
	c.t.Helper()
	storetest.Read(c.t, c.Store, func(tx *store.Tx) error {
		p, err := tx.ProgrammeByID(models.ProgrammeID(models.DistrictProgramme, c.year))
		if err != nil {
			return err
		}
		loaded, err := figures.Load(tx, p, c.Calendar)
		if err != nil {
			return err
		}
		if s, err = loaded.Stand(tx, *c.clock); err != nil {
			return err
		}
		if month == 0 {
			month = s.Speaks.Month
		}
		at, err = loaded.At(tx, month, *c.clock)
		return err
	})
	return s, at, s.Speaks
}

// logIn writes an account with a session and a token of the office: hashing a password takes long.
func (c *scene) logIn() {
	c.t.Helper()
	c.session = "session of the office"
	hash := func(secret string) string {
		sum := sha256.Sum256([]byte(secret))
		return hex.EncodeToString(sum[:])
	}
	storetest.Write(c.t, c.Store, func(tx *store.Tx) error {
		if err := tx.InsertPerson(models.Person{ID: "reader", Name: "王某"}); err != nil {
			return err
		}
		if err := tx.PutRole(models.Role{PersonID: "reader", Role: models.RoleOffice}); err != nil {
			return err
		}
		if err := tx.InsertAccount(models.Account{PersonID: "reader", Login: "reader"}); err != nil {
			return err
		}
		post := models.PostID("分管工业副区长")
		if err := tx.InsertPerson(models.Person{ID: "leader", Name: "李某"}); err != nil {
			return err
		}
		if err := tx.PutRole(models.Role{PersonID: "leader", Role: models.RoleLeader, PostID: post}); err != nil {
			return err
		}
		c.token = "token of a leader"
		if err := tx.InsertToken(models.Token{Hash: hash(c.token), PersonID: "leader", Scopes: "read",
			CreatedAt: *c.clock, ExpiresAt: c.clock.Add(models.SessionLongest)}); err != nil {
			return err
		}
		if err := tx.InsertAccount(models.Account{PersonID: "leader", Login: "leader"}); err != nil {
			return err
		}
		c.leaderSession = "session of a leader"
		if err := tx.InsertSession(models.Session{Hash: hash(c.leaderSession), PersonID: "leader", CreatedAt: *c.clock,
			SeenAt: *c.clock, EndsAt: c.clock.Add(models.SessionLongest), Address: "127.0.0.1",
			Agent: "a browser"}); err != nil {
			return err
		}
		return tx.InsertSession(models.Session{Hash: hash(c.session), PersonID: "reader", CreatedAt: *c.clock,
			SeenAt: *c.clock, EndsAt: c.clock.Add(models.SessionLongest), Address: "127.0.0.1", Agent: "a browser"})
	})
}

// halfYear is the sample year on 12 July: six months of progress and the milestones done so far. Of one project the
// office has approved less than was reported, in odd fen; another's June waits; one skipped May; one is paused; one
// was dropped in June.
func halfYear(t *testing.T) *scene {
	t.Helper()
	data := sample.Programme(2021)
	c := newScene(t, 2021, models.DateOf(2021, 1, 4).At(9, 0))
	live := models.DateOf(2021, 1, 5)
	c.bring("plan", live, func(w io.Writer) error { return workbook.WritePlan(w, data.Plan()) })
	c.bring("milestones", live, func(w io.Writer) error {
		return workbook.WriteMilestones(w, data.Milestones(c.clock.Date()))
	})
	c.decideTarget(5_700_000_000_00)
	for n := 1; n <= 6; n++ {
		month := models.MonthOf(2021, n)
		table := data.Progress(month)
		var held []workbook.ProgressLine
		lines := table.Sections[0].Lines
		for i := range lines {
			line := &lines[i]
			if n == 6 && i < 2 || n == 5 && i == 3 {
				held = append(held, *line)
				*line = emptied(*line)
			}
		}
		if n == 6 {
			c.until(month.Day(26).At(10, 0))
			c.expect(month)
		}
		c.until((month + 1).Day(5).At(15, 0))
		c.bring(month.String(), live, func(w io.Writer) error { return workbook.WriteProgress(w, table) })
		if n == 6 {
			for _, line := range held {
				c.report("report "+line.Name, line, month)
			}
			c.accept(held[0].Name, 1_234_567)
		}
		if n == 4 {
			c.pause(table.Sections[0].Lines[5].Name, models.DateOf(2021, 5, 10))
		}
		if n == 5 {
			c.drop(table.Sections[1].Lines[0].Name)
		}
	}
	c.until(models.DateOf(2021, 7, 12).At(10, 20))
	c.bring("milestones so far", live, func(w io.Writer) error {
		return workbook.WriteMilestones(w, data.Milestones(models.DateOf(2021, 7, 12)))
	})
	for month := models.MonthOf(2021, 2); month <= models.MonthOf(2021, 5); month++ {
		c.close(month)
	}
	c.logIn()
	return c
}

func emptied(line workbook.ProgressLine) workbook.ProgressLine {
	line.Month, line.YearToDate, line.Physical, line.Problems, line.NextStep, line.Statistics = nil, nil, "", "", "", ""
	return line
}

func (c *scene) pause(name string, on models.Date) {
	c.t.Helper()
	c.runs.asking = office
	_, err := c.ChangePlan(c.t.Context(), office, "pause "+name, c.project(name).Project.Code, 0,
		models.ChangePlanCommand{Change: models.PlanPause, Date: on, Reason: "重污染天气应急", Approver: "区政府",
			MovesDue: models.No})
	c.must(err)
}

// drop takes a project off the list as of today; its months before still count.
func (c *scene) drop(name string) {
	c.t.Helper()
	_, err := c.AdjustList(c.t.Context(), office, "drop "+name, models.ProgrammeID(models.DistrictProgramme, c.year),
		tracking.ListAdjustment{Change: tracking.ListDrop, Projects: []string{c.project(name).Project.Code},
			Document: "张政办〔2021〕12号", EffectiveOn: c.clock.Date(), Counts: true})
	c.must(err)
}

// november is the sample programme of 2026 on 28 November as a demonstration holds it: imported that day, October
// complete, some reports waiting.
func november(t *testing.T) *scene {
	t.Helper()
	day := models.DateOf(2026, 11, 28)
	data := sample.Programme(2026)
	held := data.OnFile(day)
	c := newScene(t, 2026, day.At(16, 0))
	c.bring("plan", day, func(w io.Writer) error { return workbook.WritePlan(w, data.Plan()) })
	c.decideTarget(7_001_234_567_00)
	c.bring("progress", day, func(w io.Writer) error {
		return workbook.WriteProgress(w, held.Progress[0], held.Progress[1:]...)
	})
	c.bring("milestones", day, func(w io.Writer) error { return workbook.WriteMilestones(w, held.Milestones) })
	c.runs.asking = models.Operator
	for _, r := range held.Reports {
		_, err := c.ReportMonth(t.Context(), models.Operator, "report "+r.Project, c.project(r.Project).Project.Code, 0,
			models.ReportMonthCommand{Month: r.Month, MonthAmount: &r.Amount, YTDAmount: &r.YearToDate, Confirmed: true,
				Physical: r.Physical, NextStep: r.NextStep, Paper: "书面材料"})
		c.must(err)
	}
	c.expect(models.MonthOf(2026, 11))
	c.accept(held.Reports[0].Project, 0) // one November report is approved: no headline moves
	c.logIn()
	return c
}

// operator marks a request as the operator's own, as the socket in the data directory does.
func operator(r *http.Request) *http.Request { return r.WithContext(api.AsOperator(r.Context())) }

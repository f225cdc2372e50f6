package tracking_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"duban/activities"
	"duban/importer/workbook"
	"duban/internal/calendar"
	"duban/internal/files"
	"duban/internal/sample"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/tracking"
	"duban/workflows/contract"
)

var (
	data = sample.Programme(2021)

	// The plan comes in on the first working Monday; the tests look on from there.
	planDay = models.DateOf(2021, 1, 4).At(9, 0)
	liveDay = models.DateOf(2021, 1, 5)

	office = models.Actor{ID: "office-1", Name: "重点项目办", Roles: []models.Role{{Role: models.RoleOffice}}}
)

// environment is the whole of tracking over a real store and real evidence. Only Temporal is a map.
type env struct {
	*tracking.Service
	t     *testing.T
	runs  *processes
	clock *models.Instant
	dir   string           // of the evidence
	file  string           // of the database
	full  error            // what the disk says
	form  []byte           // an office's own workbook
	saved *storetest.Saved // its database when it was last copied
}

// The use cases that end in a project's process are asked as by a person who is on record: when the command is carried
// out, the roles are looked up again.

func (h *env) SubmitMilestone(ctx context.Context, a models.Actor, key, project string, version int,
	c models.SubmitMilestoneCommand) (tracking.Receipt, error) {
	h.runs.asking = a
	return h.Service.SubmitMilestone(ctx, a, key, project, version, c)
}

func (h *env) ReportMonth(ctx context.Context, a models.Actor, key, project string, version int,
	c models.ReportMonthCommand) (tracking.Receipt, error) {
	h.runs.asking = a
	return h.Service.ReportMonth(ctx, a, key, project, version, c)
}

func (h *env) Review(ctx context.Context, a models.Actor, key string, version int,
	c models.ReviewCommand) (tracking.Receipt,
	error) {
	h.runs.asking = a
	return h.Service.Review(ctx, a, key, version, c)
}

func (h *env) PreReview(ctx context.Context, a models.Actor, key string, version int,
	c models.ReviewCommand) (tracking.Receipt,
	error) {
	h.runs.asking = a
	return h.Service.PreReview(ctx, a, key, version, c)
}

func (h *env) ChangePlan(ctx context.Context, a models.Actor, key, project string, version int,
	c models.ChangePlanCommand) (tracking.Receipt, error) {
	h.runs.asking = a
	return h.Service.ChangePlan(ctx, a, key, project, version, c)
}

func (h *env) HandOverYear(ctx context.Context, a models.Actor, key, programme string,
	r tracking.HandOver) (tracking.YearHanded, error) {
	h.runs.asking = a
	return h.Service.HandOverYear(ctx, a, key, programme, r)
}

func (h *env) ConfirmCorrection(ctx context.Context, a models.Actor, key, id, reason string) (tracking.Receipt, error) {
	h.runs.asking = a
	return h.Service.ConfirmCorrection(ctx, a, key, id, reason)
}

func (h *env) DecideAsked(ctx context.Context, a models.Actor, key, id string,
	c models.DecideRequestCommand) (tracking.Receipt, error) {
	h.runs.asking = a
	return h.Service.DecideAsked(ctx, a, key, id, c)
}

func (h *env) TakeBack(ctx context.Context, a models.Actor, key, submission string) (tracking.Receipt, error) {
	h.runs.asking = a
	return h.Service.TakeBack(ctx, a, key, submission)
}

func (h *env) CommitImport(ctx context.Context, a models.Actor, batch string) (tracking.ImportPreview, error) {
	h.runs.asking = a
	return h.Service.CommitImport(ctx, a, batch)
}

func (h *env) StartDraft(ctx context.Context, a models.Actor, key string,
	files []tracking.ImportFile) (string, error) {
	h.runs.asking = a
	return h.Service.StartDraft(ctx, a, key, files)
}

func (h *env) DraftNextPlan(ctx context.Context, a models.Actor, key string, in tracking.NextPlanDraft) (string,
	error) {
	h.runs.asking = a
	return h.Service.DraftNextPlan(ctx, a, key, in)
}

func (h *env) CorrectDraft(ctx context.Context, a models.Actor, key, id, programme string,
	c tracking.ImportChoices) error {
	h.runs.asking = a
	return h.Service.CorrectDraft(ctx, a, key, id, programme, c)
}

func newEnv(t *testing.T) *env {
	t.Helper()
	return openEnv(t, storetest.NewFile(t), planDay)
}

// openHouse opens an environment on a database that may hold something already, at a moment.
func openEnv(t *testing.T, database string, clock models.Instant) *env {
	t.Helper()
	dir := t.TempDir()
	evidence, err := files.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	h := &env{t: t, clock: &clock, dir: dir, file: database, saved: &storetest.Saved{}}
	s, err := store.Open(t.Context(), store.Config{DSN: database, Scratch: true,
		CheckSpace: func() error { return h.full }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	with := func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }
	runs := &processes{acts: &activities.Activities{Store: s, Calendar: with}, store: s, clock: &clock,
		imports: map[string]imported{}}
	h.runs = runs
	h.Service = &tracking.Service{
		Store: s, Process: runs, Evidence: evidence, Calendar: with,
		Now: func() time.Time { return clock.Time() }, Log: slog.New(slog.DiscardHandler),
	}
	runs.read = h.ReadDraft
	if err := h.Warm(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.sameAsKept)
	return h
}

// copy is the same environment once more, on a copy of its rows; evidence stays behind.
func (h *env) copy(t *testing.T) *env {
	t.Helper()
	database := filepath.Join(t.TempDir(), "duban.db")
	h.saved.Copy(t, h.Store, h.file, database)
	other := openEnv(t, database, *h.clock)
	other.runs.running, other.runs.imports = slices.Clone(h.runs.running), maps.Clone(h.runs.imports)
	return other
}

// deliver lets the outbox do its work.
func (h *env) deliver() {
	h.t.Helper()
	for {
		done, err := h.runs.acts.DeliverOutbox(h.t.Context(), contract.Deliver{Now: *h.clock})
		if err != nil {
			h.t.Fatal(err)
		}
		if done.Count+done.Failed == 0 {
			return
		}
	}
}

// until lets the clock run to a moment: every project that falls due on the way is woken at its own moment, in order.
func (h *env) until(now models.Instant) {
	h.t.Helper()
	defer h.deliver()
	open := h.open()
	due := map[string]models.Instant{}
	for _, p := range open {
		if h.runs.count(refOf(p)) > 0 {
			due[p.ID] = p.NextAt
		}
	}
	for {
		var id string
		for _, p := range open {
			if at := due[p.ID]; at != 0 && at <= now && (id == "" || at < due[id]) {
				id = p.ID
			}
		}
		if id == "" {
			break
		}
		*h.clock = max(*h.clock, due[id])
		out, err := h.runs.acts.Advance(h.t.Context(), contract.Advance{ProjectID: id, Now: *h.clock})
		if err != nil {
			h.t.Fatal(err)
		}
		due[id] = out.Next.At
	}
	*h.clock = now
}

func (h *env) open() (open []models.Project) {
	h.t.Helper()
	storetest.Read(h.t, h.Store, func(tx *store.Tx) (err error) {
		open, err = tx.AllOpenProjects()
		return err
	})
	return open
}

func (h *env) facts(programme string) (all []models.Facts) {
	h.t.Helper()
	storetest.Read(h.t, h.Store, func(tx *store.Tx) (err error) {
		all, err = tx.FactsOf(programme)
		return err
	})
	return all
}

// project finds a project of the sample year by its name.
func (h *env) project(name string) models.Facts {
	h.t.Helper()
	for _, f := range h.facts(district) {
		if f.Project.Name == name {
			return f
		}
	}
	h.t.Fatalf("no project %q", name)
	return models.Facts{}
}

const district = "district-2021"

// preview and commit are the two steps of an import, as the office takes them; both must succeed.
func (h *env) preview(key string, content []byte) tracking.ImportPreview {
	h.t.Helper()
	p, err := h.PreviewImport(h.t.Context(), office, upload(key, content))
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

func (h *env) commit(batch string) tracking.ImportPreview {
	h.t.Helper()
	p, err := h.CommitImport(h.t.Context(), office, batch)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

// bring imports a workbook that must change something.
func (h *env) bring(key string, content []byte) tracking.ImportPreview {
	h.t.Helper()
	p := h.preview(key, content)
	if p.Batch == "" || p.Identical {
		h.t.Fatalf("%s brings nothing: %+v", key, p)
	}
	return h.commit(p.Batch)
}

func upload(key string, content []byte) tracking.Upload {
	return tracking.Upload{FileName: key + ".xlsx", Content: content, Key: key, LiveFrom: liveDay,
		Rehearsed: true}
}

func workbookBytes(t *testing.T, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func planBook(t *testing.T, d sample.Data) []byte {
	return workbookBytes(t, func(w io.Writer) error { return workbook.WritePlan(w, d.Plan()) })
}

func progressBook(t *testing.T, d sample.Data, month int) []byte {
	return workbookBytes(t, writeProgress(d.Progress(models.MonthOf(d.Year, month))))
}

func writeProgress(table workbook.ProgressTable) func(io.Writer) error {
	return func(w io.Writer) error { return workbook.WriteProgress(w, table) }
}

func milestoneBook(t *testing.T, d sample.Data, day models.Date) []byte {
	return workbookBytes(t, func(w io.Writer) error { return workbook.WriteMilestones(w, d.Milestones(day)) })
}

// first is the sample year with its first n projects only.
func first(n int) sample.Data {
	d := data
	d.Projects = d.Projects[:n]
	return d
}

// planned is an environment with the first n projects of the plan brought in, and their milestones.
func planned(t *testing.T, n int) *env {
	t.Helper()
	h := newEnv(t)
	h.bring("plan", planBook(t, first(n)))
	h.bring("milestones", milestoneBook(t, first(n), planDay.Date()))
	return h
}

func wantCode(t *testing.T, err error, kind models.Kind, code string) {
	t.Helper()
	if err == nil {
		t.Errorf("not refused, want %s %s", kind, code)
		return
	}
	if e := models.AsError(err); e.Kind != kind || e.Code != code {
		t.Errorf("got %v, want %s %s", err, kind, code)
	}
}

package tracking_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"duban/activities"
	"duban/importer"
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

// house is the whole of tracking over a real store and real evidence. Only Temporal is a map.
type house struct {
	*tracking.Service
	t     *testing.T
	runs  *processes
	clock *models.Instant
	dir   string // of the evidence
}

func newHouse(t *testing.T) *house {
	t.Helper()
	return openHouse(t, filepath.Join(t.TempDir(), "duban.db"), planDay)
}

// openHouse opens a house on a database that may hold something already, at a moment.
func openHouse(t *testing.T, database string, clock models.Instant) *house {
	t.Helper()
	dir := t.TempDir()
	evidence, err := files.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), store.Config{DSN: database, Scratch: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	with := func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }
	runs := &processes{acts: &activities.Activities{Store: s, Calendar: with}, store: s, clock: &clock, imports: map[string]imported{}}
	return &house{
		Service: &tracking.Service{
			Store: s, Process: runs, Evidence: evidence, Calendar: with,
			Now: func() time.Time { return clock.Time() }, Log: slog.New(slog.DiscardHandler),
		},
		t: t, runs: runs, clock: &clock, dir: dir,
	}
}

// copy is the same house once more, on a copy of its rows; evidence stays behind.
func (h *house) copy(t *testing.T) *house {
	t.Helper()
	database := filepath.Join(t.TempDir(), "duban.db")
	if err := h.Store.Backup(t.Context(), database); err != nil {
		t.Fatal(err)
	}
	other := openHouse(t, database, *h.clock)
	other.runs.running, other.runs.imports = slices.Clone(h.runs.running), maps.Clone(h.runs.imports)
	return other
}

// until lets the clock run to a moment: every project that falls due on the way is woken at its own moment, in order.
func (h *house) until(now models.Instant) {
	h.t.Helper()
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

func (h *house) open() (open []models.Project) {
	h.t.Helper()
	storetest.Read(h.t, h.Store, func(tx *store.Tx) (err error) {
		open, err = tx.AllOpenProjects()
		return err
	})
	return open
}

func (h *house) facts(programme string) (all []models.Facts) {
	h.t.Helper()
	storetest.Read(h.t, h.Store, func(tx *store.Tx) (err error) {
		all, err = tx.FactsOf(programme)
		return err
	})
	return all
}

// project finds a project of the sample year by its name.
func (h *house) project(name string) models.Facts {
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
func (h *house) preview(key string, content []byte) tracking.ImportPreview {
	h.t.Helper()
	p, err := h.PreviewImport(h.t.Context(), office, upload(key, content))
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

func (h *house) commit(batch string) tracking.ImportPreview {
	h.t.Helper()
	p, err := h.CommitImport(h.t.Context(), office, batch)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

// bring imports a workbook that must change something.
func (h *house) bring(key string, content []byte) tracking.ImportPreview {
	h.t.Helper()
	p := h.preview(key, content)
	if p.Batch == "" || p.Identical {
		h.t.Fatalf("%s brings nothing: %+v", key, p)
	}
	return h.commit(p.Batch)
}

func upload(key string, content []byte) tracking.Upload {
	return tracking.Upload{FileName: key + ".xlsx", Content: content, Key: key, LiveFrom: liveDay}
}

func workbook(t *testing.T, write func(io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func planBook(t *testing.T, d sample.Data) []byte {
	return workbook(t, func(w io.Writer) error { return importer.WritePlan(w, d.Plan()) })
}

func progressBook(t *testing.T, d sample.Data, month int) []byte {
	return workbook(t, writeProgress(d.Progress(models.MonthOf(d.Year, month))))
}

func writeProgress(table importer.ProgressTable) func(io.Writer) error {
	return func(w io.Writer) error { return importer.WriteProgress(w, table) }
}

func milestoneBook(t *testing.T, d sample.Data, day models.Date) []byte {
	return workbook(t, func(w io.Writer) error { return importer.WriteMilestones(w, d.Milestones(day)) })
}

// first is the sample year with its first n projects only.
func first(n int) sample.Data {
	d := data
	d.Projects = d.Projects[:n]
	return d
}

// planned is a house with the first n projects of the plan brought in, and their milestones.
func planned(t *testing.T, n int) *house {
	t.Helper()
	h := newHouse(t)
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

// processes stands for Temporal: what it runs are the real activities over the real store; where it runs is a list.
type processes struct {
	acts    *activities.Activities
	store   *store.Store
	clock   *models.Instant
	running []contract.ProjectRef // one entry a run: a fault may list a project twice
	stuck   []contract.ProjectRef
	imports map[string]imported
	calls   []string // whatever changed something here
	away    error
}

type imported struct {
	progress contract.Progress
	err      error
}

func refOf(p models.Project) contract.ProjectRef {
	return contract.ProjectRef{Year: p.Year, Code: p.Code}
}

func (r *processes) note(format string, args ...any) {
	r.calls = append(r.calls, fmt.Sprintf(format, args...))
}

func (r *processes) count(ref contract.ProjectRef) (n int) {
	for _, other := range r.running {
		if other == ref {
			n++
		}
	}
	return n
}

func (r *processes) end(ref contract.ProjectRef) {
	r.running = slices.DeleteFunc(r.running, func(other contract.ProjectRef) bool { return other == ref })
}

func (r *processes) Ping(context.Context) error { return r.away }

// Update runs the activity that the project's workflow would run.
func (r *processes) Update(ctx context.Context, ref contract.ProjectRef, name string, head contract.Head, command any) (contract.Answer, bool, error) {
	if r.away != nil {
		return contract.Answer{}, false, r.away
	}
	if r.count(ref) == 0 {
		return contract.Answer{}, false, models.Errorf(models.KindUnavailable, "project_not_running", "项目流程没有运行")
	}
	r.note("%s %s %s", name, ref.Code, head.Key)
	var out contract.Outcome
	var err error
	switch c := command.(type) {
	case contract.SubmitMilestone:
		out, err = r.acts.SubmitMilestone(ctx, contract.At[contract.SubmitMilestone]{Now: *r.clock, Command: c})
	case contract.ReportMonth:
		out, err = r.acts.ReportMonth(ctx, contract.At[contract.ReportMonth]{Now: *r.clock, Command: c})
	case contract.Review:
		out, err = r.acts.Review(ctx, contract.At[contract.Review]{Now: *r.clock, Command: c})
	case contract.ChangePlan:
		out, err = r.acts.ChangePlan(ctx, contract.At[contract.ChangePlan]{Now: *r.clock, Command: c})
	default:
		return contract.Answer{}, false, fmt.Errorf("unknown command %T", command)
	}
	if out.Closed {
		r.end(ref)
	}
	return out.Answer, false, arrived(err)
}

// arrived turns an error that left an activity back into the house's, as the process client does.
func arrived(err error) error {
	var refused interface {
		Type() string
		Details(d ...any) error
	}
	var d contract.ErrorDetails
	if !errors.As(err, &refused) || refused.Details(&d) != nil {
		return err
	}
	return &models.Error{Kind: models.Kind(refused.Type()), Code: d.Code, Message: d.Message, Cell: d.Cell}
}

func (r *processes) StartOrPoke(ctx context.Context, params contract.ProjectParams) error {
	if r.away != nil {
		return r.away
	}
	word := "poke"
	if r.count(params.Ref) == 0 {
		word = "start"
		r.running = append(r.running, params.Ref)
	}
	r.note("%s %s", word, params.Ref.Code)
	return r.advance(ctx, params.ProjectID, params.Ref)
}

func (r *processes) advance(ctx context.Context, projectID string, ref contract.ProjectRef) error {
	out, err := r.acts.Advance(ctx, contract.Advance{ProjectID: projectID, Now: *r.clock})
	if out.Closed {
		r.end(ref)
	}
	return arrived(err)
}

// StartImport does what the import's workflow does: promote, then start or poke. An import that has succeeded is not run
// again. (The activity StartProjects beats its heart and wants an activity's context; it has tests of its own.)
func (r *processes) StartImport(ctx context.Context, params contract.Import) error {
	if r.away != nil {
		return r.away
	}
	if done, ok := r.imports[params.Batch]; ok && done.err == nil {
		return nil
	}
	r.note("import %s", params.Batch)
	promoted, err := r.acts.PromoteImport(ctx, contract.Promote{Batch: params.Batch, Now: *r.clock, By: params.By})
	if err != nil {
		r.imports[params.Batch] = imported{err: arrived(err)}
		return nil
	}
	var open []models.Project
	err = r.store.Read(ctx, func(tx *store.Tx) error {
		ids, err := tx.BatchProjects(params.Batch)
		for _, id := range ids {
			p, err := tx.Project(id)
			if err != nil {
				return err
			}
			if p.Status == models.ProjectOpen {
				open = append(open, p)
			}
		}
		return err
	})
	for _, p := range open {
		err = errors.Join(err, r.StartOrPoke(ctx, contract.StartProject(p)))
	}
	r.imports[params.Batch] = imported{contract.Progress{Stage: "done", Total: promoted.Projects, Done: promoted.Projects}, err}
	return nil
}

func (r *processes) ImportResult(_ context.Context, batch string) (contract.Progress, error) {
	return r.imports[batch].progress, r.imports[batch].err
}

func (r *processes) ImportProgress(_ context.Context, batch string) (contract.Progress, error) {
	return r.imports[batch].progress, r.away
}

func (r *processes) CountProjects(ctx context.Context, programmeID string) (n int, err error) {
	if r.away != nil {
		return 0, r.away
	}
	err = r.store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.FactsOf(programmeID)
		for _, f := range all {
			n += r.count(refOf(f.Project))
		}
		return err
	})
	return n, err
}

func (r *processes) RunningProjects(context.Context) ([]contract.ProjectRef, error) {
	return slices.Clone(r.running), r.away
}

func (r *processes) StuckProjects(_ context.Context, refs []contract.ProjectRef) (stuck []contract.ProjectRef, err error) {
	for _, ref := range refs {
		if slices.Contains(r.stuck, ref) && !slices.Contains(stuck, ref) {
			stuck = append(stuck, ref)
		}
	}
	return stuck, r.away
}

func (r *processes) Stop(_ context.Context, ref contract.ProjectRef, _ string) error {
	r.note("stop %s", ref.Code)
	r.end(ref)
	return r.away
}

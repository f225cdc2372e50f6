package tracking_test

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"duban/importer/workbook"
	"duban/models"
	"duban/workflows/contract"
)

var june = models.MonthOf(2021, 6)

// shared is a half-year lived once; every test gets a copy of its database.
var shared struct {
	once sync.Once
	dir  string // for the process's lifetime
	year lived
}

// lived says where a half-year is kept and what there is to know about it.
type lived struct {
	database     string
	clock        models.Instant
	running      []contract.ProjectRef
	cut, waiting string // names of projects
}

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.dir != "" {
		_ = os.RemoveAll(shared.dir)
	}
	os.Exit(code)
}

// halfYear is the sample programme on 12 July: six months of progress and the milestones done so far. Of one project
// the office has approved less than was reported, in odd fen; another's June still waits for review.
func halfYear(t *testing.T) (h *env, cut, waiting string) {
	t.Helper()
	shared.once.Do(func() { liveHalfYear(t) })
	year := shared.year
	content, err := os.ReadFile(year.database)
	if err != nil {
		t.Fatalf("no half-year was lived: %v", err)
	}
	database := filepath.Join(t.TempDir(), "duban.db")
	if err := os.WriteFile(database, content, 0o600); err != nil {
		t.Fatal(err)
	}
	h = openEnv(t, database, year.clock)
	h.runs.running = slices.Clone(year.running)
	return h, year.cut, year.waiting
}

func liveHalfYear(t *testing.T) {
	t.Helper()
	h := newEnv(t)
	h.bring("plan", planBook(t, data))
	if _, err := h.SetPublishing(t.Context(), office, "publishing", "", models.Publishing{
		BlackDocument: "张政办字〔2021〕15号"}); err != nil {
		t.Fatal(err)
	}
	h.bring("milestones", milestoneBook(t, data, planDay.Date()))
	for m := 1; m <= 5; m++ {
		h.until(models.MonthOf(2021, m+1).Day(4).At(15, 0))
		h.bring(models.MonthOf(2021, m).String(), progressBook(t, data, m))
	}
	h.until(models.DateOf(2021, 7, 5).At(15, 0))
	table := data.Progress(june)
	var held []workbook.ProgressLine
	for i := range table.Sections[0].Lines[:2] {
		line := &table.Sections[0].Lines[i]
		held = append(held, *line)
		line.Month, line.YearToDate, line.Physical, line.Problems, line.NextStep, line.Statistics = nil, nil, "", "", "", ""
	}
	h.bring("2021-06", workbookBytes(t, writeProgress(table)))
	for _, line := range held {
		h.report(line)
	}
	h.review(h.waitingOf(held[0].Name), *held[0].Month-1_234_567, *held[0].YearToDate-1_234_567)
	h.until(models.DateOf(2021, 7, 12).At(10, 20))
	h.bring("milestones so far", milestoneBook(t, data, models.DateOf(2021, 7, 12)))

	dir, err := os.MkdirTemp("", "duban-tracking") // it outlives the test that happens to live it
	if err != nil {
		t.Fatal(err)
	}
	shared.dir = dir
	database := filepath.Join(dir, "half-year.db")
	if err := h.Store.Backup(t.Context(), database); err != nil {
		t.Fatal(err)
	}
	shared.year = lived{database, *h.clock, h.runs.running, held[0].Name, held[1].Name}
}

func (h *env) report(line workbook.ProgressLine) {
	h.t.Helper()
	f := h.project(line.Name)
	if _, err := h.ReportMonth(h.t.Context(), models.Operator, "report "+f.Project.Code, f.Project.Code, 0,
		models.ReportMonthCommand{
			Month: june, MonthAmount: line.Month, YTDAmount: line.YearToDate, Confirmed: true, Paper: "月报表扫描件",
		}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *env) waitingOf(name string) string {
	h.t.Helper()
	for _, s := range h.project(name).Submissions {
		if s.Status == models.SubmissionWaiting {
			return s.ID
		}
	}
	h.t.Fatalf("nothing of %s waits", name)
	return ""
}

func (h *env) review(submission string, month, ytd models.Money) {
	h.t.Helper()
	if _, err := h.Review(h.t.Context(), office, "review "+submission, 0, models.ReviewCommand{
		Submission: submission, Decision: models.Accept, MonthAmount: &month, YTDAmount: &ytd, Confirmed: true,
	}); err != nil {
		h.t.Fatal(err)
	}
}

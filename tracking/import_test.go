package tracking_test

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
	"duban/workflows/contract"
)

// counts are the figures of a preview or a commit that people look at.
type counts struct{ New, Changed, Unchanged, Missing, Conflicts, Errors int }

func TestThePlanOfTheReportComesInWhole(t *testing.T) {
	h := newEnv(t)
	content := planBook(t, data)
	seen := h.preview("plan", content)
	got := counts{seen.New, seen.Changed, seen.Unchanged, seen.Missing, seen.Conflicts, seen.Errors}
	if got != (counts{New: 48}) || seen.Committed {
		t.Fatalf("preview %+v", seen)
	}
	if open := h.open(); len(open) != 0 || len(h.runs.calls) != 0 {
		t.Fatalf("a preview made %d projects and called %v", len(open), h.runs.calls)
	}
	done := h.commit(seen.Batch)
	if !done.Committed || done.New != 48 || done.Programme != "2021年区重点项目" || done.Period != "2021" ||
		done.Kind != models.BatchPlan {
		t.Errorf("commit %+v", done)
	}
	s, err := h.Status(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	if s.Projects != 48 || s.CityMajor != 26 || s.TotalInvestment != 4_490_000_000_000 ||
		s.AnnualPlan != 700_000_000_000 || s.AnnualTarget != 0 {
		t.Errorf("status %+v", s)
	}
	if p := seen.Target; p == nil || p.Amount != 700_000_000_000 || p.InForce != nil {
		t.Errorf("proposed target %+v", p)
	}
	if s.Running == nil || *s.Running != 48 || len(h.runs.running) != 48 {
		t.Errorf("%v workflows run, Temporal has %d", s.Running, len(h.runs.running))
	}
	progress, err := h.ImportProgress(t.Context(), office, seen.Batch)
	if want := (contract.Progress{Stage: "done", Total: 48, Done: 48}); err != nil || progress != want {
		t.Errorf("progress %+v, %v", progress, err)
	}
	for _, f := range h.facts(district) {
		if f.Project.FollowedSince != planDay || f.Project.NextAt <= planDay || f.Project.Version != 1 {
			t.Errorf("%s is followed since %s, waits for %s, version %d", f.Project.Code, f.Project.FollowedSince,
				f.Project.NextAt, f.Project.Version)
		}
	}
}

func TestTheSameRequestAgainIsTheSameBatch(t *testing.T) {
	h := newEnv(t)
	content := planBook(t, first(5))
	staged := h.preview("plan", content)
	repeated := h.preview("plan", content)
	if repeated.Batch != staged.Batch || repeated.New != 5 || repeated.Committed || repeated.Identical {
		t.Errorf("before the commit: %+v", repeated)
	}
	h.commit(staged.Batch)
	calls := slices.Clone(h.runs.calls)
	before := h.dump()
	if twice := h.commit(staged.Batch); !twice.Committed || twice.New != 5 {
		t.Errorf("committed again: %+v", twice)
	}
	if after := h.preview("plan", content); after.Batch != staged.Batch || !after.Committed || after.New != 5 {
		t.Errorf("previewed again: %+v", after)
	}
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("the second commit changed rows:\n%s", diff)
	}
	if diff := cmp.Diff(calls, h.runs.calls); diff != "" {
		t.Errorf("the second commit called processes:\n%s", diff)
	}
}

func TestTheSameContentIsIdentical(t *testing.T) {
	h := newEnv(t)
	content := planBook(t, first(5))
	batch := h.bring("plan", content).Batch
	before := h.dump()
	same := h.preview("once more", content)
	if !same.Identical || same.Batch != batch || same.New+same.Changed != 0 || !strings.Contains(same.Message.Text,
		"与 2021-01-04 09:00 导入的文件完全相同") {
		t.Errorf("the same file: %+v", same)
	}
	// Another file with the same rows: a note more at its foot.
	table := first(5).Plan()
	table.Notes = append(table.Notes, "仅供核对")
	rows := h.preview("noted", workbookBytes(t, func(w io.Writer) error { return workbook.WritePlan(w, table) }))
	if !rows.Identical || rows.Unchanged != 5 || rows.New+rows.Changed != 0 {
		t.Errorf("the same rows: %+v", rows)
	}
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("identical files changed rows:\n%s", diff)
	}
}

func TestOnlyWhatDiffersIsChanged(t *testing.T) {
	h := planned(t, 5)
	table := first(5).Plan()
	line := &table.Sections[0].Lines[1]
	line.Project.Goal = "（示例）全年目标已调整"
	p := h.bring("second plan", workbookBytes(t, func(w io.Writer) error { return workbook.WritePlan(w, table) }))
	if p.Changed != 1 || p.Unchanged != 4 || p.New != 0 {
		t.Errorf("%+v", p)
	}
	for i, f := range h.facts(district) {
		want := 2 // the plan, the milestones
		if i == 1 {
			want = 3
		}
		if f.Project.Version != want {
			t.Errorf("%s has version %d, want %d", f.Project.Code, f.Project.Version, want)
		}
	}
	if got := h.project(line.Project.Name).Project.Goal; got != line.Project.Goal {
		t.Errorf("goal %q", got)
	}
}

func TestAPreviewThatIsOutOfDateChangesNothing(t *testing.T) {
	h := newEnv(t)
	h.bring("plan", planBook(t, first(5)))
	book := milestoneBook(t, first(5), planDay.Date())
	staged := h.preview("milestones", book)
	victim := h.facts(district)[2].Project
	*h.clock = planDay + 60_000
	if _, err := h.ChangePlan(t.Context(), office, "amount", victim.Code, 0, models.ChangePlanCommand{
		Change: models.PlanAmount, AnnualPlan: victim.AnnualPlan - 100, Reason: "会议纪要",
	}); err != nil {
		t.Fatal(err)
	}
	before := h.dump()
	_, err := h.CommitImport(t.Context(), office, staged.Batch)
	wantCode(t, err, models.KindConflict, "stale_preview")
	message := models.AsError(err).Message.Text
	if !strings.Contains(message, victim.Name) || !strings.Contains(message, office.Name+"于2021-01-04 09:01") {
		t.Errorf("message %q", message)
	}
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("it changed rows:\n%s", diff)
	}
	if p := h.bring("milestones again", book); !p.Committed {
		t.Errorf("a new preview: %+v", p)
	}
	if len(h.project(victim.Name).Milestones) == 0 {
		t.Error("the new preview brought no milestones")
	}
}

func TestAWorkbookWithErrorsIsNotStaged(t *testing.T) {
	h := newEnv(t)
	h.bring("plan", planBook(t, first(5)))
	h.bring("progress 2", progressBook(t, first(5), 2))
	table := first(5).Progress(models.MonthOf(2021, 3))
	less := models.Money(100)
	table.Sections[0].Lines[0].YearToDate = &less // under what February had
	before := h.dump()
	p := h.preview("bad", workbookBytes(t, writeProgress(table)))
	if p.Batch != "" || p.Errors == 0 || p.Committed || p.Message.Text == "" {
		t.Errorf("%+v", p)
	}
	found := false
	for _, f := range p.Findings {
		found = found || f.Severity == "error" && f.Cell != "" && strings.Contains(f.Message.Text, "累计")
	}
	if !found {
		t.Errorf("no finding names the cell: %+v", p.Findings)
	}
	_, err := h.PreviewImport(t.Context(), office, upload("empty", nil))
	wantCode(t, err, models.KindInvalid, "empty")
	_, err = h.PreviewImport(t.Context(), office, upload("", planBook(t, first(5))))
	wantCode(t, err, models.KindInvalid, "key_missing")
	_, err = h.CommitImport(t.Context(), office, "batch-nowhere")
	wantCode(t, err, models.KindNotFound, "no_batch")
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("a refused workbook changed rows:\n%s", diff)
	}
}

func TestAProgressImportIsReportedAndApproved(t *testing.T) {
	h := newEnv(t)
	h.bring("plan", planBook(t, data))
	at := models.DateOf(2021, 3, 3).At(15, 0)
	h.until(at)
	batch := h.bring("progress", progressBook(t, data, 2)).Batch
	feb := models.MonthOf(2021, 2)
	sum, reported := models.Money(0), 0
	for i, f := range h.facts(district) {
		amount, ytd := data.Projects[i].Progress(feb)
		if ytd == nil {
			if len(f.Reports) != 0 {
				t.Errorf("%s reported nothing and has %+v", f.Project.Code, f.Reports)
			}
			continue
		}
		want := []models.Report{{
			ID: models.ReportID(f.Project.ID, feb), ProjectID: f.Project.ID, Month: feb, ReportedMonth: amount, ReportedYTD: ytd,
			ApprovedMonth: amount,
			ApprovedYTD:   ytd, Status: models.ReportApproved, SubmittedAt: at, ApprovedAt: at, BatchID: batch,
		}}
		got := slices.Clone(f.Reports)
		for k := range got {
			got[k].Physical, got[k].Problems, got[k].NextStep = "", "", ""
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", f.Project.Code, diff)
		}
		sum, reported = sum+*ytd, reported+1
	}
	s, err := h.Status(t.Context(), office, "2021")
	if err != nil || s.Approved != sum || s.Reported != sum || s.ApprovedMonth != feb || reported < 40 {
		t.Errorf("status %+v, %v; %d projects reported %d fen", s, err, reported, sum)
	}
}

func TestUndoTakesAnImportBackAndStopsItsClocks(t *testing.T) {
	h := newEnv(t)
	batch := h.bring("plan", planBook(t, first(6))).Batch
	worked := h.facts(district)[3].Project
	if _, err := h.ChangePlan(t.Context(), office, "amount", worked.Code, 0, models.ChangePlanCommand{
		Change: models.PlanAmount, AnnualPlan: worked.AnnualPlan - 100, Reason: "会议纪要",
	}); err != nil {
		t.Fatal(err)
	}
	h.runs.calls = nil
	undone, err := h.UndoImport(t.Context(), office, "undo", batch)
	if err != nil {
		t.Fatal(err)
	}
	if undone.Undone != 5 || len(undone.Kept) != 1 || undone.Kept[0].Project != worked.Code ||
		!strings.Contains(undone.Kept[0].Reason, office.Name) {
		t.Errorf("%+v", undone)
	}
	if open := h.open(); len(open) != 1 || open[0].Code != worked.Code {
		t.Errorf("left: %+v", open)
	}
	if len(h.runs.running) != 1 || h.runs.running[0].Code != worked.Code || len(h.runs.calls) != 5 {
		t.Errorf("%v run, called %v", h.runs.running, h.runs.calls)
	}
	before := h.dump()
	repeated, err := h.UndoImport(t.Context(), office, "undo", batch)
	if diff := cmp.Diff(undone, repeated); diff != "" || err != nil {
		t.Errorf("the same key again: %v\n%s", err, diff)
	}
	_, err = h.UndoImport(t.Context(), office, "another", batch)
	wantCode(t, err, models.KindConflict, "batch_undone")
	_, err = h.UndoImport(t.Context(), office, "undo", "batch-other")
	wantCode(t, err, models.KindInvalid, "key_reused")
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("undone again:\n%s", diff)
	}
}

func TestUndoOfAChangeBringsBackWhatWasThere(t *testing.T) {
	h := newEnv(t)
	h.bring("plan", planBook(t, first(4)))
	before := h.facts(district)
	batch := h.bring("milestones", milestoneBook(t, first(4), planDay.Date())).Batch
	h.runs.calls = nil
	undone, err := h.UndoImport(t.Context(), office, "undo", batch)
	if err != nil || undone.Undone != 4 {
		t.Fatalf("%+v, %v", undone, err)
	}
	if len(h.runs.calls) != 4 || len(h.runs.running) != 4 {
		t.Errorf("called %v, %d run", h.runs.calls, len(h.runs.running))
	}
	after := h.facts(district)
	for i := range after {
		if after[i].Project.Version != 3 {
			t.Errorf("%s has version %d", after[i].Project.Code, after[i].Project.Version)
		}
		after[i].Project.Version = before[i].Project.Version
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("before the import (-) and after its undoing (+):\n%s", diff)
	}
}

func TestAnUndoneBatchIsNotCommittedAgain(t *testing.T) {
	h := newEnv(t)
	content := planBook(t, first(3))
	batch := h.bring("plan", content).Batch
	if _, err := h.UndoImport(t.Context(), office, "undo", batch); err != nil {
		t.Fatal(err)
	}
	_, err := h.CommitImport(t.Context(), office, batch)
	wantCode(t, err, models.KindConflict, "batch_undone")
	if p := h.bring("plan anew", content); p.New != 3 {
		t.Errorf("brought in again under another key: %+v", p)
	}
}

func TestAnImportWithoutTemporalPromotesNothing(t *testing.T) {
	h := newEnv(t)
	staged := h.preview("plan", planBook(t, first(3)))
	h.runs.away = models.Errorf(models.KindUnavailable, "process_unavailable", "流程服务暂时不可用")
	before := h.dump()
	_, err := h.CommitImport(t.Context(), office, staged.Batch)
	wantCode(t, err, models.KindUnavailable, "process_unavailable")
	if diff := cmp.Diff(before, h.dump()); diff != "" {
		t.Errorf("it changed rows:\n%s", diff)
	}
	h.runs.away = nil
	if p := h.commit(staged.Batch); !p.Committed {
		t.Errorf("afterwards: %+v", p)
	}
}

// A commit that was lost between the rows and the clocks is finished by asking again.
func TestACommitAskedAgainStartsWhatIsMissing(t *testing.T) {
	h := newEnv(t)
	staged := h.preview("plan", planBook(t, first(3)))
	if err := storetest.PutActors(t.Context(), h.Store, office); err != nil {
		t.Fatal(err)
	}
	storetest.Write(t, h.Store, func(tx *store.Tx) error { return tx.RequestCommit(staged.Batch, office, planDay) })
	if _, err := h.runs.acts.PromoteImport(t.Context(), contract.Promote{Batch: staged.Batch, Now: planDay}); err != nil {
		t.Fatal(err)
	}
	if p := h.commit(staged.Batch); !p.Committed || len(h.runs.running) != 3 {
		t.Errorf("%+v, %d run", p, len(h.runs.running))
	}
	storetest.Read(t, h.Store, func(tx *store.Tx) error {
		n, err := tx.CommandsCount()
		if n != 2 { // it was staged, and committed
			t.Errorf("%d commands", n)
		}
		return err
	})
}

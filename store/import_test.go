package store

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// staging collects the rows of a batch, as a preview does.
type staging struct {
	t    *testing.T
	rows []models.ImportRow
}

func (st *staging) add(entity, projectID string, version int, before, after any) {
	row := models.ImportRow{Position: len(st.rows) + 1, Sheet: "清单", Row: len(st.rows) + 7, Action: "new", Entity: entity,
		ProjectID: projectID, Version: version, After: st.image(after)}
	if before != nil {
		row.Action, row.Before = "changed", st.image(before)
	}
	st.rows = append(st.rows, row)
}

func (st *staging) image(row any) string {
	text, err := json.Marshal(row)
	if err != nil {
		st.t.Fatal(err)
	}
	return string(text)
}

func (st *staging) stage(s *Store, id string) {
	st.t.Helper()
	batch := models.ImportBatch{ID: id, ProgrammeID: "district-2021", Kind: models.BatchPlan, Period: "2021",
		ContentHash: "c-" + id, Status: models.BatchStaged, StagedAt: noon}
	for i := range st.rows {
		st.rows[i].BatchID = id
	}
	write(st.t, s, func(tx *Tx) error { return tx.StageBatch(batch, st.rows) })
}

func promote(t *testing.T, s *Store, id string, at models.Instant) (touched []string, err error) {
	t.Helper()
	err = s.Write(t.Context(), func(tx *Tx) error {
		touched, err = tx.Promote(id, at)
		return err
	})
	return touched, err
}

func undo(t *testing.T, s *Store, id string) (undone UndoResult, err error) {
	t.Helper()
	err = s.Write(t.Context(), func(tx *Tx) error {
		undone, err = tx.Undo(id, noon+99)
		return err
	})
	return undone, err
}

// plan stages a programme of n new projects, with rows in an order that violates foreign keys.
func plan(t *testing.T, n int) *staging {
	st := &staging{t: t}
	programme := models.Programme{ID: "district-2021", Year: 2021, Name: "2021年区重点项目", NameKey: "2021年区重点项目",
		Kind: models.DistrictProgramme}
	owner := models.Organisation{ID: "org-1", Name: "城投公司", NameKey: "城投公司"}
	for i := range n {
		p := sampleProject(i + 1)
		p.Version, p.FollowedSince, p.Status, p.OwnerID = 0, 0, "", owner.ID
		m := sampleMilestone(p.ID)
		m.ArmedAt = 0
		st.add("due_changes", p.ID, 0, nil, models.DueChange{MilestoneID: m.ID, DueVersion: 1, Due: m.Due})
		st.add("milestones", p.ID, 0, nil, m)
		st.add("month_plans", p.ID, 0, nil, models.MonthPlan{ProjectID: p.ID, Month: models.MonthOf(2021, 6), Plan: 7})
		st.add("memberships", p.ID, 0, nil, models.Membership{ProgrammeID: programme.ID, ProjectID: p.ID, Position: i + 1})
		st.add("projects", p.ID, 0, nil, p)
		st.add("organisations", "", 0, nil, owner) // referenced by every project
	}
	st.add("indicators", "", 0, nil, models.Indicator{ProgrammeID: programme.ID, Key: models.IndicatorInvestment,
		Unit: "fen", Target: 1})
	st.add("programmes", "", 0, nil, programme)
	return st
}

// picture returns every row an import may write.
func picture(t *testing.T, s *Store) map[string][]map[string]any {
	t.Helper()
	all := map[string][]map[string]any{}
	for _, e := range entities {
		var found []map[string]any
		if err := s.read.Table(e.table).Order("1, 2").Find(&found).Error; err != nil {
			t.Fatal(err)
		}
		for _, row := range found {
			if e.table == "projects" {
				for _, column := range []string{"version", "next_at", "next_what"} { // they change with every write
					delete(row, column)
				}
			}
		}
		all[e.table] = found
	}
	return all
}

func TestPromoteNewProjects(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		plan(t, 3).stage(s, "b1")
		touched, err := promote(t, s, "b1", noon)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"2021-ZD-2021-001", "2021-ZD-2021-002", "2021-ZD-2021-003"}, touched); diff != "" {
			t.Error(diff)
		}
		want := sampleProject(2)
		want.OwnerID = "org-1"
		want.NextAt, want.NextWhat = noon, models.LookAgain
		f := get(t, s, func(tx *Tx) (models.Facts, error) { return tx.Facts(want.ID) })
		if diff := cmp.Diff(want, f.Project); diff != "" {
			t.Errorf("the moments and the version are the commit's:\n%s", diff)
		}
		if diff := cmp.Diff([]models.Milestone{sampleMilestone(want.ID)}, f.Milestones); diff != "" {
			t.Error(diff)
		}
		if len(f.Programmes) != 1 || f.Programmes[0].Version != 1 || f.Programmes[0].CreatedAt != noon {
			t.Errorf("programme: %+v", f.Programmes)
		}
		_, err = promote(t, s, "b1", noon)
		wantKind(t, err, models.KindConflict, "batch_committed")
		last := get(t, s, func(tx *Tx) (models.ImportBatch, error) {
			b, ok, err := tx.LastBatch("district-2021", models.BatchPlan, "2021")
			if !ok {
				t.Error("no last batch")
			}
			return b, err
		})
		if last.ID != "b1" || last.CommittedAt != noon || last.Status != models.BatchCommitted {
			t.Errorf("last batch: %+v", last)
		}
		_, err = promote(t, s, "nothing", noon)
		wantKind(t, err, models.KindNotFound, "no_batch")
	})
}

// changes stages a higher plan, a new milestone and a report for the second project of the plan.
func changes(t *testing.T, s *Store) (*staging, models.Project) {
	st := &staging{t: t}
	before := get(t, s, func(tx *Tx) (models.Project, error) { return tx.Project(sampleProject(2).ID) })
	after := before
	after.AnnualPlan, after.Status, after.NextWhat, after.Version = 5, models.ProjectClosed, "不该写入", 77
	added := sampleMilestone(before.ID)
	added.ID, added.Name, added.Position = models.MilestoneID(before.ID, "竣工"), "竣工", 2
	amount := models.Money(42)
	report := models.Report{ID: models.ReportID(before.ID, models.MonthOf(2021, 6)), ProjectID: before.ID,
		Month: models.MonthOf(2021, 6), ApprovedYTD: &amount, Status: models.ReportApproved, ApprovedAt: noon}
	st.add("projects", before.ID, before.Version, before, after)
	st.add("milestones", before.ID, before.Version, nil, added)
	st.add("reports", before.ID, before.Version, nil, report)
	return st, before
}

func TestPromoteAndUndoChanges(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		plan(t, 3).stage(s, "b1")
		if _, err := promote(t, s, "b1", noon); err != nil {
			t.Fatal(err)
		}
		before := picture(t, s)
		st, p := changes(t, s)
		st.stage(s, "b2")
		touched, err := promote(t, s, "b2", noon+1)
		if err != nil || len(touched) != 1 {
			t.Fatalf("touched %v, %v", touched, err)
		}
		f := get(t, s, func(tx *Tx) (models.Facts, error) { return tx.Facts(p.ID) })
		want := p
		want.AnnualPlan, want.Version = 5, p.Version+1
		want.NextAt, want.NextWhat = noon+1, models.LookAgain
		if diff := cmp.Diff(want, f.Project); diff != "" {
			t.Errorf("an import changes what sheets say and nothing else:\n%s", diff)
		}
		if len(f.Milestones) != 2 || len(f.Reports) != 1 {
			t.Errorf("milestones %v, reports %v", f.Milestones, f.Reports)
		}
		rung := sampleRung(p, models.Urging)
		rung.ID, rung.Subject = "stray", models.MilestoneID(p.ID, "竣工")
		write(t, s, func(tx *Tx) error { _, err := tx.InsertEscalations(rung); return err })
		undone, err := undo(t, s, "b2")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(UndoResult{Restored: []string{p.ID}}, undone); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(before, picture(t, s)); diff != "" {
			t.Errorf("after the undo:\n%s", diff)
		}
		if got := get(t, s, func(tx *Tx) (models.Project, error) { return tx.Project(p.ID) }); got.Version != p.Version+2 {
			t.Errorf("version %d, want %d", got.Version, p.Version+2)
		}
		if open := get(t, s, func(tx *Tx) ([]models.Escalation, error) {
			return list[models.Escalation](tx, "id", "kind = ? AND closed_at = 0", models.KindRung)
		}); len(open) != 0 {
			t.Errorf("a rung of a milestone that is no more: %v", open)
		}
		_, err = undo(t, s, "b2")
		wantKind(t, err, models.KindConflict, "batch_undone")
		read(t, s, func(tx *Tx) error {
			last, ok, err := tx.LastBatch("district-2021", models.BatchPlan, "2021")
			if !ok || last.ID != "b1" {
				t.Errorf("last batch after the undo: %s", last.ID)
			}
			return err
		})
	})
}

func TestUndoOfNewProjects(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		empty := picture(t, s)
		plan(t, 3).stage(s, "b1")
		if _, err := promote(t, s, "b1", noon); err != nil {
			t.Fatal(err)
		}
		write(t, s, func(tx *Tx) error { // the program has recorded that a milestone is late
			_, err := tx.InsertEscalations(sampleRung(sampleProject(1), models.Urging))
			return err
		})
		undone, err := undo(t, s, "b1")
		if err != nil || len(undone.Removed) != 3 || len(undone.Kept) != 0 {
			t.Fatalf("undone %+v, %v", undone, err)
		}
		got := picture(t, s)
		delete(got, "organisations") // stays, because others may use it
		delete(empty, "organisations")
		if diff := cmp.Diff(empty, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestUndoKeepsWhatIsInUse(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		plan(t, 5).stage(s, "b1")
		if _, err := promote(t, s, "b1", noon); err != nil {
			t.Fatal(err)
		}
		write(t, s, func(tx *Tx) error {
			if err := tx.InsertSubmission(sampleSubmission(sampleProject(1), "k", 1)); err != nil {
				return err
			}
			if _, err := tx.AdvanceProject(sampleProject(2).ID, 1, 0, "", true); err != nil {
				return err
			}
			for _, by := range []models.Actor{{ID: "zhang", Name: "张三"}, models.System} { // events of the program name no person
				event := models.AuditEvent{ProjectID: sampleProject(2).ID, ByID: by.ID, ByName: by.Name, At: models.DateOf(2021, 7,
					1).At(9, 0)}
				if err := tx.InsertAudit(event); err != nil {
					return err
				}
			}
			messages := []models.OutboxMessage{
				{Key: "sent", ProjectID: sampleProject(3).ID, Status: models.OutboxPending},
				{Key: "waiting", ProjectID: sampleProject(4).ID, Status: models.OutboxPending},
			}
			if _, err := tx.InsertOutbox(messages...); err != nil {
				return err
			}
			return tx.MarkDelivered(messages[0].Key, 1, noon)
		})
		undone, err := undo(t, s, "b1")
		if err != nil {
			t.Fatal(err)
		}
		want := UndoResult{
			Removed: []string{sampleProject(4).ID, sampleProject(5).ID},
			Kept: []KeptProject{
				{sampleProject(1).ID, "已由王五于2021-06-30 12:00填报"},
				{sampleProject(2).ID, "导入后已被张三于2021-07-01 09:00修改"},
				{sampleProject(3).ID, "系统已于2021-06-30 12:00发出通知"},
			},
		}
		if diff := cmp.Diff(want, undone); diff != "" {
			t.Error(diff)
		}
		if left := get(t, s, func(tx *Tx) ([]models.Facts, error) { return tx.FactsOf("district-2021") }); len(left) != 3 ||
			len(left[0].Milestones) != 1 {
			t.Errorf("left: %d projects", len(left))
		}
	})
}

// A project changed between preview and commit refuses the whole import; the error says who changed it.
func TestPromoteRefusesAStalePreview(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		plan(t, 2).stage(s, "b1")
		plan(t, 3).stage(s, "b2") // previewed at the same time
		if _, err := promote(t, s, "b1", noon); err != nil {
			t.Fatal(err)
		}
		before := picture(t, s)
		_, err := promote(t, s, "b2", noon)
		wantKind(t, err, models.KindConflict, "stale_preview")
		st, p := changes(t, s)
		st.stage(s, "b3")
		write(t, s, func(tx *Tx) error {
			if err := tx.InsertAudit(models.AuditEvent{ProjectID: p.ID, ByName: "张三", At: noon}); err != nil {
				return err
			}
			_, err := tx.AdvanceProject(p.ID, p.Version, 0, "", true)
			return err
		})
		_, err = promote(t, s, "b3", noon)
		wantKind(t, err, models.KindConflict, "stale_preview")
		if !strings.Contains(err.Error(), "张三于2021-06-30 12:00修改，请重新预览") {
			t.Errorf("%v does not say who", err)
		}
		if diff := cmp.Diff(before, picture(t, s)); diff != "" {
			t.Errorf("a refused import changed:\n%s", diff)
		}
		if b := get(t, s, func(tx *Tx) (models.ImportBatch, error) {
			return tx.Batch("b3")
		}); b.Status != models.BatchStaged {
			t.Errorf("the refused batch is %s", b.Status)
		}
	})
}

func TestPromoteRefusesRowsItCannotKeep(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		seed(t, s, 1)
		id := sampleProject(1).ID
		june := models.MonthPlan{ProjectID: id, Month: models.MonthOf(2021, 6), Plan: 1}
		july := june
		july.Plan = 2
		for i, c := range []struct {
			rows func(st *staging)
			kind models.Kind
			code string
		}{
			{func(st *staging) { st.add("month_plans", id, 1, nil, june); st.add("month_plans", id, 1, nil, july) },
				models.KindInvalid, "duplicate_row"},
			{func(st *staging) { st.add("people", "", 0, nil, models.Person{ID: "x"}) }, models.KindInternal, "unknown_entity"},
			{func(st *staging) { st.add("month_plans", id, 1, nil, map[string]any{"Surprise": 1}) }, models.KindInternal,
				"internal"},
			{func(st *staging) { st.add("month_plans", id, 1, nil, june); st.add("month_plans", id, 2, nil, june) },
				models.KindConflict, "stale_preview"},
			{func(st *staging) {
				st.add("memberships", id, 1, nil, models.Membership{ProgrammeID: "nobody", ProjectID: id})
			}, models.KindInvalid, "dangling_reference"},
		} {
			st := &staging{t: t}
			c.rows(st)
			st.stage(s, fmt.Sprint(i))
			_, err := promote(t, s, fmt.Sprint(i), noon)
			wantKind(t, err, c.kind, c.code)
		}
	})
}

// More rows than fit into one statement.
func TestPromoteALargeBatch(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		const n = 1200
		plan(t, n).stage(s, "b1")
		touched, err := promote(t, s, "b1", noon)
		if err != nil || len(touched) != n {
			t.Fatalf("touched %d, %v", len(touched), err)
		}
		facts := get(t, s, func(tx *Tx) ([]models.Facts, error) { return tx.FactsOf("district-2021") })
		var sum models.Money
		for _, f := range facts {
			sum += f.Project.AnnualPlan
		}
		if len(facts) != n || sum != n*sampleProject(1).AnnualPlan {
			t.Errorf("%d projects, %d fen", len(facts), sum)
		}
		undone, err := undo(t, s, "b1")
		if err != nil || len(undone.Removed) != n {
			t.Errorf("undone %d, %v", len(undone.Removed), err)
		}
	})
}

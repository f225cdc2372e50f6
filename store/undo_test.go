package store

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// stagePlan stages another annual plan for a project.
func stagePlan(t *testing.T, s *Store, batch, projectID string, plan models.Money) {
	t.Helper()
	st := &staging{t: t}
	before := get(t, s, func(tx *Tx) (models.Project, error) { return tx.Project(projectID) })
	after := before
	after.AnnualPlan = plan
	st.add("projects", before.ID, before.Version, before, after)
	st.stage(s, batch)
}

func mustPromote(t *testing.T, s *Store, batch string, at models.Instant) {
	t.Helper()
	if _, err := promote(t, s, batch, at); err != nil {
		t.Fatal(err)
	}
}

func TestImportsAreUndoneNewestFirst(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		id := sampleProject(1).ID
		plan(t, 2).stage(s, "b1")
		mustPromote(t, s, "b1", noon)
		original := picture(t, s)
		stagePlan(t, s, "b2", id, 5)
		mustPromote(t, s, "b2", noon) // in the same millisecond: ordered by sequence
		between := picture(t, s)
		stagePlan(t, s, "b3", id, 6)
		mustPromote(t, s, "b3", noon)
		for _, older := range []string{"b1", "b2"} {
			_, err := undo(t, s, older)
			wantKind(t, err, models.KindConflict, "newer_import")
			if !strings.Contains(err.Error(), "b3") {
				t.Errorf("%s: the newest import is not named: %v", older, err)
			}
			if b := get(t, s, func(tx *Tx) (models.ImportBatch, error) {
				return tx.Batch(older)
			}); b.Status != models.BatchCommitted {
				t.Errorf("%s is %s after the refusal", older, b.Status)
			}
		}
		for _, step := range []struct {
			batch string
			want  map[string][]map[string]any
		}{{"b3", between}, {"b2", original}} {
			undone, err := undo(t, s, step.batch)
			if err != nil || !cmp.Equal(undone, UndoResult{Restored: []string{id}}) {
				t.Fatalf("%s: %+v, %v", step.batch, undone, err)
			}
			if diff := cmp.Diff(step.want, picture(t, s)); diff != "" {
				t.Errorf("after the undo of %s:\n%s", step.batch, diff)
			}
		}
		undone, err := undo(t, s, "b1")
		if err != nil || len(undone.Removed) != 2 || len(undone.Kept) != 0 {
			t.Errorf("the first one: %+v, %v", undone, err)
		}
	})
}

func TestUndoOfNothingChangesNothing(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		id := sampleProject(1).ID
		plan(t, 1).stage(s, "b1")
		mustPromote(t, s, "b1", noon)
		stagePlan(t, s, "b2", id, 5)
		mustPromote(t, s, "b2", noon+1)
		p := get(t, s, func(tx *Tx) (models.Project, error) { return tx.Project(id) })
		write(t, s, func(tx *Tx) error {
			event := models.AuditEvent{ProjectID: id, ByID: "zhang", ByName: "张三", At: models.DateOf(2021, 7, 1).At(9, 0)}
			if err := tx.InsertAudit(event); err != nil {
				return err
			}
			_, err := tx.AdvanceProject(id, p.Version, 0, "", true)
			return err
		})
		for range 2 {
			_, err := undo(t, s, "b2")
			wantKind(t, err, models.KindConflict, "nothing_to_undo")
			if !strings.Contains(err.Error(), "ZD-2021-001 导入后已被张三于2021-07-01 09:00修改") {
				t.Errorf("%v does not say who and when", err)
			}
		}
		if b := get(t, s, func(tx *Tx) (models.ImportBatch, error) {
			return tx.Batch("b2")
		}); b.Status != models.BatchCommitted {
			t.Errorf("the batch is %s", b.Status)
		}
	})
}

func TestEscalationsDoNotPreventAnUndo(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		id := sampleProject(1).ID
		plan(t, 1).stage(s, "b1")
		mustPromote(t, s, "b1", noon)
		stagePlan(t, s, "b2", id, 5)
		mustPromote(t, s, "b2", noon+1)
		p := get(t, s, func(tx *Tx) (models.Project, error) { return tx.Project(id) })
		message := models.OutboxMessage{Key: "sent", ProjectID: id, Status: models.OutboxPending}
		write(t, s, func(tx *Tx) error {
			if _, err := tx.InsertEscalations(sampleRung(p, models.Urging)); err != nil {
				return err
			}
			if _, err := tx.InsertOutbox(message); err != nil {
				return err
			}
			if err := tx.MarkDelivered(message.Key, 1, noon); err != nil {
				return err
			}
			_, err := tx.AdvanceProject(id, p.Version, noon+9, "催办", false)
			return err
		})
		if undone, err := undo(t, s, "b2"); err != nil || len(undone.Restored) != 1 {
			t.Errorf("%+v, %v", undone, err)
		}
	})
}

// Imports drop a project from a list and put it back; a project on no list is not followed.
func TestListsAreLeftAndJoinedByImports(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		id := sampleProject(1).ID
		plan(t, 2).stage(s, "b1")
		mustPromote(t, s, "b1", noon)
		before := get(t, s, func(tx *Tx) (models.Membership, error) {
			m, _, err := tx.Membership("district-2021", id)
			return m, err
		})
		off := before
		off.DroppedOn, off.DroppedDocument, off.DroppedCounts = models.DateOf(2021, 7, 15), "5号", true
		st := &staging{t: t}
		st.add("memberships", id, 1, before, off)
		st.stage(s, "b2")
		mustPromote(t, s, "b2", noon+1)
		status := func() models.Project {
			return get(t, s, func(tx *Tx) (models.Project, error) { return tx.Project(id) })
		}
		if p := status(); p.Status != models.ProjectClosed || p.ClosedAt != noon+1 {
			t.Errorf("on no list: %+v", p)
		}
		if dropped := get(t, s, func(tx *Tx) ([]models.Facts, error) { return tx.DroppedFactsOf("district-2021") }); len(
			dropped) != 1 || dropped[0].Project.ID != id || len(dropped[0].Reports)+len(dropped[0].Milestones) == 0 {
			t.Errorf("dropped: %+v", dropped)
		}
		if undone, err := undo(t, s, "b2"); err != nil || len(undone.Restored) != 1 {
			t.Fatalf("%+v, %v", undone, err)
		}
		if p := status(); p.Status != models.ProjectOpen || p.ClosedAt != 0 {
			t.Errorf("back on the list: %+v", p)
		}
	})
}

func TestPromoteRefusesChangedRows(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		plan(t, 1).stage(s, "b1")
		mustPromote(t, s, "b1", noon)
		target := models.Indicator{ProgrammeID: "district-2021", Key: models.IndicatorInvestment, Name: "年度计划完成投资",
			Unit: "fen", Target: 1}
		alias := models.Alias{Year: 2021, Key: "k", Name: "甲厂", ProjectID: sampleProject(1).ID}
		programme := get(t, s, func(tx *Tx) (models.Programme, error) { return tx.ProgrammeByID("district-2021") })
		renamed := programme
		renamed.Name = "改名"
		for name, rows := range map[string]func(st *staging){
			"target":    func(st *staging) { st.add("indicators", "", 0, target, target) },
			"alias":     func(st *staging) { st.add("aliases", alias.ProjectID, 1, alias, alias) },
			"programme": func(st *staging) { st.add("programmes", "", 0, renamed, programme) },
		} {
			st := &staging{t: t}
			rows(st)
			st.stage(s, name)
			_, err := promote(t, s, name, noon)
			wantKind(t, err, models.KindConflict, "stale_preview")
		}
		live := programme
		live.LiveFrom, live.Version = models.DateOf(2021, 7, 1), 9 // an import does not change them
		st := &staging{t: t}
		st.add("programmes", "", 0, live, live)
		st.add("aliases", alias.ProjectID, 1, nil, alias)
		st.add("import_answers", "", 0, nil, models.ImportAnswer{Sender: "甲局", Fingerprint: "f", Answers: "{}"})
		st.stage(s, "good")
		mustPromote(t, s, "good", noon)
		if all := get(t, s, func(tx *Tx) ([]models.Alias, error) { return tx.Aliases(2021) }); len(all) != 1 ||
			all[0].At != noon {
			t.Errorf("aliases: %+v", all)
		}
		if all := get(t, s, func(tx *Tx) ([]models.ImportAnswer, error) { return tx.ImportAnswers("甲局") }); len(all) != 1 ||
			all[0].At != noon {
			t.Errorf("answers: %+v", all)
		}
	})
}

func TestADiscardedBatchLeavesNothing(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		plan(t, 1).stage(s, "b1")
		write(t, s, func(tx *Tx) error { return tx.SetPreview(models.ImportPreview{BatchID: "b1", Text: "{}"}) })
		write(t, s, func(tx *Tx) error { return tx.DiscardBatch("b1") })
		if all := get(t, s, func(tx *Tx) ([]models.ImportBatch, error) { return tx.Batches("") }); len(all) != 0 {
			t.Errorf("left: %+v", all)
		}
		plan(t, 1).stage(s, "b2")
		mustPromote(t, s, "b2", noon)
		err := s.Write(t.Context(), func(tx *Tx) error { return tx.DiscardBatch("b2") })
		wantKind(t, err, models.KindConflict, "batch_committed")
	})
}

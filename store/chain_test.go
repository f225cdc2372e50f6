package store

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

func verify(t testing.TB, s *Store) models.ChainReport {
	t.Helper()
	return get(t, s, (*Tx).VerifyChain)
}

// wantCovered checks that every protected row equals its last image and that the chain verifies.
func wantCovered(t testing.TB, s *Store) {
	t.Helper()
	if found := get(t, s, (*Tx).Unrecorded); len(found) > 0 {
		t.Errorf("rows that differ from their last image: %+v", found)
	}
	if r := verify(t, s); !r.OK || r.Unsealed != 0 || r.Events != r.Sealed {
		t.Errorf("the chain: %+v", r)
	}
}

// unprotected lists the tables outside the chain, each with the reason.
var unprotected = map[string]string{
	"audit_events":     "each event is sealed by itself",
	"audit_images":     "sealed with their event",
	"audit_seals":      "the chain itself",
	"sessions":         "end within half a day; beginning and end of each are audit events",
	"import_rows":      "a preview; what it changes is in the images of the rows it becomes",
	"import_starts":    "which processes an import starts; reconcile starts what is missing",
	"import_previews":  "what a person was shown before deciding; has no effect",
	"import_answers":   "suggestions for the next import, shown before they are used",
	"import_drafts":    "deleted after a day",
	"evidence_folders": "compared with the folder at every start",
	"duties":           "which process does what is done once; no effect on recorded data",
	"instances":        "which processes run now; no effect on recorded data",
	"pending_log_ins":  "wait for a code for five minutes; the log-in itself is an audit event",
	"log_in_failures":  "counts of wrong passwords, forgotten within the hour; each lock is an audit event",
}

func TestEveryTableIsProtectedOrExcepted(t *testing.T) {
	for _, row := range rows {
		table, _ := wantColumns(t, row)
		_, is := protectedBy(table)
		if reason := unprotected[table]; is == (reason != "") {
			t.Errorf("%s: protected %t, unprotected for the reason %q: it must be in exactly one of protectedTables and "+
				"unprotected",
				table, is, reason)
		}
	}
}

// GORM's callbacks see every change of a row except those by raw statements.
func TestNoRawStatementChangesAProtectedTable(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			for _, table := range protected() {
				for _, verb := range []string{"INSERT INTO ", "UPDATE ", "DELETE FROM "} {
					if strings.Contains(literal.Value, verb+table.name) {
						t.Errorf("%s changes %s past the audit chain: %s", name, table.name, literal.Value)
					}
				}
			}
			return true
		})
	}
}

func TestEachChangeLeavesItsImageUnderItsEvent(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		sound(t, s)
		write(t, s, func(tx *Tx) error {
			if err := tx.InsertAudit(models.AuditEvent{Action: "plan.amount", ByName: "张三", At: noon}); err != nil {
				return err
			}
			return tx.SetAnnualPlan("2021-ZD-2021-001", 7)
		})
		last := get(t, s, func(tx *Tx) (map[string]models.AuditImage, error) {
			return tx.lastImages("projects", []string{`["2021-ZD-2021-001"]`})
		})
		image := last[`["2021-ZD-2021-001"]`]
		if !strings.Contains(image.Image, `"annual_plan_fen":7,`) || strings.Contains(image.Image, "next_at") {
			t.Errorf("the image: %+v", image)
		}
		event := get(t, s, func(tx *Tx) (models.AuditEvent, error) {
			return first[models.AuditEvent](tx, errNotFound, "id = ?", image.AuditID)
		})
		if event.Action != "plan.amount" || event.ByName != "张三" {
			t.Errorf("the image stands under %+v", event)
		}
		wantCovered(t, s)
	})
}

// A transaction without an audit event gets one, unchanged rows get no image, and a deletion is recorded.
func TestChangeWithoutEventGetsOne(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		sound(t, s)
		count := func() int { return verify(t, s).Events }
		before := count()
		write(t, s, func(tx *Tx) error { return tx.InsertPerson(models.Person{ID: "a", Name: "甲"}) })
		if got := count(); got != before+1 {
			t.Fatalf("%d events after a change, want %d", got, before+1)
		}
		write(t, s, func(tx *Tx) error {
			_, err := tx.AdvanceProject("2021-ZD-2021-001", 1, noon+9, "其他", false)
			return err
		})
		write(t, s, func(tx *Tx) error {
			return update[models.InboxMessage](tx, map[string]any{"read_at": noon}, `"key" = ?`, "m").Error
		})
		if got := count(); got != before+1 {
			t.Errorf("%d events after changes of unprotected columns, want %d", got, before+1)
		}
		events := get(t, s, func(tx *Tx) ([]models.AuditEvent, error) {
			return list[models.AuditEvent](tx, "id", "action = ?", ChangeAction)
		})
		if last := events[len(events)-1]; last.Detail != `{"people":1}` || last.ByID != models.System.ID || last.At == 0 {
			t.Errorf("the event: %+v", last)
		}
		link := models.SubjectLink{Issuer: "i", Subject: "s", PersonID: "a"}
		write(t, s, func(tx *Tx) error { return tx.InsertSubjectLink(link) })
		write(t, s, func(tx *Tx) error { return tx.DeleteSubjectLink(link) })
		image := get(t, s, func(tx *Tx) (map[string]models.AuditImage, error) {
			return tx.lastImages("subject_links", []string{`["i","s"]`})
		})
		if !image[`["i","s"]`].Deleted {
			t.Errorf("after the deletion: %+v", image)
		}
		wantCovered(t, s)
	})
}

// An import and its undo use every way of writing, on tables whose keys have several columns.
func TestImportAndUndoAreRecorded(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		plan(t, 40).stage(s, "b1")
		if _, err := promote(t, s, "b1", noon); err != nil {
			t.Fatal(err)
		}
		wantCovered(t, s)
		if _, err := undo(t, s, "b1"); err != nil {
			t.Fatal(err)
		}
		wantCovered(t, s)
	})
}

var errRefused = errors.New("refused")

// Concurrent writers do not fork the chain, and a rollback leaves no gap.
// The ID of an event whose transaction was rolled back is not used again on PostgreSQL. That is no finding.
func TestARolledBackEventIsNoGap(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		insert := func(action string, failure error) {
			t.Helper()
			err := s.Write(t.Context(), func(tx *Tx) error {
				if err := tx.InsertAudit(models.AuditEvent{Action: action, At: noon}); err != nil {
					return err
				}
				return failure
			})
			if (err != nil) != (failure != nil) {
				t.Fatal(err)
			}
		}
		insert("first", nil)
		insert("rolled back", errors.New("as a disk that fails"))
		insert("second", nil)
		wantCovered(t, s)
	})
}

func TestConcurrentWritersMakeOneChain(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		done := make(chan error)
		const writers, rounds = 6, 10
		for i := range writers {
			go func() {
				for j := range rounds {
					err := s.Write(t.Context(), func(tx *Tx) error {
						if err := tx.InsertPerson(models.Person{ID: fmt.Sprint(i, "-", j)}); err != nil || j%3 == 2 {
							return errors.Join(err, errRefused)
						}
						return tx.InsertAudit(models.AuditEvent{Action: "person.add", At: noon}, models.AuditEvent{Action: "role.add",
							At: noon})
					})
					if err != nil && !errors.Is(err, errRefused) {
						done <- err
						return
					}
				}
				done <- nil
			}()
		}
		for range writers {
			if err := <-done; err != nil {
				t.Fatal(err)
			}
		}
		wantCovered(t, s)
		r := verify(t, s)
		if want := writers * 7 * 2; r.Sealed != want {
			t.Errorf("%d seals, want %d", r.Sealed, want)
		}
		if head, ok := s.Head(); !ok || head.Hash != r.Head || head.Sequence != int64(r.Sealed) {
			t.Errorf("head %+v, want %s", head, r.Head)
		}
		select {
		case <-s.Sealed():
		default:
			t.Error("no signal after commits")
		}
	})
}

// chained writes a database with a dozen events behind a path.
func chained(t *testing.T) (path string) {
	path = filepath.Join(t.TempDir(), "duban.db")
	s := open(t, path)
	sound(t, s)
	for i := range 8 {
		write(t, s, func(tx *Tx) error {
			if err := tx.InsertAudit(models.AuditEvent{Action: "person.add", ByID: "office", ByName: "张三",
				Object: fmt.Sprint("p", i), Detail: `{"a":1}`, At: noon}); err != nil {
				return err
			}
			return tx.InsertPerson(models.Person{ID: fmt.Sprint("p", i), Name: "甲"})
		})
	}
	write(t, s, func(tx *Tx) error { return tx.SetAnnualPlan("2021-ZD-2021-001", 7) })
	return path
}

const openAudit = `DROP TRIGGER audit_events_no_update; DROP TRIGGER audit_events_no_delete;
	DROP TRIGGER audit_images_no_update; DROP TRIGGER audit_images_no_delete;
	DROP TRIGGER audit_seals_no_update; DROP TRIGGER audit_seals_no_delete;`

// auditEdits are changes of the record from outside the program, with a part of the expected report.
var auditEdits = map[string]struct{ statement, says string }{
	"the first event deleted":     {"DELETE FROM audit_events WHERE id = 1", "第 1 号操作记录已被删除"},
	"an event in between deleted": {"DELETE FROM audit_events WHERE id = 5", "第 5 号操作记录已被删除"},
	"the last event deleted": {"DELETE FROM audit_events WHERE id = (SELECT MAX(id) FROM audit_events)",
		"号操作记录已被删除"},
	"deleted with its seal": {"DELETE FROM audit_events WHERE id = 5; DELETE FROM audit_seals WHERE audit_id = 5",
		"缺失"},
	"deleted, the rest renumbered": {
		"DELETE FROM audit_seals WHERE audit_id = 5; DELETE FROM audit_events WHERE id = 5; UPDATE audit_seals SET " +
			"sequence = sequence - 1, audit_id = audit_id - 1 WHERE audit_id > 5; UPDATE audit_images SET audit_id = " +
			"audit_id - 1 WHERE audit_id > 5; UPDATE audit_events SET id = id - 1 WHERE id > 5", "与封存时不一致"},
	"another author": {"UPDATE audit_events SET by_id = 'x', by_name = '李四' WHERE id = 6", "第 6 号操作记录"},
	"another detail": {"UPDATE audit_events SET detail = '{}' WHERE id = 6", "第 6 号操作记录"},
	"another action": {"UPDATE audit_events SET action = 'person.see' WHERE id = 6", "第 6 号操作记录"},
	"another time":   {"UPDATE audit_events SET at = at + 1 WHERE id = 6", "第 6 号操作记录"},
	"another object": {"UPDATE audit_events SET object = 'p' WHERE id = 6", "第 6 号操作记录"},
	"two swapped": {
		"UPDATE audit_events SET id = -1 WHERE id = 4; UPDATE audit_events SET id = 4 WHERE id = 5; UPDATE audit_events " +
			"SET id = 5 WHERE id = -1", "第 4 号操作记录"},
	"one inserted": {"INSERT INTO audit_events (action, by_name, at) VALUES ('person.add', '张三', 1)",
		"未经封存"},
	"an image changed": {"UPDATE audit_images SET image = '{}' WHERE id = (SELECT MAX(id) FROM audit_images)",
		"与封存时不一致"},
	"an image deleted": {"DELETE FROM audit_images WHERE id = (SELECT MAX(id) FROM audit_images)", "与封存时不一致"},
	"an image added": {
		"INSERT INTO audit_images (audit_id, entity, row_key, image) VALUES (6, 'people', '[\"x\"]', '{}')", "与封存时不一致"},
	"an image of no event added": {
		"INSERT INTO audit_images (audit_id, entity, row_key, image) VALUES (600, 'people', '[\"x\"]', '{}')", "不属于任何"},
	// A row that is put back to it would agree with its last image.
	"an earlier image made the last": {"UPDATE audit_images SET id = 100000 WHERE id = (SELECT MIN(id) FROM " +
		"audit_images WHERE entity = 'projects')", "次序与封存的先后不一致"},
	"an algorithm nobody knows": {"UPDATE audit_seals SET algorithm = 'none' WHERE sequence = 3", "与封存时不一致"},
	"a seal replaced":           {"UPDATE audit_seals SET hash = 'x' WHERE sequence = 3", "与封存时不一致"},
	"the whole chain deleted":   {"DELETE FROM audit_seals", "未经封存"},
}

func TestEachEditOfTheRecordIsReported(t *testing.T) {
	sample := chained(t)
	if r := verify(t, open(t, sample)); !r.OK || r.Events < 8 {
		t.Fatalf("before any edit: %+v", r)
	}
	for name, edit := range auditEdits {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "duban.db")
			if err := open(t, sample).Backup(t.Context(), path); err != nil {
				t.Fatal(err)
			}
			vandalise(t, path, openAudit+edit.statement)
			r := verify(t, open(t, path))
			if r.OK || !slices.ContainsFunc(r.Breaks, func(b string) bool { return strings.Contains(b, edit.says) }) {
				t.Errorf("found %q, want one that says %q", r.Breaks, edit.says)
			}
		})
	}
}

func TestTheRecordIsAppendOnly(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		sound(t, s)
		for _, table := range []string{"audit_events", "audit_images", "audit_seals"} {
			if err := s.write.Exec("DELETE FROM " + table).Error; err == nil {
				t.Errorf("rows of %s could be deleted", table)
			}
		}
		if err := s.write.Exec("UPDATE audit_seals SET hash = ''").Error; err == nil {
			t.Error("seals could be changed")
		}
	})
}

// Opening a database from before the chain records images of all rows and seals all events.
func TestOlderDatabaseIsRecorded(t *testing.T) {
	conformDSN(t, func(t *testing.T, dsn string) {
		s := open(t, dsn)
		sound(t, s)
		seedMore(t, s, 2*baselineBatch+5)
		forget := []string{"DROP TABLE audit_images", "DROP TABLE audit_seals",
			"DELETE FROM migrations WHERE id LIKE '0010%'"}
		for _, statement := range forget {
			if err := s.write.Exec(statement).Error; err != nil {
				t.Fatal(err)
			}
		}
		reopened := open(t, dsn)
		wantCovered(t, reopened)
		events := get(t, reopened, func(tx *Tx) ([]models.AuditEvent, error) {
			return list[models.AuditEvent](tx, "id", "action = ?", BaselineAction)
		})
		var people []string
		for _, e := range events {
			if e.Object == "people" {
				people = append(people, e.Detail)
			}
		}
		if diff := cmp.Diff([]string{`{"rows":2000}`, `{"rows":2000}`, `{"rows":5}`}, people); diff != "" {
			t.Error(diff)
		}
		before := verify(t, reopened).Events
		if got := verify(t, open(t, dsn)).Events; got != before {
			t.Errorf("opening once more wrote %d events", got-before)
		}
	})
}

func seedMore(t *testing.T, s *Store, n int) {
	people := make([]models.Person, n)
	for i := range people {
		people[i] = models.Person{ID: fmt.Sprint("person", i)}
	}
	write(t, s, func(tx *Tx) error { return insert(tx, people, "people") })
}

// A row changed outside the store is not recorded by a later, unrelated write of the store.
func TestForeignChangeIsNotRecorded(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		sound(t, s)
		write(t, s, func(tx *Tx) error { return tx.StoreCommand(models.StoredCommand{Key: "c", Body: "{}", ByID: "a"}) })
		recorded := func() bool {
			return get(t, s, func(tx *Tx) (bool, error) { return tx.CommandRecorded("c") })
		}
		if !recorded() {
			t.Error("a command that was stored is not on record")
		}
		write(t, s, func(tx *Tx) error {
			return errors.Join(tx.db.Exec(`UPDATE stored_commands SET by_id = 'b'`).Error,
				tx.db.Exec(`UPDATE projects SET annual_plan_fen = 7`).Error)
		})
		write(t, s, func(tx *Tx) error { return tx.CountAttempt("c") })
		write(t, s, func(tx *Tx) error {
			return update[models.Project](tx, map[string]any{"next_at": noon + 5}, "annual_plan_fen = 7").Error
		})
		if recorded() {
			t.Error("a stored command of another person was taken over")
		}
		tables := map[string]bool{}
		for _, u := range get(t, s, (*Tx).Unrecorded) {
			tables[u.Table] = true
		}
		if !tables["projects"] || !tables["stored_commands"] {
			t.Errorf("found in %v", tables)
		}
		// Nor by a write of other columns of the row, or by an insert that skips existing rows.
		write(t, s, func(tx *Tx) error { return tx.raise([]string{get(t, s, (*Tx).AllOpenProjects)[0].ID}, noon) })
		write(t, s, func(tx *Tx) error { return insertMissing(tx, get(t, s, (*Tx).AllOpenProjects), "again") })
		if columns := unlike(t, s, "projects"); !slices.Equal(columns, []string{"annual_plan_fen"}) {
			t.Errorf("after other columns were written: %v", columns)
		}
		// A row inserted outside the store stays unknown when the store changes it.
		write(t, s, func(tx *Tx) error { return tx.db.Exec(`INSERT INTO organisations (id, name) VALUES ('x', 'X')`).Error })
		write(t, s, func(tx *Tx) error {
			return update[models.Organisation](tx, map[string]any{"name": "Y"}, "id = 'x'").Error
		})
		if columns := unlike(t, s, "organisations"); !slices.Equal(columns, []string{"unknown"}) {
			t.Errorf("of a foreign row: %v", columns)
		}
		// A write of the same columns by the store is recorded.
		write(t, s, func(tx *Tx) error {
			return update[models.Project](tx, map[string]any{"annual_plan_fen": 8}, "annual_plan_fen = 7").Error
		})
		if columns := unlike(t, s, "projects"); len(columns) > 0 {
			t.Errorf("after the column was written: %v", columns)
		}
	})
}

// unlike lists the columns of a table's rows that differ from their images.
func unlike(t *testing.T, s *Store, table string) (columns []string) {
	t.Helper()
	for _, u := range get(t, s, (*Tx).Unrecorded) {
		switch {
		case u.Table != table:
		case u.Unknown:
			columns = append(columns, "unknown")
		default:
			for _, c := range u.Columns {
				columns = append(columns, c.Name)
			}
		}
	}
	return columns
}

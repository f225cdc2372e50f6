package store

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/models"
)

// Of sixteen concurrent reviewers one decides; the errors of the others name that one.
func TestOneDecisionWins(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		submission := sampleSubmission(projects[0], "k", 1)
		write(t, s, func(tx *Tx) error { return tx.InsertSubmission(submission) })
		var won atomic.Int64
		var group sync.WaitGroup
		for i := range 16 {
			group.Go(func() {
				err := s.Write(t.Context(), func(tx *Tx) error {
					if err := tx.DecideSubmission(submission.ID, models.SubmissionAccepted, noon); err != nil {
						return err
					}
					return tx.InsertReview(models.Review{SubmissionID: submission.ID, Decision: models.Accept, ByID: fmt.Sprint(i),
						ByName: "李四", At: noon})
				})
				if err == nil {
					won.Add(1)
					return
				}
				wantKind(t, err, models.KindConflict, "already_decided")
				if !strings.Contains(err.Error(), "李四 于 2021-06-30 12:00 通过") {
					t.Errorf("%v does not say who", err)
				}
			})
		}
		group.Wait()
		if won.Load() != 1 {
			t.Errorf("%d reviewers won", won.Load())
		}
	})
}

func TestDecidedSubmissionsStayDecided(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		submission := sampleSubmission(projects[0], "k", 1)
		write(t, s, func(tx *Tx) error { return tx.InsertSubmission(submission) })
		decide := func(id string, to models.SubmissionStatus) error {
			return s.Write(t.Context(), func(tx *Tx) error { return tx.DecideSubmission(id, to, noon) })
		}
		if err := decide(submission.ID, models.SubmissionReturned); err != nil {
			t.Fatal(err)
		}
		wantKind(t, decide(submission.ID, models.SubmissionAccepted), models.KindConflict, "already_decided")
		wantKind(t, decide("nothing", models.SubmissionAccepted), models.KindNotFound, "no_submission")
		got := get(t, s, func(tx *Tx) (models.Submission, error) { return tx.Submission(submission.ID) })
		if got.Status != models.SubmissionReturned || got.DecidedAt != noon {
			t.Errorf("after a second decision: %+v", got)
		}
	})
}

func TestSubmissionsExistOnce(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 2)
		submit := func(submission models.Submission) error {
			return s.Write(t.Context(), func(tx *Tx) error { return tx.InsertSubmission(submission) })
		}
		if err := submit(sampleSubmission(projects[0], "k1", 1)); err != nil {
			t.Fatal(err)
		}
		wantKind(t, submit(sampleSubmission(projects[0], "k1", 1)), models.KindConflict, "already_waiting")
		wantKind(t, submit(sampleSubmission(projects[0], "k2", 2)), models.KindConflict, "already_waiting")
		if err := submit(sampleSubmission(projects[1], "k3", 1)); err != nil {
			t.Errorf("another project: %v", err)
		}
		write(t, s, func(tx *Tx) error {
			return tx.DecideSubmission(models.SubmissionID("k1"), models.SubmissionReturned, noon)
		})
		wantKind(t, submit(sampleSubmission(projects[0], "k4", 1)), models.KindConflict, "already_waiting")
		if err := submit(sampleSubmission(projects[0], "k5", 2)); err != nil {
			t.Errorf("again after a return: %v", err)
		}
		if waiting := get(t, s, (*Tx).ProjectsInReview); len(waiting) != 2 {
			t.Errorf("waiting: %v", waiting)
		}
	})
}

// After a conflict the transaction is still usable, to read who was first.
func TestConflictLeavesTheTransactionUsable(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		write(t, s, func(tx *Tx) error {
			if err := tx.InsertCommand(models.Command{Key: "k", Hash: "1"}); err != nil {
				return err
			}
			wantKind(t, tx.InsertCommand(models.Command{Key: "k", Hash: "2"}), models.KindConflict, "command_known")
			wantKind(t, tx.InsertPause(models.Pause{ID: "pause-" + projects[0].ID, ProjectID: projects[0].ID}),
				models.KindConflict, "already_paused")
			known, ok, err := tx.Command("k")
			if !ok || known.Hash != "1" {
				t.Errorf("after the conflict: %v %v", known, ok)
			}
			return err
		})
	})
}

func TestVersionsGuardProjects(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		id := projects[0].ID
		advance := func(expected int, raise bool) (version int, err error) {
			err = s.Write(t.Context(), func(tx *Tx) error {
				version, err = tx.AdvanceProject(id, expected, noon, "主体封顶", raise)
				return err
			})
			return version, err
		}
		for _, step := range []struct {
			raise          bool
			expected, want int
		}{{false, 1, 1}, {true, 1, 2}, {false, 2, 2}} {
			if got, err := advance(step.expected, step.raise); err != nil || got != step.want {
				t.Errorf("%+v: got %d, %v", step, got, err)
			}
		}
		write(t, s, func(tx *Tx) error {
			return tx.InsertAudit(models.AuditEvent{ProjectID: id, ByName: "张三", At: noon})
		})
		_, err := advance(1, true)
		wantKind(t, err, models.KindConflict, "stale_version")
		if !strings.Contains(err.Error(), "张三于2021-06-30 12:00") {
			t.Errorf("%v does not say who", err)
		}
		write(t, s, func(tx *Tx) error { _, err := tx.CloseProject(id, 2, noon); return err })
		err = s.Write(t.Context(), func(tx *Tx) error { _, err := tx.CloseProject(id, 3, noon); return err })
		wantKind(t, err, models.KindConflict, "project_closed")
		closed := get(t, s, func(tx *Tx) (models.Project, error) { return tx.Project(id) })
		if closed.NextAt != 0 || closed.NextWhat != "" || closed.Version != 3 {
			t.Errorf("closed: %+v", closed)
		}
		err = s.Write(t.Context(), func(tx *Tx) error { _, err := tx.AdvanceProject("nobody", 1, 0, "", false); return err })
		wantKind(t, err, models.KindNotFound, "no_project")
	})
}

func TestMilestonesMoveAndEnd(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		m := sampleMilestone(projects[0].ID)
		change := models.DueChange{MilestoneID: m.ID, DueVersion: 2, Due: models.DateOf(2021, 8, 31), Reason: "雨季",
			Approver: "赵六", At: noon + 1}
		move := func() error {
			return s.Write(t.Context(), func(tx *Tx) error { return tx.MoveMilestone(change, models.PrecisionDay) })
		}
		if err := move(); err != nil {
			t.Fatal(err)
		}
		want := m
		want.Due, want.DueVersion, want.ArmedAt = change.Due, 2, noon+1
		if diff := cmp.Diff(want,
			get(t, s, func(tx *Tx) (models.Milestone, error) { return tx.Milestone(m.ID) })); diff != "" {
			t.Error(diff)
		}
		wantKind(t, move(), models.KindConflict, "milestone_moved")
		complete := func(version int) error {
			return s.Write(t.Context(), func(tx *Tx) error {
				return tx.CompleteMilestone(m.ID, version,
					models.DateOf(2021, 8, 1))
			})
		}
		wantKind(t, complete(1), models.KindConflict, "milestone_moved")
		if err := complete(2); err != nil {
			t.Fatal(err)
		}
		wantKind(t, complete(2), models.KindConflict, "milestone_done")
		history := get(t, s, func(tx *Tx) (map[string][]models.DueChange, error) { return tx.DueChangesOf(ids(projects)) })
		if diff := cmp.Diff(map[string][]models.DueChange{projects[0].ID: {change}}, history); diff != "" {
			t.Error(diff)
		}
	})
}

func TestPausesEndOnce(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		p := models.Pause{ID: "p", ProjectID: projects[0].ID, From: models.DateOf(2021, 7, 1), Reason: "停工"}
		write(t, s, func(tx *Tx) error { return tx.InsertPause(p) })
		second := p
		second.ID = "q"
		wantKind(t, s.Write(t.Context(), func(tx *Tx) error { return tx.InsertPause(second) }), models.KindConflict,
			"already_paused")
		end := func(day models.Date) error {
			return s.Write(t.Context(), func(tx *Tx) error { return tx.EndPause("p", day) })
		}
		if err := end(models.DateOf(2021, 7, 9)); err != nil {
			t.Fatal(err)
		}
		wantKind(t, end(models.DateOf(2021, 7, 9)), models.KindConflict, "pause_ended")
		if err := s.Write(t.Context(), func(tx *Tx) error { return tx.InsertPause(second) }); err != nil {
			t.Errorf("a pause after the first ended: %v", err)
		}
	})
}

// The store sets no moments: a row without one stays without.
func TestNothingIsStampedByTheStore(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error {
			if err := tx.InsertPerson(models.Person{ID: "a"}); err != nil {
				return err
			}
			return tx.InsertToken(models.Token{Hash: "h", PersonID: "a"})
		})
		if p := get(t, s, func(tx *Tx) (models.Person, error) { return tx.Person("a") }); p.CreatedAt != 0 {
			t.Errorf("created at %d", p.CreatedAt)
		}
	})
}

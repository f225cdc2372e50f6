package store

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"duban/internal/testkit/pgtest"
	"duban/models"
)

// TestMain lets the test binary be the child that crash_test.go kills.
func TestMain(m *testing.M) {
	if dsn := os.Getenv(crashDSN); dsn != "" {
		writeUntilKilled(dsn)
	}
	os.Exit(m.Run())
}

// databases returns functions that make an empty database of each kind and return its DSN.
var databases = []struct {
	name string
	dsn  func(t testing.TB) string
}{
	{"sqlite", func(t testing.TB) string { return filepath.Join(t.TempDir(), "督办.db") }},
	{"postgres", func(t testing.TB) string { return pgtest.New(t) }},
}

// conform runs a test with an empty store of each kind, which must behave alike.
func conform(t *testing.T, test func(t *testing.T, s *Store)) {
	conformDSN(t, func(t *testing.T, dsn string) { test(t, open(t, dsn)) })
}

// conformDSN does so for tests that open the store themselves.
func conformDSN(t *testing.T, test func(t *testing.T, dsn string)) {
	t.Helper()
	for _, database := range databases {
		t.Run(database.name, func(t *testing.T) { test(t, database.dsn(t)) })
	}
}

func open(t testing.TB, dsn string) *Store {
	t.Helper()
	s, err := Open(t.Context(), Config{DSN: dsn})
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

func write(t testing.TB, s *Store, fn func(tx *Tx) error) {
	t.Helper()
	if err := s.Write(t.Context(), fn); err != nil {
		t.Fatalf("write: %v", err)
	}
}

func read(t testing.TB, s *Store, fn func(tx *Tx) error) {
	t.Helper()
	if err := s.Read(t.Context(), fn); err != nil {
		t.Fatalf("read: %v", err)
	}
}

// get reads one value in a transaction.
func get[T any](t testing.TB, s *Store, fn func(tx *Tx) (T, error)) T {
	t.Helper()
	var value T
	read(t, s, func(tx *Tx) (err error) {
		value, err = fn(tx)
		return err
	})
	return value
}

// wantKind checks that an error is of a kind and code.
func wantKind(t testing.TB, err error, kind models.Kind, code string) {
	t.Helper()
	if err == nil || models.KindOf(err) != kind || models.AsError(err).Code != code {
		t.Errorf("got %v, want %s %s", err, kind, code)
	}
}

// noon is a moment in the year of the test data.
var noon = models.DateOf(2021, 6, 30).At(12, 0)

// seed stores a programme with n projects, each with a milestone, a month plan, a report and a pause.
func seed(t testing.TB, s *Store, n int) (programme models.Programme, projects []models.Project) {
	t.Helper()
	programme = models.Programme{ID: "district-2021", Year: 2021, Name: "2021年区重点项目", NameKey: "2021年区重点项目",
		Kind: models.DistrictProgramme, Version: 1, CreatedAt: noon}
	write(t, s, func(tx *Tx) error {
		if err := insert(tx, []models.Programme{programme}, "seed"); err != nil {
			return err
		}
		for i := range n {
			p := sampleProject(i + 1)
			projects = append(projects, p)
			if err := insertProject(tx, programme.ID, p, i+1); err != nil {
				return err
			}
		}
		return nil
	})
	return programme, projects
}

func sampleProject(number int) models.Project {
	code := fmt.Sprintf("ZD-2021-%03d", number)
	return models.Project{
		ID: models.ProjectID(2021, code), Year: 2021, Code: code, Name: fmt.Sprintf("项目%d", number),
		Category:    models.Implementation,
		ActualStart: models.DateOf(2021, 3, 8), InStatistics: models.Yes, StatisticsCode: "370303-0001",
		StatisticsOn: models.DateOf(2021, 4, 1),
		AnnualPlan:   4_490_000_000_001, Status: models.ProjectOpen, FollowedSince: noon, Version: 1,
	}
}

func insertProject(tx *Tx, programmeID string, p models.Project, position int) error {
	amount := models.Money(123_456_789)
	for _, err := range []error{
		insert(tx, []models.Project{p}, "seed"),
		insert(tx, []models.Membership{{ProgrammeID: programmeID, ProjectID: p.ID, Position: position}}, "seed"),
		insert(tx, []models.MonthPlan{{ProjectID: p.ID, Month: models.MonthOf(2021, 6), Plan: 7}}, "seed"),
		insert(tx, []models.Milestone{sampleMilestone(p.ID)}, "seed"),
		tx.SetReport(models.Report{ID: models.ReportID(p.ID, models.MonthOf(2021, 5)), ProjectID: p.ID,
			Month: models.MonthOf(2021, 5), ReportedYTD: &amount, Status: models.ReportOpen}),
		tx.InsertPause(models.Pause{ID: "pause-" + p.ID, ProjectID: p.ID, From: models.DateOf(2021, 3, 1),
			To: models.DateOf(2021, 3, 5), Reason: "等上级批复"}),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func sampleMilestone(projectID string) models.Milestone {
	due := models.DateOf(2021, 6, 30)
	return models.Milestone{
		ID: models.MilestoneID(projectID, "主体封顶"), ProjectID: projectID, Position: 1, Name: "主体封顶", NameKey: "主体封顶",
		Baseline: due, Due: due, Precision: models.PrecisionDay, DueVersion: 1, Controlling: true,
		Status: models.MilestoneOpen, ArmedAt: noon,
	}
}

func sampleSubmission(p models.Project, key string, sequence int) models.Submission {
	return models.Submission{
		ID: models.SubmissionID(key), ProjectID: p.ID, Kind: models.SubmitMilestone, MilestoneID: models.MilestoneID(p.ID,
			"主体封顶"),
		DueVersion: 1, Sequence: sequence, DoneOn: models.DateOf(2021, 6, 29), Status: models.SubmissionWaiting,
		SubmittedAt: noon, ByID: "owner", ByName: "王五",
	}
}

func sampleRung(p models.Project, rung models.Rung) models.Escalation {
	subject := models.MilestoneID(p.ID, "主体封顶")
	return models.Escalation{
		ID: models.EscalationID(p.ID, models.ItemMilestone, subject, 1, string(rung)), ProjectID: p.ID,
		ProgrammeID: "district-2021",
		Item:        models.ItemMilestone, Subject: subject, SubjectName: "主体封顶", Due: models.DateOf(2021, 6, 30),
		DueVersion: 1,
		Kind:       models.KindRung, Step: string(rung), Rung: rung, Cause: models.CauseTime, At: noon, RecordedAt: noon,
		To: []models.Audience{models.ToUnitHead, models.ToSponsor},
	}
}

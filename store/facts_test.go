package store

import (
	"slices"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"duban/models"
)

func TestFactsAreWhatWasWritten(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		programme, projects := seed(t, s, 2)
		p := projects[1]
		city := models.Programme{ID: "city-2021", Year: 2021, Name: "市重大", NameKey: "市重大", Kind: models.CityProgramme,
			Version: 1}
		submission, rung, low := sampleSubmission(p, "k", 1), sampleRung(p, models.Yellow), sampleRung(p, models.Urging)
		low.At--
		write(t, s, func(tx *Tx) error {
			for _, err := range []error{
				insert(tx, []models.Programme{city}, "test"),
				insert(tx, []models.Membership{{ProgrammeID: city.ID, ProjectID: p.ID, Position: 9, DroppedOn: models.DateOf(2021,
					5, 1)}}, "test"),
				tx.InsertSubmission(submission),
			} {
				if err != nil {
					return err
				}
			}
			_, err := tx.InsertEscalations(rung, low)
			return err
		})
		amount := models.Money(123_456_789)
		want := models.Facts{
			Project:     p,
			Memberships: []models.Membership{{ProgrammeID: programme.ID, ProjectID: p.ID, Position: 2}},
			Programmes:  []models.Programme{programme},
			MonthPlans:  []models.MonthPlan{{ProjectID: p.ID, Month: models.MonthOf(2021, 6), Plan: 7}},
			Milestones:  []models.Milestone{sampleMilestone(p.ID)},
			Reports: []models.Report{{ID: models.ReportID(p.ID, models.MonthOf(2021, 5)), ProjectID: p.ID,
				Month: models.MonthOf(2021, 5), ReportedYTD: &amount, Status: models.ReportOpen}},
			Submissions: []models.Submission{submission},
			Pauses: []models.Pause{{ID: "pause-" + p.ID, ProjectID: p.ID, From: models.DateOf(2021, 3, 1),
				To: models.DateOf(2021, 3, 5), Reason: "等上级批复"}},
			Escalations: []models.Escalation{low, rung},
		}
		if diff := cmp.Diff(want, get(t, s, func(tx *Tx) (models.Facts, error) { return tx.Facts(p.ID) })); diff != "" {
			t.Errorf("facts:\n%s", diff)
		}
		all := get(t, s, func(tx *Tx) ([]models.Facts, error) { return tx.FactsOf(programme.ID) })
		if len(all) != 2 || all[0].Project.ID != projects[0].ID {
			t.Fatalf("facts of the programme: %v", all)
		}
		if diff := cmp.Diff(want, all[1]); diff != "" {
			t.Errorf("the same project within its programme:\n%s", diff)
		}
		if dropped := get(t, s, func(tx *Tx) ([]models.Facts, error) { return tx.FactsOf(city.ID) }); len(dropped) != 0 {
			t.Errorf("a dropped project is on the list: %v", dropped)
		}
	})
}

func TestFactsOfAnEmptyList(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		seed(t, s, 2)
		for _, id := range []string{"", "2021-ZD-2021-9", "1 OR 1 = 1"} {
			err := s.Read(t.Context(), func(tx *Tx) error { _, err := tx.Facts(id); return err })
			wantKind(t, err, models.KindNotFound, "no_project")
		}
	})
}

// The number of queries does not depend on the number of projects.
func TestFactsTakeAFixedNumberOfQueries(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		programme, _ := seed(t, s, 1)
		var queries atomic.Int64
		s.asked = func(bool) { queries.Add(1) }
		count := func() int64 {
			queries.Store(0)
			get(t, s, func(tx *Tx) ([]models.Facts, error) { return tx.FactsOf(programme.ID) })
			return queries.Load()
		}
		one := count()
		write(t, s, func(tx *Tx) error {
			for i := range 40 {
				if err := insertProject(tx, programme.ID, sampleProject(i+2), i+2); err != nil {
					return err
				}
			}
			return nil
		})
		if many := count(); one != many || one == 0 {
			t.Errorf("%d queries for one project, %d for 41", one, many)
		}
	})
}

// Every amount, moment, day and month is read as it was written, at both ends of its range.
func TestValuesComeBackExactly(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		_, projects := seed(t, s, 1)
		month := models.MonthOf(2021, 5)
		rapid.Check(t, func(r *rapid.T) {
			amount := rapid.Custom(func(r *rapid.T) *models.Money {
				if rapid.Bool().Draw(r, "unknown") {
					return nil
				}
				m := models.Money(rapid.Int64().Draw(r, "fen"))
				return &m
			})
			want := models.Report{
				ID: models.ReportID(projects[0].ID, month), ProjectID: projects[0].ID, Month: month,
				Estimate: amount.Draw(r, "estimate"), ReportedMonth: amount.Draw(r, "month"), ReportedYTD: amount.Draw(r, "ytd"),
				ApprovedMonth: amount.Draw(r, "approved month"), ApprovedYTD: amount.Draw(r, "approved ytd"),
				ToDate: amount.Draw(r, "to date"),
				Physical: rapid.SampledFrom([]string{"", "主体封顶，\n'完成'", "\"; DROP TABLE reports; --", "？@x ? :y $1"}).
					Draw(r, "text"),
				Status: models.ReportOpen, SubmittedAt: models.Instant(rapid.Int64().Draw(r, "at")),
			}
			write(t, s, func(tx *Tx) error { return tx.SetReport(want) })
			f := get(t, s, func(tx *Tx) (models.Facts, error) { return tx.Facts(projects[0].ID) })
			if diff := cmp.Diff([]models.Report{want}, f.Reports); diff != "" {
				r.Fatal(diff)
			}
		})
	})
}

func TestListsOfProjects(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		programme, projects := seed(t, s, 3)
		write(t, s, func(tx *Tx) error { _, err := tx.CloseProject(projects[1].ID, 1, noon); return err })
		open := get(t, s, (*Tx).AllOpenProjects)
		if diff := cmp.Diff([]models.Project{projects[0], projects[2]}, open); diff != "" {
			t.Error(diff)
		}
		closed := get(t, s, func(tx *Tx) (models.Project, error) { return tx.Project(projects[1].ID) })
		if closed.Status != models.ProjectClosed || closed.ClosedAt != noon || closed.Version != 2 {
			t.Errorf("closed: %v", closed)
		}
		if of := get(t, s, func(tx *Tx) ([]models.Project, error) { return tx.ProjectsOfYear(2020) }); len(of) != 0 {
			t.Errorf("projects of another year: %v", of)
		}
		if of := get(t, s, func(tx *Tx) ([]models.Project, error) { return tx.ProjectsByCode("ZD-2021-003") }); len(of) != 1 {
			t.Errorf("by code: %v", of)
		}
		list := get(t, s, func(tx *Tx) ([]models.Membership, error) { return tx.MembershipsOf(programme.ID) })
		if !slices.IsSortedFunc(list, func(a, b models.Membership) int { return a.Position - b.Position }) || len(list) != 3 {
			t.Errorf("list: %v", list)
		}
	})
}

func TestFindProgramme(t *testing.T) {
	conform(t, func(t *testing.T, s *Store) {
		write(t, s, func(tx *Tx) error {
			rows := []models.Programme{
				{ID: "district-2020", Year: 2020, Name: "2020年区重点项目", Kind: models.DistrictProgramme},
				{ID: "district-2021", Year: 2021, Name: "2021年区重点项目", Kind: models.DistrictProgramme},
				{ID: "city-2021", Year: 2021, Name: "2021年市重大项目", Kind: models.CityProgramme},
				{ID: "city-2019", Year: 2019, Name: "2019年市重大项目", Kind: models.CityProgramme},
				{ID: "a-2018", Year: 2018, Name: "甲", Kind: "a"},
				{ID: "b-2018", Year: 2018, Name: "乙", Kind: "b"},
			}
			for i := range rows {
				rows[i].NameKey, rows[i].Version = models.NameKey(rows[i].Name), 1
			}
			return insert(tx, rows, "test")
		})
		for text, want := range map[string]string{
			"district-2020": "district-2020", "２０２１年市重大 项目": "city-2021", "2021": "district-2021", " 2019 ": "city-2019",
			"":     "district-2021",
			"2018": "ambiguous_programme", "1999": "no_programme", "别的": "no_programme",
		} {
			err := s.Read(t.Context(), func(tx *Tx) error {
				p, err := tx.FindProgramme(text)
				if err == nil && p.ID != want {
					t.Errorf("%q found %s, want %s", text, p.ID, want)
				}
				return err
			})
			if err != nil && models.AsError(err).Code != want {
				t.Errorf("%q: %v, want %s", text, err, want)
			}
		}
	})
}

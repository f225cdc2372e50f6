package figurecheck

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"testing"

	"duban/importer/workbook"
	"duban/internal/calendar"
	"duban/internal/figures"
	"duban/internal/sample"
	"duban/internal/simulate"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

var everyMonth = flag.Bool("every-month", false, "compare the simulated years at the end of every month")

// Three years as people live them, in memory: late and wrong reports, returns, extensions, pauses. At several dates of
// each every door is asked.
func TestSimulatedYearsPrintTheFiguresOfModels(t *testing.T) {
	for _, y := range []struct {
		year  int
		seed  uint64
		dates []models.Date
	}{
		{2021, 11, []models.Date{models.DateOf(2021, 10, 9)}},
		{2024, 12, []models.Date{models.DateOf(2024, 8, 7)}},
		{2026, 13, []models.Date{models.DateOf(2026, 12, 31)}},
	} {
		if *everyMonth {
			y.dates = nil
			for m := models.MonthOf(y.year, 2); m <= models.MonthOf(y.year, 12); m++ {
				y.dates = append(y.dates, m.Day(7), m.Last())
			}
		}
		for _, day := range y.dates {
			t.Run(fmt.Sprint(day), func(t *testing.T) { check(t, lived(t, y.year, y.seed, day)) })
		}
	}
}

// lived is a simulated year up to the end of a day, written to a store as it is.
func lived(t *testing.T, year int, seed uint64, day models.Date) *scene {
	t.Helper()
	data := sample.Programme(year)
	book := func(name string, write func(io.Writer) error) simulate.Workbook {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		return simulate.Workbook{Name: name, Content: b.Bytes()}
	}
	from := models.DateOf(year, 1, 4)
	simulated, err := simulate.Run(t.Context(), simulate.Options{From: from, To: day, Seed: seed,
		Plan: book("plan.xlsx", func(w io.Writer) error { return workbook.WritePlan(w, data.Plan()) }),
		Milestones: book("milestones.xlsx", func(w io.Writer) error {
			return workbook.WriteMilestones(w,
				data.Milestones(from))
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	c := newScene(t, year, day.At(23, 0))
	c.write(simulated, data)
	c.decideTarget(6_543_210_987_65)
	storetest.Write(t, c.Store, func(tx *store.Tx) error {
		p, err := tx.ProgrammeByID(models.ProgrammeID(models.DistrictProgramme, year))
		if err != nil {
			return err
		}
		_, err = figures.SettleProgramme(tx, p, func(extra []models.CalendarDay) models.Calendar {
			return calendar.With(extra)
		}, *c.clock)
		return err
	})
	c.logIn()
	return c
}

// write puts the facts of a simulated year into the store, row by row.
func (c *scene) write(y *simulate.Year, data sample.Data) {
	c.t.Helper()
	var rows []models.ImportRow
	staged := func(entity, projectID string, row any) {
		after, err := json.Marshal(row)
		c.must(err)
		rows = append(rows, models.ImportRow{BatchID: "year", Position: len(rows) + 1, Action: "new", Entity: entity,
			ProjectID: projectID, After: string(after)})
	}
	programmes, names := map[string]bool{}, map[string]bool{}
	for _, f := range y.Facts {
		for _, p := range f.Programmes {
			if !programmes[p.ID] {
				programmes[p.ID] = true
				staged("programmes", "", p)
			}
		}
	}
	for _, p := range data.Projects {
		for _, name := range []string{p.Owner, p.ResponsibleUnit} {
			if !names[name] {
				names[name] = true
				staged("organisations", "", models.Organisation{ID: models.OrganisationID(name), Name: name,
					NameKey: models.NameKey(name)})
			}
		}
		if p.Sponsor != "" && !names[p.Sponsor] {
			names[p.Sponsor] = true
			staged("posts", "", models.Post{ID: models.PostID(p.Sponsor), Title: p.Sponsor, TitleKey: models.NameKey(p.Sponsor)})
		}
	}
	for _, f := range y.Facts {
		id := f.Project.ID
		staged("projects", id, f.Project)
		for _, m := range f.Memberships {
			staged("memberships", id, m)
		}
		for _, m := range f.MonthPlans {
			staged("month_plans", id, m)
		}
		for _, m := range f.Milestones {
			staged("milestones", id, m)
		}
		for _, r := range f.Reports {
			staged("reports", id, r)
		}
	}
	storetest.Write(c.t, c.Store, func(tx *store.Tx) error {
		if err := tx.StageBatch(models.ImportBatch{ID: "year", Status: models.BatchStaged}, rows); err != nil {
			return err
		}
		if _, err := tx.Promote("year", y.From.At(8, 0)); err != nil {
			return err
		}
		for _, f := range y.Facts {
			for _, s := range f.Submissions {
				if err := tx.InsertSubmission(s); err != nil {
					return err
				}
			}
			for _, p := range f.Pauses {
				if err := tx.InsertPause(p); err != nil {
					return err
				}
			}
			if _, err := tx.InsertEscalations(f.Escalations...); err != nil {
				return err
			}
		}
		return nil
	})
}

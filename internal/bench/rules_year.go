package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"duban/internal/bench/office"
	"duban/internal/sample"
	"duban/internal/simulate"
	"duban/models"
	"duban/store"
)

// recordYear fills an empty database with the whole year of n simulated projects: what people handed in, what was
// decided, and every reminder and rung.
func recordYear(ctx context.Context, s *store.Store, year, n int) error {
	d := sample.ProgrammeOf(year, n, 0)
	o := simulate.Options{From: models.DateOf(year, 1, 1), To: models.DateOf(year, 12, 31), Seed: 1}
	for book, write := range map[*simulate.Workbook]func(io.Writer) error{&o.Plan: office.Plan(d),
		&o.Milestones: office.Milestones(d, o.From)} {
		var content bytes.Buffer
		if err := write(&content); err != nil {
			return err
		}
		*book = simulate.Workbook{Name: fmt.Sprintf("%d.xlsx", content.Len()), Content: content.Bytes()}
	}
	y, err := simulate.Run(ctx, o)
	if err != nil {
		return err
	}
	rows, err := yearRows(y)
	if err != nil {
		return err
	}
	return s.Write(ctx, func(tx *store.Tx) error {
		if err := tx.StageBatch(models.ImportBatch{ID: "year", ProgrammeID: y.Programme.ID, ContentHash: "year",
			Status: models.BatchStaged}, rows); err != nil {
			return err
		}
		if _, err := tx.Promote("year", o.From.At(8, 0)); err != nil {
			return err
		}
		for _, f := range y.Facts {
			for _, sub := range f.Submissions {
				if err := tx.InsertSubmission(sub); err != nil {
					return err
				}
			}
			for _, pause := range f.Pauses {
				if err := tx.InsertPause(pause); err != nil {
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

// yearRows are the rows of an import that bring a simulated year as it was in the end.
func yearRows(y *simulate.Year) (rows []models.ImportRow, err error) {
	known := map[string]bool{}
	add := func(entity, project string, row any) {
		after, failed := json.Marshal(row)
		if failed != nil {
			err = failed
		}
		rows = append(rows, models.ImportRow{BatchID: "year", Position: len(rows) + 1, Action: "new", Entity: entity,
			ProjectID: project, After: string(after)})
	}
	for _, f := range y.Facts {
		for _, list := range f.Programmes {
			if !known[list.ID] {
				known[list.ID] = true
				add("programmes", "", list)
			}
		}
		project := f.Project.ID
		add("projects", project, f.Project)
		for _, m := range f.Memberships {
			add("memberships", project, m)
		}
		for _, m := range f.Milestones {
			add("milestones", project, m)
			for _, move := range y.Moves {
				if move.MilestoneID == m.ID {
					add("due_changes", project, move)
				}
			}
		}
		for _, r := range f.Reports {
			add("reports", project, r)
		}
		for _, m := range f.MonthPlans {
			add("month_plans", project, m)
		}
	}
	return rows, err
}

package office

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// Import previews and commits a workbook and waits until its projects are followed. It returns how long each took.
func Import(ctx context.Context, s *tracking.Service, name string, live models.Date,
	write func(io.Writer) error) (t Took, err error) {
	var content bytes.Buffer
	if err := write(&content); err != nil {
		return t, err
	}
	begun := time.Now()
	p, err := s.PreviewImport(ctx, models.Operator, tracking.Upload{FileName: name + ".xlsx", Content: content.Bytes(),
		LiveFrom: live, Rehearsed: true, Key: "bench/" + name})
	if err != nil {
		return t, err
	}
	if p.Batch == "" {
		return t, fmt.Errorf("%s was refused: %+v", name, p.Findings)
	}
	t.Preview = time.Since(begun)
	t.New, t.Changed = p.New, p.Changed
	begun = time.Now()
	answered := make(chan error, 1)
	go func() {
		_, err := s.CommitImport(ctx, models.Operator, p.Batch)
		answered <- err
	}()
	for committed := false; !committed; {
		select {
		case err := <-answered:
			if err != nil {
				return t, err
			}
			committed = true
		case <-time.After(20 * time.Millisecond):
			err := s.Store.Read(ctx, func(tx *store.Tx) error {
				b, err := tx.Batch(p.Batch)
				committed = b.Status == models.BatchCommitted
				return err
			})
			if err != nil {
				return t, err
			}
		}
	}
	t.Commit = time.Since(begun)
	_, err = s.Process.ImportResult(ctx, p.Batch)
	t.Told = time.Since(begun) - t.Commit
	return t, err
}

// Took is how long an import took: until it was previewed, until its data could be read, and from then until every
// process was started or told. New and Changed are the rows that it brought.
type Took struct {
	Preview, Commit, Told time.Duration
	New, Changed          int
}

// Plan writes the plan of a programme.
func Plan(d sample.Data) func(io.Writer) error {
	return func(w io.Writer) error { return workbook.WritePlan(w, d.Plan()) }
}

// Milestones writes the milestones of a programme as of a day.
func Milestones(d sample.Data, asOf models.Date) func(io.Writer) error {
	return func(w io.Writer) error { return workbook.WriteMilestones(w, d.Milestones(asOf)) }
}

// Progress writes the months of a programme's year up to one.
func Progress(d sample.Data, last models.Month) func(io.Writer) error {
	return func(w io.Writer) error {
		first := models.MonthOf(d.Year, 1)
		var more []workbook.ProgressTable
		for m := first + 1; m <= last; m++ {
			more = append(more, d.Progress(m))
		}
		return workbook.WriteProgress(w, d.Progress(first), more...)
	}
}

package tracking

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// FormToFill is an office's own workbook and the data to fill in.
type FormToFill struct {
	FileName  string
	Content   []byte
	Programme string
	Month     models.Month
}

// FillForm fills an office's own workbook with a programme's month and keeps its layout. It also returns what could not
// be filled in, and stores nothing.
func (s *Service) FillForm(ctx context.Context, actor models.Actor, f FormToFill) (fileName string, content []byte,
	left []string, err error) {
	f.FileName = cleanFileName(f.FileName)
	fileName, content, err = s.export(ctx, actor, f.Programme, func(tx *store.Tx, p models.Programme,
		out *bytes.Buffer) (string, error) {
		if err := ofYear(p, f.Month); err != nil {
			return "", err
		}
		g, err := s.gatherMonth(tx, p, f.Month)
		if err != nil {
			return "", err
		}
		leave, err := takeReadingTurn(ctx)
		if err != nil {
			return "", err
		}
		defer leave()
		left, err = workbook.Fill(out, f.FileName, f.Content, g.filling(f.Month))
		name := filepath.Base(f.FileName)
		return strings.TrimSuffix(name, filepath.Ext(name)) + "（已填）.xlsx", err
	})
	return fileName, content, left, err
}

func (g programmeData) filling(month models.Month) workbook.Filling {
	with := workbook.Filling{Month: month}
	for _, section := range g.planTable("").Sections {
		for _, line := range section.Lines {
			with.Lines = append(with.Lines, workbook.FillingLine{PlanLine: line,
				Reports: map[models.Month]workbook.FillingReport{}})
		}
	}
	for i, f := range g.facts {
		for _, r := range f.Reports {
			amount, ytd := figuresOf(r)
			with.Lines[i].Reports[r.Month] = workbook.FillingReport{
				Amount: amount, YearToDate: ytd, ToDate: r.ToDate, Physical: r.Physical, Problems: r.Problems, NextStep: r.NextStep,
			}
		}
	}
	return with
}

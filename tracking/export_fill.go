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
	left []models.Message, err error) {
	f.FileName = cleanFileName(f.FileName)
	fileName, content, err = s.export(ctx, actor, f.Programme, models.ExportFill, func(tx *store.Tx, p models.Programme,
		out *bytes.Buffer) (shown models.ProgrammeFigures, name string, err error) {
		of, err := s.exportOf(tx, p)
		if err != nil {
			return shown, "", err
		}
		shown, err = of.month(tx, f.Month)
		if err != nil {
			return shown, "", err
		}
		with, err := of.filling(tx, shown)
		if err != nil {
			return shown, "", err
		}
		leave, err := takeReadingTurn(ctx)
		if err != nil {
			return shown, "", err
		}
		defer leave()
		left, err = workbook.Fill(out, f.FileName, f.Content, with)
		left = append(left, notFilled(shown)...)
		base := filepath.Base(f.FileName)
		return shown, strings.TrimSuffix(base, filepath.Ext(base)) + "（已填）.xlsx", err
	})
	return fileName, content, left, err
}

// filling is what a form is filled with: the approved amounts, carried where a month has none, and the words of the
// reports.
func (e exportData) filling(tx *store.Tx, shown models.ProgrammeFigures) (workbook.Filling, error) {
	with := workbook.Filling{Month: shown.Month}
	codes, err := formalitiesIn(tx, shown)
	if err != nil {
		return with, err
	}
	for _, l := range shown.Listed() {
		line := workbook.FillingLine{PlanLine: exportedPlan(l, codes), Reports: map[models.Month]workbook.FillingReport{}}
		for _, point := range l.Course {
			line.Reports[point.Month] = workbook.FillingReport{Amount: point.InMonth, YearToDate: point.Approved}
		}
		m, err := e.MemberOf(tx, l.ProjectID)
		if err != nil {
			return with, err
		}
		for _, r := range m.Reports {
			if r.Month > shown.Month {
				continue
			}
			one := line.Reports[r.Month]
			one.Physical, one.Problems, one.NextStep = r.Physical, r.Problems, r.NextStep
			if r.ApprovedYTD != nil {
				one.ToDate = r.ToDate
			}
			line.Reports[r.Month] = one
		}
		with.Lines = append(with.Lines, line)
	}
	return with, nil
}

// notFilled tells which projects stand in a form with an earlier month's amount, and whose reported amount does not.
func notFilled(shown models.ProgrammeFigures) (left []models.Message) {
	for _, l := range shown.Listed() {
		switch l.Basis() {
		case models.BasisCarried:
			left = append(left, models.Messagef("“%s”%d月无审定数，按%d月的审定数填写", l.Name,
				models.MonthNumber(shown.Month.Number()), models.MonthNumber(l.CarriedFrom.Number())))
		case models.BasisReported:
			left = append(left, models.Messagef("“%s”%d月已上报未审定，没有填写投资数", l.Name,
				models.MonthNumber(shown.Month.Number())))
		case models.BasisApproved, models.BasisDifference, models.BasisNone:
		}
	}
	return left
}

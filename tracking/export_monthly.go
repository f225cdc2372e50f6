package tracking

import (
	"bytes"
	"context"
	"fmt"

	"duban/importer/workbook"
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ExportMonthly makes the month's report of a programme as a workbook an office would sign; month 0 is the month the
// programme's figures speak of. A closed month is read from its closing. Imported again it changes nothing.
func (s *Service) ExportMonthly(ctx context.Context, actor models.Actor, programme string,
	month models.Month) (fileName string, content []byte, err error) {
	return s.export(ctx, actor, programme, models.ExportMonthly, func(tx *store.Tx, p models.Programme,
		out *bytes.Buffer) (shown models.ProgrammeFigures, name string, err error) {
		m, err := s.monthly(tx, actor, p, month)
		if err != nil {
			return shown, "", err
		}
		name = fmt.Sprintf("%s%d月月报", p.Name, m.Figures.Month.Number())
		if m.Figures.Incomplete() {
			name += "（未报齐）"
		}
		return m.Figures, name + ".xlsx", workbook.WriteMonthly(out, m)
	})
}

// export checks the caller and loads the programme for every export, names the file, and puts on record that figures
// of a month went out before it hands them over. A full disk leaves space for that.
func (s *Service) export(ctx context.Context, actor models.Actor, programme string, kind models.Export,
	write func(*store.Tx, models.Programme, *bytes.Buffer) (models.ProgrammeFigures, string, error)) (fileName string,
	content []byte, err error) {
	if err := models.CanSeeAll(actor); err != nil {
		return "", nil, err
	}
	var out bytes.Buffer
	row := models.SentFigures{Kind: models.ClosedMonth, Export: kind}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		var shown models.ProgrammeFigures
		shown, fileName, err = write(tx, p, &out)
		row.ProgrammeID, row.Month, row.Version, row.FileName = p.ID, shown.Month, shown.Closing, fileName
		return err
	})
	if err == nil {
		err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error { return s.sent(tx, actor, row) })
	}
	if err != nil {
		return "", nil, err
	}
	return fileName, out.Bytes(), nil
}

func ofYear(p models.Programme, month models.Month) error {
	if month.Year() != p.Year {
		return models.Errorf(models.KindInvalid, "month_outside_year", "%s 不在“%s”的年度内，请选择 %d 年的月份", month, p.Name, p.Year)
	}
	return nil
}

const preparedBy = "区重点项目办"

func (s *Service) monthly(tx *store.Tx, actor models.Actor, p models.Programme, month models.Month) (workbook.Monthly,
	error) {
	out := workbook.Monthly{Programme: p.Name, PreparedBy: preparedBy, AsOf: s.now(), PrivateAmounts: p.PrivateAmounts}
	of, err := s.exportOf(tx, p)
	if err != nil {
		return out, err
	}
	if month == 0 {
		month = of.present()
	}
	if month >= of.present() {
		out.Open = s.openProblems(of.Programme, actor, of.now)
	}
	if out.Figures, err = of.month(tx, month); err == nil {
		out.Estimates = of.estimates(out.Figures)
	}
	return out, err
}

// estimates are what was expected of a month, of the projects on its list, as it is on record now.
func (e exportData) estimates(at models.ProgrammeFigures) (lines []workbook.EstimateLine) {
	for _, l := range at.Listed() {
		m, known := e.Member(l.ProjectID)
		if !known || l.Round == models.RoundNotDue {
			continue
		}
		lines = append(lines, workbook.EstimateLine{Code: l.Code, Name: l.Name, Unit: l.Unit, CityMajor: l.CityMajor,
			MonthEstimate: models.RulesFor(m.Facts, e.Calendar).MonthEstimate(m.Facts, at.Month, l.Round)})
	}
	return lines
}

// exportData is a programme whose workbooks are made at a moment.
type exportData struct {
	figures.Programme
	now models.Instant
}

func (s *Service) exportOf(tx *store.Tx, p models.Programme) (exportData, error) {
	loaded, err := s.figures(tx, p)
	return exportData{loaded, s.now()}, err
}

// present is the month the figures speak of; before there is one, the last month that has ended.
func (e exportData) present() models.Month {
	if h := e.Headline(e.now); h.Month != 0 {
		return h.Month
	}
	return max(models.LastFullMonth(e.Year, e.now.Date()), models.MonthOf(e.Year, 1))
}

// month are the figures of a month: those of its closing, else as it stood at its end.
func (e exportData) month(tx *store.Tx, month models.Month) (models.ProgrammeFigures, error) {
	if err := ofYear(e.Programme.Programme, month); err != nil {
		return models.ProgrammeFigures{}, err
	}
	return e.At(tx, month, e.now)
}

// upTo is what the name of an export of a past month ends with.
func upTo(month models.Month) string {
	if month == 0 {
		return ""
	}
	return fmt.Sprintf("（至%d月）", month.Number())
}

package importer

import (
	"cmp"
	"context"

	"duban/importer/sheet"
	"duban/models"
)

// PlatformExport is what the export of a province's or city's platform states about one month.
type PlatformExport struct {
	File   string
	SHA256 string
	Sheet  string                               // the first that was read
	Units  map[models.PlatformBasis]models.Unit // of the columns; of several the smallest
	Rows   []models.PlatformRow
	Notes  []models.Message // what was odd in the file
}

var platformFields = map[Field]models.PlatformBasis{FieldYearToDate: models.PlatformYearToDate,
	FieldToDate: models.PlatformToDate, FieldMonthAmount: models.PlatformMonth}

// ReadPlatform reads the export of a platform: projects by code or name, with amounts of a month. unit is that of
// amounts for which the file states none. Errors: KindInvalid when the file cannot be read, when it is not known what
// its amounts are, or when it is about another month.
func ReadPlatform(ctx context.Context, name string, content []byte, month models.Month,
	unit models.Unit) (PlatformExport, error) {
	o := Options{Year: month.Year(), Month: month.Number()}
	if unit != models.UnitNone {
		o.Answers = map[string]SheetAnswers{"": {Unit: unit}}
	}
	book, err := InspectWith(ctx, name, content, o)
	if err != nil {
		return PlatformExport{}, err
	}
	out := PlatformExport{File: book.File, SHA256: book.SHA256, Units: map[models.PlatformBasis]models.Unit{}}
	other := models.Month(0)
	for i := range book.Sheets {
		switch s := &book.Sheets[i]; {
		case !s.Skipped.IsZero() || s.Kind != KindProgress:
		case s.Month != month:
			other = s.Month
		default:
			if err := out.add(s); err != nil {
				return out, err
			}
		}
	}
	switch {
	case len(out.Rows) > 0:
		return out, nil
	case other != 0:
		return out, models.Errorf(models.KindInvalid, "other_month", "“%s”写明的是 %s 的数据，与所选月份 %s 不一致，请核对月份", book.File, other,
			month)
	}
	return out, models.Errorf(models.KindInvalid, "not_a_platform_export",
		"“%s”中没有找到带项目名称和投资完成额（本年累计、自开始累计或本月）的表，请核对是否为平台导出的数据", book.File)
}

// refusing are the findings without whose answer amounts are not known.
var refusing = map[string]bool{"unit_missing": true, "units_differ": true, "unit_slip": true, "unsure_column": true}

// add takes the rows of a sheet, and what was odd about it.
func (e *PlatformExport) add(s *Sheet) error {
	lost := map[int]string{} // by row: the cell of a code whose digits are lost
	for _, f := range s.Findings {
		switch {
		case f.Code == "code_digits_lost" || f.Code == "code_is_date":
			if row, _, ok := sheet.ParseCell(f.Cell); ok {
				lost[row] = f.Cell
			}
		case f.Severity == SeverityError && refusing[f.Code]:
			return &models.Error{Kind: models.KindInvalid, Code: f.Code, Message: f.Message, Cell: f.Cell}
		case f.Severity != SeverityNotice:
			e.Notes = append(e.Notes, f.Message)
		}
	}
	e.Sheet = cmp.Or(e.Sheet, s.Name)
	for _, c := range s.Columns {
		if basis, used := platformFields[c.Field]; used && c.Unit != models.UnitNone {
			if known := e.Units[basis]; known == models.UnitNone || c.Unit.Fen() < known.Fen() {
				e.Units[basis] = c.Unit
			}
		}
	}
	stated := map[int]ReportRow{}
	for _, r := range s.Reports {
		if r.Month == s.Month {
			stated[r.Row] = r
		}
	}
	for _, p := range s.Projects {
		r := stated[p.Row]
		e.Rows = append(e.Rows, models.PlatformRow{Row: p.Row, Code: cmp.Or(p.ApprovalCode, p.Code), Name: p.Name,
			Lost: lost[p.Row], YearToDate: r.YearToDate, ToDate: r.ToDate, Month: r.MonthAmount})
	}
	return nil
}

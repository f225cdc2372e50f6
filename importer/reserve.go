package importer

import (
	"slices"
	"strconv"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// reserveHeads are the words of the columns of a table of applications that a plan does not have.
var reserveHeads = map[string]func(*models.ReserveEntry) *string{
	"资金来源": func(e *models.ReserveEntry) *string { return &e.Funding },
	"联系人":  func(e *models.ReserveEntry) *string { return &e.Contact },
	"联络人":  func(e *models.ReserveEntry) *string { return &e.Contact },
	"联系电话": func(e *models.ReserveEntry) *string { return &e.Phone },
	"联系方式": func(e *models.ReserveEntry) *string { return &e.Phone },
	"手机号码": func(e *models.ReserveEntry) *string { return &e.Phone },
}

// ReadReserves reads a table of applications for a year's list (申报表) from a workbook of any format that is read: a
// plan of projects with, besides, where the money comes from and whom to ask. A row with an error has a problem. Errors
// are those of Inspect, and KindInvalid "no_reserve_table" or "reserve_year".
func ReadReserves(name string, content []byte, year int) ([]models.ReserveRow, error) {
	book, err := Inspect(name, content)
	if err != nil {
		return nil, err
	}
	grids, err := sheet.Read(name, content, sheet.DefaultLimits)
	if err != nil {
		return nil, err
	}
	var rows []models.ReserveRow
	for _, s := range book.Sheets {
		if s.Kind != KindPlan || !s.Skipped.IsZero() || s.Hidden {
			continue
		}
		if s.Year != 0 && s.Year != year {
			return nil, sheet.Refuse("reserve_year", "“%s”是%d年的表，请上传%d年的申报表，或先选择年度", name, s.Year, year)
		}
		i := slices.IndexFunc(grids, func(g sheet.Sheet) bool { return g.Name == s.Name })
		for _, p := range s.Projects {
			row := reserveRow(p)
			if i >= 0 && grids[i].Grid != nil {
				besides(&row, s, grids[i].Grid, p.Row)
			}
			row.Cell, row.Problem = s.problemOf(p.Row)
			rows = append(rows, row)
		}
	}
	if len(rows) == 0 {
		return nil, sheet.Refuse("no_reserve_table",
			"“%s”中没有找到申报项目：表头须有“项目名称”“责任单位”“总投资”和“年度计划投资”等列，可下载空表填写", name)
	}
	return rows, nil
}

// reserveRow is a row of a plan as an application.
func reserveRow(p ProjectRow) models.ReserveRow {
	amount := func(m *models.Money) models.Money {
		if m == nil {
			return 0
		}
		return *m
	}
	month := func(d models.Date) models.Month {
		if d == 0 {
			return 0
		}
		return d.Month()
	}
	return models.ReserveRow{ReserveEntry: models.ReserveEntry{Code: p.Code, ApprovalCode: p.ApprovalCode, Name: p.Name,
		Owner: p.Owner, Unit: p.ResponsibleUnit, Stage: p.Stage, Investor: p.Investor, Sector: p.Sector, Place: p.Place,
		Scale: p.Scale, Goal: p.Goal, Start: month(p.PlannedStart), Finish: month(p.PlannedFinish),
		Total: amount(p.TotalInvestment), ToEndOfLastYear: amount(p.ToEndOfLastYear), AnnualPlan: amount(p.AnnualPlan)}}
}

// besides reads the columns that a plan does not have.
func besides(row *models.ReserveRow, s Sheet, g *sheet.Grid, at int) {
	for n, c := range s.Columns {
		of, known := reserveHeads[strings.ToLower(strings.Join(strings.Fields(c.Header), ""))]
		if !known {
			continue
		}
		column := n + 1
		for column < len(s.Columns)*4 && sheet.ColumnName(column) != c.Column {
			column++
		}
		if text := strings.TrimSpace(sheet.Display(g.At(at, column))); !sheet.SaysNothing(text) &&
			*of(&row.ReserveEntry) == "" {
			*of(&row.ReserveEntry) = text
		}
	}
}

// problemOf is the cell of a row's first error and what is wrong; the row's number without one.
func (s Sheet) problemOf(row int) (cell string, problem models.Message) {
	cell = sheet.CellName(row, 1)
	for _, f := range s.Findings {
		if f.Severity == SeverityError && (f.Other == row || rowIn(f.Cell) == row) {
			return f.Cell, f.Message
		}
	}
	return cell, models.Message{}
}

// rowIn is the row of a cell such as D12; 0: none.
func rowIn(cell string) int {
	row, _ := strconv.Atoi(strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return row
}

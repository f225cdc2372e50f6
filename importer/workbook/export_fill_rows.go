package workbook

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/importer"
	"duban/importer/sheet"
)

// readRows finds the rows that name a project in a list that is no list of investments: Inspect reads no rows of it.
func (f *filling) readRows() {
	if f.sheet.Kind != importer.KindOther || len(f.sheet.Projects) > 0 {
		return
	}
	at := map[importer.Field]int{}
	for _, c := range f.sheet.Columns {
		_, at[c.Field], _ = sheet.ParseCell(c.Column + "1")
	}
	for i := range f.raw.Rows {
		row := &f.raw.Rows[i]
		if row.Number <= f.sheet.Header.Last {
			continue
		}
		one := importer.ProjectRow{Row: row.Number}
		if n := at[importer.FieldCode]; n > 0 {
			one.Code = sheet.Tidy(sheet.Display(row.At(n)))
		}
		if n := at[importer.FieldName]; n > 0 {
			one.Name = sheet.Tidy(sheet.Display(row.At(n)))
		}
		if one.Code != "" || one.Name != "" && !sheet.SaysNothing(one.Name) {
			f.sheet.Projects = append(f.sheet.Projects, one)
		}
	}
}

// collects reports whether a column is filled with what was collected from units.
func (f *filling) collects(c importer.Column) bool {
	return slices.ContainsFunc(f.with.Lines, func(l FillingLine) bool {
		_, is := l.Collected[c.Key]
		return is
	})
}

// blankRows returns the first run of blank rows below the header, for the projects: from the first row without content
// to the row before the next one with content. A run without an end is one row long.
func (f *filling) blankRows() (first, last int) {
	first = f.sheet.Header.Last + 1
	filled := map[int]bool{}
	number := 0 // many forms have numbered rows already
	for _, c := range f.sheet.Columns {
		if c.Field == importer.FieldNumber {
			_, number, _ = sheet.ParseCell(c.Column + "1")
		}
	}
	for _, row := range f.raw.Rows {
		for _, c := range row.Cells {
			if c.Kind == sheet.Number && c.Column == number {
				continue
			}
			if c.Kind != sheet.Blank && c.Text != "" {
				filled[row.Number] = filled[row.Number] || !f.formulaIn(row.Number, c.Column)
			}
		}
	}
	end := 0
	for row := range filled {
		end = max(end, row)
	}
	for filled[first] {
		first++
	}
	last = first
	for last+1 < end && !filled[last+1] {
		last++
	}
	return first, last
}

// formulaIn reports whether a cell has a formula: a form's blank rows may show 0.
func (f *filling) formulaIn(row, column int) bool {
	formula, err := f.book.GetCellFormula(f.sheet.Name, sheet.CellName(row, column))
	f.do(err)
	return formula != ""
}

// fillBlank writes the projects into a form without projects, and adds rows if it has too few.
func (f *filling) fillBlank() {
	first, last := f.blankRows()
	if missing := len(f.with.Lines) - (last - first + 1); missing > 0 {
		f.grow(first, last, missing)
	}
	number := ""
	for _, c := range f.sheet.Columns {
		if c.Field == importer.FieldNumber {
			number = c.Column
		}
	}
	for i, line := range f.with.Lines {
		if number != "" {
			f.put(number+strconv.Itoa(first+i), i+1)
		}
		f.fillRow(first+i, line, true)
	}
}

// grow inserts copies of the first blank row. Rows inserted between the first and the last of several are within every
// sum over them; if there is only one, the sums over it are extended to the last.
func (f *filling) grow(first, last, missing int) {
	name := f.sheet.Name
	if missing <= 0 || f.err != nil {
		return
	}
	at := last
	if first == last {
		at = first + 1
	}
	merged := f.mergesIn(first)
	f.do(f.book.InsertRows(name, at, missing))
	height, err := f.book.GetRowHeight(name, first)
	f.do(err)
	columns := max(f.raw.LastColumn(), len(f.sheet.Columns))
	for row := at; row < at+missing && f.err == nil; row++ {
		f.do(f.book.SetRowHeight(name, row, height))
		for column := 1; column <= columns; column++ {
			f.copyCell(column, first, row)
		}
		for _, m := range merged {
			f.do(f.book.MergeCell(name, sheet.CellName(row, m[0]), sheet.CellName(row, m[1])))
		}
	}
	if first == last {
		f.stretch(first, first+missing)
	}
}

// copyCell copies a cell's style, and its formula adapted to the new row.
func (f *filling) copyCell(column, from, to int) {
	name := f.sheet.Name
	style, err := f.book.GetCellStyle(name, sheet.CellName(from, column))
	f.do(err)
	f.do(f.book.SetCellStyle(name, sheet.CellName(to, column), sheet.CellName(to, column), style))
	formula, err := f.book.GetCellFormula(name, sheet.CellName(from, column))
	f.do(err)
	if formula != "" {
		f.do(f.book.SetCellFormula(name, sheet.CellName(to, column), moveRow(formula, from, to)))
	}
}

// mergesIn lists the merged columns of a row.
func (f *filling) mergesIn(row int) (merged [][2]int) {
	for _, m := range f.raw.Merges {
		if m.Top == row && m.Bottom == row {
			merged = append(merged, [2]int{m.Left, m.Right})
		}
	}
	return merged
}

var reference = regexp.MustCompile(`(\$?[A-Z]{1,3})(\$?)(\d+)\b`)

// moveRow rewrites a formula's references to its own row for another.
func moveRow(formula string, from, to int) string {
	return reference.ReplaceAllStringFunc(formula, func(ref string) string {
		m := reference.FindStringSubmatch(ref)
		if m[2] == "" && m[3] == strconv.Itoa(from) {
			return m[1] + strconv.Itoa(to)
		}
		return ref
	})
}

// stretch extends the formulas over one row of the form to another: SUM(F6:F6) becomes SUM(F6:F20).
func (f *filling) stretch(row, to int) {
	one := regexp.MustCompile(`(\$?[A-Z]{1,3}\$?)` + strconv.Itoa(row) + `:(\$?[A-Z]{1,3}\$?)` + strconv.Itoa(row) + `\b`)
	f.formulas(func(cell, formula string) {
		if _, r, _ := excelize.SplitCellName(cell); r >= row && r <= to || !one.MatchString(formula) {
			return
		}
		f.do(f.book.SetCellFormula(f.sheet.Name, cell, one.ReplaceAllString(formula, "${1}"+strconv.Itoa(row)+":${2}"+
			strconv.Itoa(to))))
	})
}

// formulas calls visit for every formula of the sheet.
func (f *filling) formulas(visit func(cell, formula string)) {
	dimension, err := f.book.GetSheetDimension(f.sheet.Name)
	f.do(err)
	_, corner, _ := strings.Cut(dimension, ":")
	row, column, _ := sheet.ParseCell(corner)
	row = max(row, len(f.with.Lines)+f.lastRow()+1)
	column = max(column, f.raw.LastColumn())
	for r := 1; r <= row && f.err == nil; r++ {
		for c := 1; c <= column; c++ {
			formula, err := f.book.GetCellFormula(f.sheet.Name, sheet.CellName(r, c))
			f.do(err)
			if formula != "" {
				visit(sheet.CellName(r, c), formula)
			}
		}
	}
}

func (f *filling) lastRow() int {
	if n := len(f.raw.Rows); n > 0 {
		return f.raw.Rows[n-1].Number
	}
	return 0
}

package compare

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// rowAt identifies a row of a workbook.
type rowAt struct {
	sheet string
	row   int
}

// rowSet holds wrong rows with the findings, conflicts and candidates that the comparison found for each. Findings of
// the sheet itself are not included.
type rowSet map[rowAt]wrongRow

type wrongRow struct {
	read       bool // the sheet itself has an error in the row
	findings   []importer.Finding
	conflicts  []Conflict
	candidates []Candidate
}

// asked reports whether all that keeps a row from being imported is a question about the amount to the end of last
// year: none of its other amounts is in doubt.
func (w wrongRow) asked() bool {
	return !w.read && len(w.conflicts)+len(w.candidates) == 0 &&
		!slices.ContainsFunc(w.findings, func(f importer.Finding) bool { return f.Code != carriedDiffers })
}

// leaves reports whether a row is left out, and records its item as left.
func (c *comparison) leaves(item Item) bool {
	_, out := c.out[rowAt{item.Sheet, item.Row}]
	if out && !slices.ContainsFunc(c.diff.Left, func(i Item) bool { return i.Sheet == item.Sheet && i.Row == item.Row }) {
		c.diff.Left = append(c.diff.Left, item)
	}
	return out
}

// wrongRows are the rows with an error, a conflict or an open choice that are not left out yet.
func (c *comparison) wrongRows() rowSet {
	rows := rowSet{}
	add := func(sheet string, row int, more func(*wrongRow)) {
		at := rowAt{sheet, row}
		if _, out := c.out[at]; out {
			return
		}
		w := rows[at]
		more(&w)
		rows[at] = w
	}
	own := len(c.book.Findings())
	for i, f := range c.diff.Findings {
		if f.Severity != importer.SeverityError {
			continue
		}
		row := c.rowOf(f)
		if row == 0 {
			continue
		}
		add(f.Sheet, row, func(w *wrongRow) {
			if i >= own {
				w.findings = append(w.findings, f)
			} else {
				w.read = true
			}
		})
		if f.Other != 0 { // either of the two rows may be the wrong one
			add(f.Sheet, f.Other, func(w *wrongRow) { w.read = true })
		}
	}
	for _, x := range c.diff.Conflicts {
		add(x.Sheet, x.Row, func(w *wrongRow) { w.conflicts = append(w.conflicts, x) })
	}
	for _, x := range c.diff.Candidates {
		add(x.Sheet, x.Row, func(w *wrongRow) { w.candidates = append(w.candidates, x) })
	}
	return rows
}

// rowOf returns the row below the header that a finding is about; 0 when it is about the sheet.
func (c *comparison) rowOf(f importer.Finding) int {
	row := rowIn(f.Cell)
	for i := range c.book.Sheets {
		s := &c.book.Sheets[i]
		if s.Name != f.Sheet || s.Header == nil || row <= s.Header.Last {
			continue
		}
		sums := slices.ContainsFunc(s.Sections, func(r importer.SectionRow) bool { return r.Row == row }) ||
			slices.ContainsFunc(s.Totals, func(t importer.Total) bool { return rowIn(t.Cell) == row })
		if !sums {
			return row
		}
	}
	return 0
}

// wrongElsewhere reports whether an error is about a sheet, so that leaving rows out does not remove it.
func (c *comparison) wrongElsewhere() bool {
	return slices.ContainsFunc(c.diff.Findings, func(f importer.Finding) bool {
		return f.Severity == importer.SeverityError &&
			c.rowOf(f) == 0
	})
}

// restoreLeft adds to the difference the findings, conflicts and candidates of the rows that were left out.
func (c *comparison) restoreLeft(left rowSet) {
	order := func(a, b rowAt) int { return cmp.Or(cmp.Compare(a.sheet, b.sheet), a.row-b.row) }
	for _, at := range slices.SortedFunc(maps.Keys(left), order) {
		wrong := left[at]
		c.diff.Findings = append(c.diff.Findings, wrong.findings...)
		c.diff.Conflicts = append(c.diff.Conflicts, wrong.conflicts...)
		c.diff.Candidates = append(c.diff.Candidates, wrong.candidates...)
	}
}

// findTwice reports that a project is in the workbook twice, under two spellings or on two sheets, unless the sheet
// already has that finding.
func (c *comparison) findTwice(item Item, other string, row int) {
	itself := func(f importer.Finding) bool {
		return f.Sheet == item.Sheet && f.Other == row && f.Severity == importer.SeverityError && rowIn(f.Cell) == item.Row
	}
	switch {
	case slices.ContainsFunc(c.diff.Findings, itself):
	case other == item.Sheet:
		c.findTwo(row, importer.SeverityError, "duplicate_project", item.Row, "第 %d 行与第 %d 行是同一项目“%s”，请删去一行或改正名称", item.Row,
			row,
			sheet.Clip(c.projects[item.ProjectID].facts.Project.Name))
	default:
		c.find(importer.SeverityError, "duplicate_project", item.Row, "第 %d 行项目“%s”与工作表“%s”第 %d 行重复，请删去一行", item.Row,
			sheet.Clip(item.Name),
			other, row)
	}
}

// rowIn returns the row of a cell's name; 0 if it is not a cell's name.
func rowIn(cell string) int {
	row, _, _ := sheet.ParseCell(cell)
	return row
}

// nameCell returns the name of the cell with the project's name in a row.
func nameCell(s *importer.Sheet, row int) string {
	for _, column := range s.Columns {
		if column.Field == importer.FieldName {
			return column.Column + strconv.Itoa(row)
		}
	}
	return "A" + strconv.Itoa(row)
}

// former returns the ended membership of a project in a list.
func (c *comparison) former(programmeID, projectID string) (models.Membership, bool) {
	for _, m := range c.now.Former {
		if m.ProgrammeID == programmeID && m.ProjectID == projectID && !m.Active() {
			return m, true
		}
	}
	return models.Membership{}, false
}

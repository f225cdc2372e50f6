package importer

import (
	"context"
	"slices"
	"strings"

	"duban/importer/sheet"
	"duban/models"
)

// AnsweredRow is one project's row of a table that came back filled in.
type AnsweredRow struct {
	Sheet string
	Row   int
	Code  string
	Name  string
	Texts map[string]string // by the header asked for; a blank cell has none
	Cells map[string]string // where each stands: "F7"
}

// ReadAnswers finds the columns with the given headers in the sheets of a workbook, and the projects' cells in them.
// ids are the form IDs that the sheets state. Errors are those of Inspect.
func ReadAnswers(ctx context.Context, name string, content []byte, heads []string) (ids []string, rows []AnsweredRow,
	err error) {
	stored, err := sheet.Read(name, content, sheet.DefaultLimits)
	if err != nil {
		return nil, nil, err
	}
	book, err := InspectWith(ctx, name, content, Options{})
	if err != nil {
		return nil, nil, err
	}
	for _, s := range stored {
		if s.Grid != nil {
			ids = append(ids, formIDs(s.Grid)...)
		}
	}
	for _, s := range book.Sheets {
		at := slices.IndexFunc(stored, func(one sheet.Sheet) bool { return one.Name == s.Name && one.Grid != nil })
		if at < 0 || s.Header == nil || s.Hidden {
			continue
		}
		rows = append(rows, answersIn(s, stored[at].Grid, heads)...)
	}
	slices.Sort(ids)
	return slices.Compact(ids), rows, nil
}

// formIDs are the IDs that a sheet's cells state.
func formIDs(grid *sheet.Grid) (ids []string) {
	prefix := sheet.Fold(FormIDPrefix)
	for i := range grid.Rows {
		for _, c := range grid.Rows[i].Cells {
			if id, found := strings.CutPrefix(sheet.Fold(c.Text), prefix); found && c.Kind == sheet.Text {
				ids = append(ids, strings.ToUpper(id))
			}
		}
	}
	return ids
}

func answersIn(s Sheet, grid *sheet.Grid, heads []string) (rows []AnsweredRow) {
	column := func(of func(Column) bool) int {
		i := slices.IndexFunc(s.Columns, of)
		if i < 0 {
			return 0
		}
		_, n, _ := sheet.ParseCell(s.Columns[i].Column + "1")
		return n
	}
	code := column(func(c Column) bool { return c.Field == FieldCode })
	named := column(func(c Column) bool { return c.Field == FieldName })
	asked := map[string]int{}
	for _, head := range heads {
		if n := column(func(c Column) bool { return c.headed(head) }); n > 0 {
			asked[head] = n
		}
	}
	if len(asked) == 0 || code == 0 && named == 0 {
		return nil
	}
	for i := range grid.Rows {
		row := &grid.Rows[i]
		if row.Number <= s.Header.Last || exampleRow(row) {
			continue
		}
		one := AnsweredRow{Sheet: s.Name, Row: row.Number, Texts: map[string]string{}, Cells: map[string]string{}}
		if code > 0 {
			one.Code = sheet.Tidy(sheet.Display(row.At(code)))
		}
		if named > 0 {
			one.Name = sheet.Tidy(sheet.Display(row.At(named)))
		}
		for head, n := range asked {
			if text := sheet.Tidy(sheet.Display(row.At(n))); text != "" {
				one.Texts[head], one.Cells[head] = text, sheet.CellName(row.Number, n)
			}
		}
		if len(one.Texts) > 0 && (one.Code != "" || one.Name != "") {
			rows = append(rows, one)
		}
	}
	return rows
}

// headed reports whether a column has a header, or has it as its last part.
func (c Column) headed(head string) bool {
	parts, key := strings.Split(c.Header, " / "), models.NameKey(head)
	return models.NameKey(c.Header) == key || models.NameKey(parts[len(parts)-1]) == key
}

// exampleRow reports whether a row is a form's example.
func exampleRow(row *sheet.Row) bool {
	return len(row.Cells) > 0 && row.Cells[0].Kind == sheet.Text && row.Cells[0].Fold() == "示例"
}

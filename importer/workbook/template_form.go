package workbook

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/importer"
	"duban/importer/sheet"
)

// Fills of a form: cells to be filled in have a colour, given ones do not.
const (
	fillOpen  = "FFF8DC"
	fillGiven = "F2F2F2"
)

// form is one protected sheet to be filled in.
type form struct {
	sheet   string
	title   string
	from    string // at the left of the line below the title
	unit    string // right of it
	ask     string // what to fill in, and by when
	columns []formColumn
	example []any   // one value a column; nil: none
	lines   [][]any // known values
	blank   int     // empty lines after them
	height  float64 // least height of a line in points
	notes   []string
	id      string // form ID, the last line; "" for a blank form
	single  bool   // of one project: A4
	warns   bool   // of another kind of value, and takes it if the person insists
}

// formColumn is a column of a form. A formula is a check or a rate computed from other columns of its row: {key} is
// that column's cell.
type formColumn struct {
	column
	field   importer.Field
	help    *help    // instead of the field's
	fill    bool     // to be filled in
	rule    formRule // what may be entered
	formula string
	before  string // result of the formula for a known line before anything is filled in
}

type formRule int

const (
	ruleFree formRule = iota
	ruleAmount
	ruleDate
	ruleNumber
)

// writeForms writes forms and their guide as one workbook. Lists too long for a cell's own drop-down go to a hidden
// sheet. The same forms give the same bytes.
func writeForms(w io.Writer, title string, guide *guide, forms ...*form) (err error) {
	p, err := newPrinted(title)
	if err != nil {
		return unwritable(title, err)
	}
	defer func() {
		if closing := p.book.Close(); err == nil && closing != nil {
			err = unwritable(title, closing)
		}
	}()
	lists := &dictionary{}
	for _, f := range forms {
		if err := p.addForm(f, lists); err != nil {
			return unwritable(title, err)
		}
	}
	if err := p.addGuide(guide, forms); err != nil {
		return unwritable(title, err)
	}
	if err := lists.add(p); err != nil {
		return unwritable(title, err)
	}
	if err := p.book.Write(w); err != nil {
		return unwritable(title, err)
	}
	return nil
}

// newSheet adds an empty sheet and streams into it.
func (p *printed) newSheet(name string) (*excelize.StreamWriter, error) {
	if p.sheets == 0 {
		if err := p.book.SetSheetName("Sheet1", name); err != nil {
			return nil, err
		}
	} else if _, err := p.book.NewSheet(name); err != nil {
		return nil, err
	}
	p.sheets++
	if err := p.book.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: new(true)}); err != nil {
		return nil, err
	}
	return p.book.NewStreamWriter(name)
}

// guard locks every cell of a sheet that is not open. It has no password: it prevents mistakes, not intent.
func (p *printed) guard(sheet string) error {
	return p.book.ProtectSheet(sheet, &excelize.SheetProtectionOptions{
		AlgorithmName: "SHA-512", SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true,
	})
}

// longestList is the largest total length of the words of a cell's own drop-down list.
const longestList = 200

// dictionary holds the long lists of a workbook, one a column of the hidden sheet.
type dictionary struct {
	lists [][]string
}

// restrict limits a range to a list of words.
func (d *dictionary) restrict(v *excelize.DataValidation, words []string) error {
	joined := strings.Join(words, ",")
	if len(joined) <= longestList && strings.Count(joined, ",") == len(words)-1 {
		return v.SetDropList(words)
	}
	column := sheet.ColumnName(len(d.lists) + 1)
	d.lists = append(d.lists, words)
	v.SetSqrefDropList(fmt.Sprintf("%s!$%s$1:$%s$%d", importer.DictionarySheet, column, column, len(words)))
	return nil
}

// add writes the lists.
func (d *dictionary) add(p *printed) error {
	if len(d.lists) == 0 {
		return nil
	}
	stream, err := p.newSheet(importer.DictionarySheet)
	if err != nil {
		return err
	}
	longest := 0
	for _, list := range d.lists {
		longest = max(longest, len(list))
	}
	for row := range longest {
		cells := make([]any, len(d.lists))
		for i, list := range d.lists {
			if row < len(list) {
				cells[i] = list[row]
			}
		}
		if err := stream.SetRow(sheet.CellName(row+1, 1), cells); err != nil {
			return err
		}
	}
	if err := p.guard(importer.DictionarySheet); err != nil {
		return err
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	return p.book.SetSheetVisible(importer.DictionarySheet, false)
}

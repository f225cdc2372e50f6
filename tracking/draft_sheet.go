package tracking

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"duban/importer"
	"duban/importer/sheet"
	"duban/models"
)

// Bounds of the part of a sheet that is shown at once.
const (
	sheetRows    = 20 // from the requested row on
	findingRows  = 30 // further rows with findings
	headingRows  = 8  // header and title
	titlesAbove  = 3  // rows above the header
	windowChars  = 60 // characters of a cell
	severityHigh = string(importer.SeverityError)
)

// DraftSheet is a sheet of a draft with the findings on its cells.
type DraftSheet struct {
	ReadSheet
	Index    int                        `json:"index"`
	From     int                        `json:"from"`     // first row of the part, below the header
	Next     int                        `json:"next"`     // where the next part begins; 0: this is the last
	Previous int                        `json:"previous"` // likewise; 0: this is the first
	Window   sheet.Window               `json:"window"`
	Said     map[string][]ImportFinding `json:"said"` // by cell
}

// ShowDraftSheet returns a part of a sheet as it is stored: its header, some rows from a given one on, and those with
// findings. Sheets are counted from 0 as in ImportDraft.Sheets.
func (s *Service) ShowDraftSheet(ctx context.Context, actor models.Actor, id string, index, from int) (DraftSheet,
	error) {
	d, err := s.ShowDraft(ctx, actor, id)
	if err != nil {
		return DraftSheet{}, err
	}
	if index < 0 || index >= len(d.Sheets) {
		return DraftSheet{}, models.Errorf(models.KindNotFound, "no_sheet", "工作簿中没有第 %d 个工作表", index+1)
	}
	content, err := s.Evidence.Draft(id)
	if err != nil {
		return DraftSheet{}, err
	}
	v := DraftSheet{ReadSheet: d.Sheets[index], Index: index, Said: map[string][]ImportFinding{}}
	file, name, err := fileOf(d, content, v.Name)
	if err != nil {
		return v, err
	}
	v.From = max(from, v.Last+1)
	rows := v.wanted(d.Preview.Findings)
	if v.Window, err = sheet.Look(file.Name, file.Content, sheet.View{Sheet: name, Rows: rows}); err != nil {
		return v, err
	}
	if v.From+sheetRows <= v.Window.Last {
		v.Next = v.From + sheetRows
	}
	if v.From > v.Last+1 {
		v.Previous = max(v.Last+1, v.From-sheetRows)
	}
	v.clip()
	return v, nil
}

// fileOf finds the workbook that contains a sheet of a draft, and the sheet's name in it.
func fileOf(d ImportDraft, content []byte, name string) (sheet.File, string, error) {
	files, err := sheet.Unpack(d.File, content)
	if err != nil || len(files) == 1 {
		return sheet.File{Name: d.File, Content: content}, name, err
	}
	for _, f := range files {
		if inside, ok := strings.CutPrefix(name, f.Name+"!"); ok {
			return f, inside, nil
		}
	}
	return sheet.File{}, "", models.Errorf(models.KindNotFound, "no_sheet", "压缩包中没有工作表“%s”", name)
}

// wanted returns the rows to show, and stores the findings by cell.
func (v *DraftSheet) wanted(findings []ImportFinding) (rows []int) {
	for row := max(1, v.First-titlesAbove); row <= min(v.Last, v.First+headingRows); row++ {
		rows = append(rows, row)
	}
	for row := v.From; row < v.From+sheetRows; row++ {
		rows = append(rows, row)
	}
	extra := 0
	for _, severe := range []bool{true, false} {
		for _, f := range findings {
			if f.on(v.Name) && (f.Severity == severityHigh) == severe && f.Cell != "" {
				v.Said[f.Cell] = append(v.Said[f.Cell], f)
				if row := rowOf(f.Cell); extra < findingRows && !slices.Contains(rows, row) {
					rows, extra = append(rows, row), extra+1
				}
			}
		}
	}
	return rows
}

// on reports whether a finding is about a sheet, by its name among those of several files.
func (f ImportFinding) on(sheet string) bool {
	if f.File != "" {
		return f.File+"!"+f.Sheet == sheet
	}
	return f.Sheet == sheet
}

// rowOf returns the row of a cell, "D12" or "D12:D14"; 0 if it names none.
func rowOf(cell string) int {
	cell, _, _ = strings.Cut(cell, ":")
	row, err := strconv.Atoi(strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"))
	if err != nil {
		return 0
	}
	return row
}

// clip shortens long texts: the sheet only has to be recognised.
func (v *DraftSheet) clip() {
	for i := range v.Window.Rows {
		for k := range v.Window.Rows[i].Cells {
			c := &v.Window.Rows[i].Cells[k]
			if runes := []rune(c.Text); len(runes) > windowChars {
				c.Text = string(runes[:windowChars-1]) + "…"
			}
		}
	}
}

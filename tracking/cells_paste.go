package tracking

import (
	"cmp"
	"context"
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"duban/models"
	"duban/store"
)

// mostPasted is how many rows a paste has at most.
const mostPasted = 300

// Paste is a block of cells copied from a spreadsheet: lines with tabs between the cells.
type Paste struct {
	Programme string `json:"programme,omitempty"`
	Text      string `json:"text"`
	// the projects of the lines, by code; empty: the first line names the columns, and the first cell of each other line
	// the project by code or name
	Projects []string `json:"projects,omitempty"`
	// of the columns; what is no field of models.CellFields is passed over
	Fields    []string       `json:"fields,omitempty"`
	Versions  map[string]int `json:"versions,omitempty"` // by code, as the preview showed them
	Reason    string         `json:"reason,omitempty"`
	Approver  string         `json:"approver,omitempty"`
	Document  string         `json:"document,omitempty"`
	Confirmed bool           `json:"confirmed,omitempty"`
}

// PastePreview is what a paste would change.
type PastePreview struct {
	Rows        []PasteRow `json:"rows"`
	Changed     int        `json:"changed"` // rows that change something
	Cells       int        `json:"cells"`   // cells that change
	Refused     int        `json:"refused"`
	NeedsReason bool       `json:"needs_reason"`
	Skipped     []string   `json:"skipped"` // columns that are not edited in the list
}

// PasteRow is one line of a paste.
type PasteRow struct {
	Line    int                         `json:"line"` // from 1
	Code    string                      `json:"code"`
	Year    int                         `json:"year"`
	Name    string                      `json:"name"`
	Version int                         `json:"version"`
	Changes []models.CellChange         `json:"changes"`
	Refusal models.Message              `json:"refusal,omitzero"` // why the row is left out
	Typed   map[models.CellField]string `json:"-"`
}

// PreviewPaste shows what a paste would change, row by row, and which rows are refused; nothing is stored.
func (s *Service) PreviewPaste(ctx context.Context, actor models.Actor, c Paste) (PastePreview, error) {
	if err := cmp.Or(models.CanPlan(actor), models.CanRead(actor)); err != nil {
		return PastePreview{}, err
	}
	lines, err := c.read()
	if err != nil {
		return PastePreview{}, err
	}
	out := PastePreview{Rows: []PasteRow{}, Skipped: []string{}}
	for _, field := range c.Fields {
		if name := models.CellField(field); !name.Known() && field != "" && !slices.Contains(out.Skipped, field) {
			out.Skipped = append(out.Skipped, field)
		}
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.pasting(tx, c, actor)
		if err != nil {
			return err
		}
		for _, line := range lines {
			row, err := p.row(line)
			if err != nil {
				return err
			}
			out.add(row)
		}
		return nil
	})
	return out, err
}

func (v *PastePreview) add(row PasteRow) {
	v.Rows = append(v.Rows, row)
	switch {
	case !row.Refusal.IsZero():
		v.Refused++
	case len(row.Changes) > 0:
		v.Changed++
		v.Cells += len(row.Changes)
	}
	for _, c := range row.Changes {
		v.NeedsReason = v.NeedsReason || c.Field.NeedsGrounds()
	}
}

// CommitPaste makes the changes of a paste: one command for each project, with the version that the preview showed.
// Rows that are refused are named, the others are done.
func (s *Service) CommitPaste(ctx context.Context, actor models.Actor, key string, c Paste) (Outcomes, error) {
	preview, err := s.PreviewPaste(ctx, actor, c)
	if err != nil {
		return Outcomes{}, err
	}
	if preview.NeedsReason && strings.TrimSpace(c.Reason) == "" {
		return Outcomes{}, models.Errorf(models.KindInvalid, "reason_missing", "本次粘贴涉及单位、日期或计划，须写明原因")
	}
	out := Outcomes{Key: key, Items: []ItemOutcome{}}
	for _, row := range preview.Rows {
		p := models.Project{Code: row.Code, Year: row.Year, Name: row.Name}
		switch {
		case !row.Refusal.IsZero():
			err = out.add(p, "", Receipt{}, &models.Error{Kind: models.KindInvalid, Code: "row_refused", Message: row.Refusal})
		case len(row.Changes) > 0:
			var receipt Receipt
			receipt, err = s.SetCells(ctx, actor, key+"/"+row.Code, strconv.Itoa(row.Year)+"/"+row.Code, c.Versions[row.Code],
				CellsEdit{Cells: row.Typed, Reason: c.Reason, Approver: c.Approver, Document: c.Document,
					Confirmed: c.Confirmed})
			err = out.add(p, "", receipt, err)
		}
		if err != nil {
			return out, err
		}
	}
	return out, nil
}

// pastedLine is one line of a paste: the project as it is named, and the cells.
type pastedLine struct {
	number  int
	project string
	cells   []string
}

// read splits the block into lines. With a first line of names it sets Fields.
func (c *Paste) read() ([]pastedLine, error) {
	r := csv.NewReader(strings.NewReader(strings.ReplaceAll(c.Text, "\r\n", "\n")))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		return nil, models.Errorf(models.KindInvalid, "nothing_pasted", "没有可以粘贴的内容，请从表格中复制若干行后重试").Because(err)
	}
	named := len(c.Projects) == 0
	if named {
		c.Fields = nil
		for _, head := range rows[0][1:] {
			c.Fields = append(c.Fields, fieldNamed(head))
		}
		rows = rows[1:]
	}
	if len(rows) > mostPasted {
		return nil, models.Errorf(models.KindInvalid, "too_many_rows", "一次最多粘贴 %d 行，现有 %d 行，请分次办理", mostPasted, len(rows))
	}
	if !slices.ContainsFunc(c.Fields, func(f string) bool { return models.CellField(f).Known() }) {
		return nil, models.Errorf(models.KindInvalid, "no_editable_column", "粘贴的各列都不能在列表中修改，请从可修改的列开始粘贴")
	}
	var out []pastedLine
	for i, cells := range rows {
		line := pastedLine{number: i + 1, cells: cells}
		switch {
		case named:
			line.number, line.project, line.cells = i+2, cells[0], cells[1:]
		case i < len(c.Projects):
			line.project = c.Projects[i]
		}
		out = append(out, line)
	}
	return out, nil
}

// fieldNamed returns the field that a column's head names, or the head itself.
func fieldNamed(head string) string {
	for _, f := range models.CellFields {
		if strings.TrimSpace(head) == f.Chinese() {
			return string(f)
		}
	}
	return strings.TrimSpace(head)
}

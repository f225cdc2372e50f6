package tracking

import (
	"bytes"
	"context"
	"encoding/json"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// TakenList is a list of a page that a person takes out as a workbook: the columns, the order and the filter are those
// of the page, the lines are all of it.
type TakenList struct {
	Page    string // path of the page, which the record names
	Title   string
	Filter  string // in words; "" for none
	Columns []ListColumn
	Lines   [][]any // see workbook.List
}

// ListColumn is a column of a list.
type ListColumn struct {
	Head string
	Kind ListKind
}

// ListKind is the kind of a column.
type ListKind = workbook.ListKind

// The kinds of column.
const (
	ListText    = workbook.ListText
	ListAmount  = workbook.ListAmount
	ListCount   = workbook.ListCount
	ListPercent = workbook.ListPercent
	ListDate    = workbook.ListDate
)

// ExportList writes a list that a use case gave the person as a workbook, and puts on record that it was taken.
func (s *Service) ExportList(ctx context.Context, actor models.Actor, l TakenList) (fileName string, content []byte,
	err error) {
	if err := models.CanRead(actor); err != nil {
		return "", nil, err
	}
	now := s.now()
	out := workbook.List{Title: l.Title, Made: actor.Name + "　" + now.Minute(), Lines: l.Lines}
	if l.Filter != "" {
		out.Made += "　" + l.Filter
	}
	for _, c := range l.Columns {
		out.Columns = append(out.Columns, workbook.ListColumn{Head: c.Head, Kind: c.Kind})
	}
	var file bytes.Buffer
	if err := workbook.WriteList(&file, out); err != nil {
		return "", nil, err
	}
	fileName = cleanFileName(l.Title) + " " + now.Date().String() + ".xlsx"
	detail, err := json.Marshal(map[string]any{"page": l.Page, "filter": l.Filter, "lines": len(l.Lines),
		"file": fileName})
	if err != nil {
		return "", nil, err
	}
	err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		return tx.InsertAudit(models.AuditEvent{ByID: actor.ID, ByName: actor.Name, Action: "export.list", Object: l.Page,
			Detail: string(detail), At: now})
	})
	if err != nil {
		return "", nil, err
	}
	return fileName, file.Bytes(), nil
}

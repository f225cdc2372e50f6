package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// cellsPage is the form of a project's cells, for a browser without the script and for phones.
type cellsPage struct {
	basePage
	tracking.CellsPage
	Form    form
	Action  string
	Project string
}

// Label is the name of a field.
func (p cellsPage) Label(c tracking.CellLine) string {
	word := fieldWord(p.Lang, c.Field)
	if c.Field.IsAmount() {
		word += phrase("（万元）").in(p.Lang)
	}
	return word
}

// Kind is the kind of a field's input.
func (cellsPage) Kind(c tracking.CellLine) string {
	switch {
	case c.Field == models.CellContent, c.Field == models.CellNextStep:
		return "textarea"
	case c.Field.IsDate():
		return "date"
	}
	return "text"
}

// Months reports whether a field is the plan of a month.
func (cellsPage) Months(c tracking.CellLine) bool { return c.Field.MonthNumber() > 0 }

func (h *handlers) showCells(w http.ResponseWriter, r *http.Request) error {
	v, err := h.t.Cells(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	f := newForm(r)
	f.Set("version", itoa(v.Version)) // stays what was seen, also when the form is shown again
	for _, c := range v.Cells {
		f.Set(string(c.Field), c.Value)
	}
	h.writeCells(w, r, http.StatusOK, v, f)
	return nil
}

func (h *handlers) writeCells(w http.ResponseWriter, r *http.Request, status int, v tracking.CellsPage, f form) {
	p := cellsPage{basePage: h.base(w, r), CellsPage: v, Form: f, Project: projectAddress(v.Year, v.Code)}
	p.Action = p.Project + "/cells"
	p.add([]string{"plans.css"}, nil)
	h.write(w, r, status, "cells", "page", p)
}

// setCells changes what a form says otherwise than the project.
func (h *handlers) setCells(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	v, err := h.t.Cells(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	e := tracking.CellsEdit{Cells: map[models.CellField]string{}, Reason: trimmedValue(f, "reason"),
		Approver: trimmedValue(f, "approver"), Document: trimmedValue(f, "document"), Confirmed: f.Value("confirmed") != ""}
	for _, c := range v.Cells {
		if f.values.Has(string(c.Field)) {
			e.Cells[c.Field] = f.Value(string(c.Field))
		}
	}
	receipt, err := h.t.SetCells(r.Context(), actorOf(r), f.Key, projectOf(r), f.number("version"), e)
	if err == nil {
		return h.redirectWithReceipt(w, r, receipt, projectAddress(v.Year, v.Code))
	}
	fields := map[string]string{"reason_missing": "reason", models.AmountDoubted: "confirmed"}
	if refused := models.AsError(err); refused.Cell != "" && refused.Code != "reason_missing" {
		fields[refused.Code] = refused.Cell
	}
	if !f.wrong(err, fields) {
		return err
	}
	for _, c := range v.Cells { // of a form with some of the fields: the others are as they are
		if !f.values.Has(string(c.Field)) {
			f.Set(string(c.Field), c.Value)
		}
	}
	h.writeCells(w, r, statusOf(err), v, f)
	return nil
}

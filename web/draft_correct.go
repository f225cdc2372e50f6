package web

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// correctDraft reads the workbook again with the answers given in the form.
func (h *handlers) correctDraft(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	d, err := h.t.ShowDraft(r.Context(), actorOf(r), r.PathValue("draft"))
	if err != nil {
		return err
	}
	c, err := f.parseChoices(d, sheetAsked(r, d))
	if err == nil {
		if err = h.t.CorrectDraft(r.Context(), actorOf(r), f.Key, d.ID, d.Programme, c); err == nil {
			to := draftAddress(d.ID)
			if sheet := f.Value("sheet"); sheet != "" {
				to += "?sheet=" + sheet
			}
			h.redirect(w, r, to)
			return nil
		}
	}
	if !f.wrong(err, map[string]string{"bad_month": "month", "bad_date": "effective"}) {
		return err
	}
	return h.writeDraft(w, r, statusOf(err), d, f)
}

// parseChoices reads the answers from the form. It has the columns of one sheet; earlier answers about other sheets are
// kept.
func (f form) parseChoices(d tracking.ImportDraft, sheet int) (c tracking.ImportChoices, err error) {
	before := d.Choices
	c = tracking.ImportChoices{
		Sender: strings.TrimSpace(f.Value("sender")), FromOwners: f.Value("from_owners") != "",
		Once: f.Value("remember") == "", GoodRows: f.Value("good_rows") != "",
		Unit: models.Unit(f.Value("unit")), Document: strings.TrimSpace(f.Value("document")), Drop: f.values["drop"],
		DropCounts: f.Value("drop_counts") != "", CarryIn: f.Value("carry_in"),
		KeepReviewed: f.Value("keep_reviewed") != "",
		Columns:      map[string]string{}, Same: map[string]string{},
	}
	// a form made by Duban is taken for the owners' own unless the tick is removed
	c.AsOffice = !c.FromOwners && (d.Preview.Effect.FromOwners || before.AsOffice)
	maps.Copy(c.Columns, before.Columns)
	c.Say = f.parseSaid(before.Say)
	c.Headers, c.Cells = before.Headers, before.Cells
	if sheet < len(d.Sheets) {
		shown := d.Sheets[sheet]
		for i, column := range shown.Columns {
			f.column("c"+itoa(i), shown, column, c.Columns)
		}
		c.Headers, c.Cells = f.parseHeader(shown, before.Headers), f.parseCells(shown.Name, before.Cells)
	}
	for _, name := range f.values["confirmed"] {
		if code, ok := before.Same[name]; ok {
			c.Same[name] = code
		} else if slices.Contains(before.New, name) {
			c.New = append(c.New, name)
		}
	}
	for i, row := range d.Preview.Candidates {
		switch choice := f.Value("candidate" + itoa(i)); choice {
		case "":
		case candidateNew:
			c.New = append(c.New, row.Name)
		default:
			c.Same[row.Name] = choice
		}
	}
	f.parseOthers(d, c.Same)
	if c.Month, err = models.ParseMonth(f.Value("month")); err != nil {
		return c, err
	}
	c.EffectiveOn, err = models.ParseDate(f.Value("effective"))
	return c, err
}

// candidateNew is the form value for a row that is a new project.
const candidateNew = "new"

// column adds the answer for a column to answers, when it differs from the mapping. A column of a sheet that is not
// read is named with its sheet.
func (f form) column(name string, sheet tracking.ReadSheet, column tracking.ReadColumn, answers map[string]string) {
	if !f.values.Has(name) {
		return
	}
	key := column.Key
	if _, before := answers[sheet.Name+"!"+key]; before || !sheet.Skipped.IsZero() {
		key = sheet.Name + "!" + key
	}
	value := strings.TrimSpace(f.Value(name))
	switch {
	case value == unanswered, value == column.Word && value != "":
	case value == notUsed && column.Answered && column.Field == "":
	case value == "":
		answers[key] = notUsed
	default:
		answers[key] = value
	}
}

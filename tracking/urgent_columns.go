package tracking

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"duban/importer"
	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// UrgentFormColumn is a column of the form and what it is filled with.
type UrgentFormColumn struct {
	Column  string            `json:"column"` // "D"
	Header  string            `json:"header"`
	Key     string            `json:"key"`               // the header without year and month
	Field   importer.Field    `json:"field"`             // of the project; "" for none
	Collect models.UrgentKind `json:"collect,omitempty"` // collected from the units; "" for not
	Name    string            `json:"name,omitempty"`    // of the collected column
	Known   bool              `json:"known"`             // a person said so for such a header before, or just now
}

// Short is the last part of the header.
func (c UrgentFormColumn) Short() string {
	parts := strings.Split(c.Header, " / ")
	return parts[len(parts)-1]
}

// Fixed reports whether a column needs no choice: rows are numbered, and rates are formulas of the form.
func (c UrgentFormColumn) Fixed() bool {
	return c.Field == importer.FieldNumber || c.Field == importer.FieldRate
}

func (c UrgentFormColumn) goesBy(said string) bool {
	key := models.NameKey(said)
	return strings.EqualFold(c.Column, strings.TrimSpace(said)) || c.Key == said || models.NameKey(c.Header) == key ||
		models.NameKey(c.Short()) == key
}

// UrgentChoice is what a person says about a column of the form: a field of the project, a column to be collected, or
// neither: it is left blank.
type UrgentChoice struct {
	Field   string            `json:"field,omitempty"` // an importer.Field
	Collect models.UrgentKind `json:"collect,omitempty"`
	Name    string            `json:"name,omitempty"` // of the collected column; "": the header's last part
}

// FieldChoice is a content with which a form's column can be filled.
type FieldChoice struct {
	Field string
	Name  models.Word
}

// FillableFields are the contents to choose from.
func FillableFields() (choices []FieldChoice) {
	for _, f := range workbook.FillableFields() {
		choices = append(choices, FieldChoice{string(f), models.Word(f.Chinese())})
	}
	return choices
}

// SetUrgentColumns says what the columns of a table's form are, by their letter or header, and which further columns
// are collected. Columns that are not named stay as they are. What is said is proposed for the next form with such a
// header.
func (s *Service) SetUrgentColumns(ctx context.Context, actor models.Actor, key, id string,
	choices map[string]UrgentChoice, more []models.UrgentColumn) (UrgentPage, error) {
	if err := canManageUrgent(actor); err != nil {
		return UrgentPage{}, err
	}
	body := map[string]any{"table": id, "choices": choices, "more": more}
	err := s.once(ctx, actor, key, "SetUrgentColumns", body, "urgent.columns", id, func(tx *store.Tx) error {
		t, err := tx.UrgentTable(id)
		if err != nil {
			return err
		}
		if t.ClosedAt != 0 {
			return models.UrgentTableClosed()
		}
		u, err := s.loadUrgent(tx, t)
		if err != nil {
			return err
		}
		return u.choose(tx, choices, more)
	})
	if err != nil {
		return UrgentPage{}, err
	}
	return s.UrgentTable(ctx, actor, id)
}

// choose stores the choices: the form's columns, and the columns collected.
func (u *urgent) choose(tx *store.Tx, choices map[string]UrgentChoice, more []models.UrgentColumn) error {
	columns, err := u.formColumns()
	if err != nil {
		return err
	}
	for said, choice := range choices {
		i := slices.IndexFunc(columns, func(c UrgentFormColumn) bool { return c.goesBy(said) })
		if i < 0 {
			return models.Errorf(models.KindInvalid, "no_column", "表格中没有“%s”这一列，请用列号（如 D）或表头文字指明", said)
		}
		field := importer.Field(choice.Field)
		if field != "" && !slices.Contains(workbook.FillableFields(), field) {
			return models.Errorf(models.KindInvalid, "unknown_field", "“%s”不是可填的内容", choice.Field)
		}
		c := &columns[i]
		c.Field, c.Collect, c.Known = field, choice.Collect, true
		if c.Collect != "" {
			c.Name = cmp.Or(strings.TrimSpace(choice.Name), c.Name, c.Short())
		}
	}
	var wanted []models.UrgentColumn
	for _, c := range u.Columns {
		if c.Header == "" && len(more) == 0 {
			wanted = append(wanted, c)
		}
	}
	wanted = append(append(wanted, more...), collectedBy(columns)...)
	if wanted, err = u.WithColumns(wanted, u.values); err != nil {
		return err
	}
	if err := tx.SetUrgentColumns(u.ID, wanted); err != nil || u.form.TableID == "" {
		return err
	}
	text, err := bodyOf(columns)
	if err != nil {
		return err
	}
	return tx.SetUrgentFormColumns(u.ID, text)
}

// collectedBy are the columns of a form that are collected from the units.
func collectedBy(columns []UrgentFormColumn) (wanted []models.UrgentColumn) {
	for _, c := range columns {
		if c.Collect != "" {
			wanted = append(wanted, models.UrgentColumn{Name: c.Name, Kind: c.Collect, Header: c.Key})
		}
	}
	return wanted
}

// formColumns are the columns of the table's form; none without a form.
func (u *urgent) formColumns() ([]UrgentFormColumn, error) {
	columns := []UrgentFormColumn{}
	if u.form.Columns == "" {
		return columns, nil
	}
	err := json.Unmarshal([]byte(u.form.Columns), &columns)
	return columns, err
}

// readForm lists the columns of a form, each as a person last said for such a header, else as it is read.
func (s *Service) readForm(ctx context.Context, name string, content []byte) ([]UrgentFormColumn, error) {
	book, err := importer.InspectWith(ctx, name, content, importer.Options{})
	if err != nil {
		return nil, err
	}
	list, found := workbook.FillableSheet(book)
	if !found {
		return nil, models.Errorf(models.KindInvalid, "not_fillable", "“%s”中没有找到带“项目名称”的表头，无法填写", name)
	}
	known := map[string]UrgentFormColumn{}
	if err := s.Store.Read(ctx, func(tx *store.Tx) error {
		known, err = saidBefore(tx)
		return err
	}); err != nil {
		return nil, err
	}
	columns := []UrgentFormColumn{}
	for _, c := range list.Columns {
		one := UrgentFormColumn{Column: c.Column, Header: c.Header, Key: c.Key, Field: c.Field}
		if before, said := known[c.Key]; said {
			one.Field, one.Collect, one.Name, one.Known = before.Field, before.Collect, before.Name, true
		}
		columns = append(columns, one)
	}
	return columns, nil
}

// saidBefore is what people said about headers of earlier forms, the newest last.
func saidBefore(tx *store.Tx) (map[string]UrgentFormColumn, error) {
	known := map[string]UrgentFormColumn{}
	forms, err := tx.UrgentForms()
	for _, f := range forms {
		var columns []UrgentFormColumn
		if err := json.Unmarshal([]byte(f.Columns), &columns); err != nil {
			return nil, err
		}
		for _, c := range columns {
			if c.Known {
				known[c.Key] = c
			}
		}
	}
	return known, err
}

// answersOf are the form's columns as an import's answers, so that it is read as a person said.
func (u *urgent) answersOf(columns []UrgentFormColumn) importer.Options {
	said := importer.SheetAnswers{Columns: map[string]importer.ColumnAnswer{}}
	for _, c := range columns {
		if c.Known {
			said.Columns[c.Key] = importer.ColumnAnswer{Field: c.Field}
		}
	}
	return importer.Options{Answers: map[string]importer.SheetAnswers{"": said}}
}

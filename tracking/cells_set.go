package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// CellsEdit is new values of cells of one project, as they were typed, and why.
type CellsEdit struct {
	Cells     map[models.CellField]string `json:"cells"` // by field; amounts in 万元, units and posts by name
	Reason    string                      `json:"reason,omitempty"`
	Approver  string                      `json:"approver,omitempty"`
	Document  string                      `json:"document,omitempty"`
	Confirmed bool                        `json:"confirmed,omitempty"` // of a doubtful amount
}

// SetCells edits cells of a project in the list: one change of its plan, with the project's version, by the rules of
// the forms. version 0: any.
func (s *Service) SetCells(ctx context.Context, actor models.Actor, key, project string, version int,
	e CellsEdit) (Receipt, error) {
	if err := models.CanPlan(actor); err != nil {
		return Receipt{}, err
	}
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return Receipt{}, err
	}
	c := models.ChangePlanCommand{Change: models.PlanCells, Reason: e.Reason, Approver: e.Approver, Document: e.Document,
		Confirmed: e.Confirmed}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		c.Cells, err = cellValues(tx, p, e.Cells)
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	return s.send(ctx, actor, key, version, p, models.CommandChangePlan, models.LevelDecision, c)
}

// cellValues reads typed values: units and posts are looked up by their names.
func cellValues(tx *store.Tx, p models.Project, typed map[models.CellField]string) ([]models.CellValue, error) {
	var out []models.CellValue
	for field := range typed {
		if !field.Known() {
			_, err := models.ParseCell(field, "")
			return nil, err
		}
	}
	for _, field := range models.CellFields {
		text, given := typed[field]
		if !given {
			continue
		}
		v, err := models.ParseCell(field, text)
		if err != nil {
			return nil, err
		}
		switch field {
		case models.CellUnit:
			err = namedUnit(tx, p, &v)
		case models.CellSponsor:
			err = namedPost(tx, p, &v)
		case models.CellName:
			err = nameIsFree(tx, p, v.Value)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	if len(out) == 0 {
		return nil, models.Errorf(models.KindInvalid, "nothing_changed", "内容没有变化")
	}
	return out, nil
}

func namedUnit(tx *store.Tx, p models.Project, v *models.CellValue) error {
	id := models.OrganisationID(v.Value)
	rows, err := tx.Organisations(id, p.ResponsibleUnitID)
	if err != nil || v.Value == "" {
		return err
	}
	unit, known := rows[id]
	if !known {
		return models.Errorf(models.KindInvalid, "unit_unknown", "没有登记单位“%s”，请核对单位名称，或先在人员导入中登记", v.Value).
			At(string(v.Field))
	}
	v.Value, v.Shown, v.WasShown = unit.ID, unit.Name, rows[p.ResponsibleUnitID].Name
	return nil
}

func namedPost(tx *store.Tx, p models.Project, v *models.CellValue) error {
	id := models.PostID(v.Value)
	rows, err := tx.Posts(id, p.SponsorPostID)
	if err != nil {
		return err
	}
	v.WasShown = rows[p.SponsorPostID].Title
	if v.Value == "" {
		return nil
	}
	post, known := rows[id]
	if !known {
		return models.Errorf(models.KindInvalid, "post_unknown", "没有登记岗位“%s”，请核对，或先在岗位任职中登记", v.Value).
			At(string(v.Field))
	}
	v.Value, v.Shown = post.ID, post.Title
	return nil
}

// nameIsFree refuses the name of another project of the year.
func nameIsFree(tx *store.Tx, p models.Project, name string) error {
	rows, err := tx.ProjectsOfYear(p.Year)
	if err != nil {
		return err
	}
	key := models.NameKey(name)
	if i := slices.IndexFunc(rows, func(o models.Project) bool { return o.ID != p.ID && o.NameKey == key }); i >= 0 {
		return models.Errorf(models.KindConflict, "name_taken", "%d 年已有同名项目（%s），请核对", p.Year, rows[i].Code).
			At(string(models.CellName))
	}
	return nil
}

// CellsPage is a project's cells for a form.
type CellsPage struct {
	FormHead
	Version int        `json:"version"`
	MayEdit bool       `json:"may_edit"`
	Cells   []CellLine `json:"cells"`
}

// CellLine is one field with its value as people read it.
type CellLine struct {
	Field  models.CellField `json:"field"`
	Name   string           `json:"name"`
	Value  string           `json:"value"`
	Reason bool             `json:"needs_reason"`
}

// Cells shows the fields of a project that are edited in the list.
func (s *Service) Cells(ctx context.Context, actor models.Actor, project string) (CellsPage, error) {
	line, err := s.GridRow(ctx, actor, project)
	if err != nil {
		return CellsPage{}, err
	}
	out := CellsPage{FormHead: FormHead{AsOf: s.now(), Code: line.Code, Year: line.Year, Name: line.Name,
		Owner: line.Owner, Closed: line.Closed}, Version: line.Version,
		MayEdit: !line.Closed && models.CanPlan(actor) == nil, Cells: []CellLine{}}
	for _, field := range models.CellFields {
		out.Cells = append(out.Cells, CellLine{Field: field, Name: field.Chinese(), Value: line.Cells[field],
			Reason: field.NeedsGrounds()})
	}
	return out, nil
}

package tracking

import (
	"strings"

	"duban/models"
	"duban/store"
)

// pasting is what the rows of a paste are compared with.
type pasting struct {
	service  *Service
	tx       *store.Tx
	paste    Paste
	actor    models.Actor
	byCode   map[string]models.Facts
	codeOf   map[string]string // of a project's folded name
	seen     map[string]int    // line of a project, by code
	calendar models.Calendar
}

func (s *Service) pasting(tx *store.Tx, c Paste, actor models.Actor) (*pasting, error) {
	g, err := s.standingOf(tx, c.Programme)
	if err != nil {
		return nil, err
	}
	p := &pasting{service: s, tx: tx, paste: c, actor: actor, byCode: map[string]models.Facts{},
		codeOf: map[string]string{}, seen: map[string]int{}, calendar: g.Calendar}
	for _, f := range g.Facts() {
		p.byCode[f.Project.Code], p.codeOf[f.Project.NameKey] = f, f.Project.Code
	}
	return p, nil
}

// row compares one line with its project. A refusal of the rules is in the row.
func (p *pasting) row(line pastedLine) (PasteRow, error) {
	out := PasteRow{Line: line.number, Changes: []models.CellChange{}, Typed: map[models.CellField]string{}}
	refuse := func(err error) (PasteRow, error) {
		e := models.AsError(err)
		if e.Kind == models.KindInternal {
			return out, err
		}
		out.Refusal = e.Message
		return out, nil
	}
	typed := strings.TrimSpace(line.project)
	f, known := p.byCode[typed]
	if !known {
		f, known = p.byCode[p.codeOf[models.NameKey(typed)]]
	}
	switch {
	case typed == "":
		return refuse(models.Errorf(models.KindInvalid, "no_row", "第 %d 行没有对应的项目，超出了列表", line.number))
	case !known || models.CanSee(p.actor, f.Project) != nil:
		return refuse(models.ProjectNotFound(typed))
	}
	project := f.Project
	out.Code, out.Year, out.Name, out.Version = project.Code, project.Year, project.Name, project.Version
	if first := p.seen[project.Code]; first > 0 {
		return refuse(models.Errorf(models.KindInvalid, "project_twice", "第 %d 行与第 %d 行是同一项目，请核对", line.number, first))
	}
	p.seen[project.Code] = line.number
	for i, text := range line.cells {
		if i >= len(p.paste.Fields) {
			break
		}
		if field := models.CellField(p.paste.Fields[i]); field.Known() {
			out.Typed[field] = text
		}
	}
	values, err := cellValues(p.tx, project, out.Typed)
	if err != nil {
		return refuse(err)
	}
	reason := p.paste.Reason
	if strings.TrimSpace(reason) == "" {
		reason = "预览"
	}
	rules := models.RulesFor(f, p.calendar)
	changes, err := rules.ChangePlan(&f, models.ChangePlanCommand{Change: models.PlanCells, Cells: values, Reason: reason,
		Confirmed: p.paste.Confirmed}, "preview", p.service.now())
	if err != nil {
		if models.AsError(err).Code == "nothing_changed" {
			return out, nil
		}
		return refuse(err)
	}
	out.Changes = changes.Cells
	changed := map[models.CellField]string{} // what has not changed is not sent
	for _, c := range out.Changes {
		changed[c.Field] = out.Typed[c.Field]
	}
	out.Typed = changed
	return out, nil
}

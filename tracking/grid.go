package tracking

import (
	"context"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ProjectGrid is a part of the list of projects with the cells that are edited in it, and the views kept of it.
type ProjectGrid struct {
	ProjectList
	Lines   []GridLine         `json:"lines"`
	Views   []models.SavedView `json:"views"` // the office's, then the person's own
	MayEdit bool               `json:"may_edit"`
	// the names that units and sponsors are chosen from; empty for who may not edit
	UnitNames []string `json:"unit_names"`
	PostNames []string `json:"post_names"`
}

// GridLine is one project with the values of its cells as people read them; amounts are in 万元.
type GridLine struct {
	ListedLine
	Version         int                         `json:"version"`
	Starred         bool                        `json:"starred"` // the person marked it
	Closed          bool                        `json:"closed"`
	TotalInvestment models.Money                `json:"total_investment_fen"`
	Cells           map[models.CellField]string `json:"cells"`
}

// ProjectGrid lists the projects of a programme that the person may see, with their cells.
func (s *Service) ProjectGrid(ctx context.Context, actor models.Actor, filter ProjectFilter) (ProjectGrid, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return ProjectGrid{}, err
	}
	out := ProjectGrid{Lines: []GridLine{}, Views: []models.SavedView{}, MayEdit: models.CanPlan(actor) == nil,
		UnitNames: []string{}, PostNames: []string{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, filter.Programme)
		if err != nil {
			return err
		}
		if filter.stars, err = starsOf(tx, actor); err != nil {
			return err
		}
		out.ProjectList = listOf(g, actor, filter)
		out.lines(g, filter.stars)
		if out.MayEdit {
			out.UnitNames, out.PostNames = namesToChoose(g)
		}
		views, err := tx.SavedViews(actor.ID)
		out.Views = append(out.Views, views...)
		return err
	})
	return out, err
}

// lines adds the cells of the listed projects.
func (v *ProjectGrid) lines(g figures.Standing, stars map[string]bool) {
	facts := figures.Kept(g, "facts by code", func() map[string]*models.Facts {
		byCode, all := map[string]*models.Facts{}, g.Facts()
		for i := range all {
			byCode[all[i].Project.Code] = &all[i]
		}
		return byCode
	})
	for _, l := range v.Projects {
		if f := facts[l.Code]; f != nil {
			line := gridLine(l, *f, g.Names)
			line.Starred = stars[f.Project.ID]
			v.Lines = append(v.Lines, line)
		}
	}
}

func gridLine(l ListedLine, f models.Facts, names models.Names) GridLine {
	out := GridLine{ListedLine: l, Version: f.Project.Version, Closed: f.Project.Status == models.ProjectClosed,
		TotalInvestment: f.Project.TotalInvestment, Cells: map[models.CellField]string{}}
	for _, field := range models.CellFields {
		if text := shownCell(f, field, names); text != "" {
			out.Cells[field] = text
		}
	}
	return out
}

// shownCell returns the value of a project's field as people read it.
func shownCell(f models.Facts, field models.CellField, names models.Names) string {
	value := models.CellOf(f, field)
	switch field {
	case models.CellUnit:
		return names.Organisations[value]
	case models.CellSponsor:
		return names.Posts[value]
	}
	return models.ShownCell(field, value)
}

// namesToChoose returns the names of the units and posts that projects of the list have: what a cell offers.
func namesToChoose(g figures.Standing) (units, posts []string) {
	list := figures.Kept(g, "list", func() listed { return allListed(g) })
	return list.units, list.sponsors
}

// GridRow returns one project as a line of the list.
func (s *Service) GridRow(ctx context.Context, actor models.Actor, project string) (GridLine, error) {
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return GridLine{}, err
	}
	var out GridLine
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		members, err := s.factsOf(tx, []models.Project{p})
		if err != nil {
			return err
		}
		f := members[0].Facts
		line := ListedLine{}
		line.Code, line.Year, line.Name = p.Code, p.Year, p.Name
		names, err := figures.NamesOf(tx)
		if err != nil {
			return err
		}
		if len(f.Programmes) > 0 { // on a list
			g, err := s.standingOf(tx, f.Programmes[0].ID)
			if err != nil {
				return err
			}
			line = listedLine(g.Line(p.ID), f)
		}
		out = gridLine(line, f, names)
		return nil
	})
	return out, err
}

package tracking

import (
	"bytes"
	"context"
	"fmt"

	"duban/importer/workbook"
	"duban/models"
	"duban/store"
)

// ExportPlan writes the present plan of a programme's year. Imported again it changes nothing.
func (s *Service) ExportPlan(ctx context.Context, actor models.Actor, programme string) (fileName string,
	content []byte, err error) {
	return s.export(ctx, actor, programme, func(tx *store.Tx, p models.Programme, out *bytes.Buffer) (string, error) {
		g, err := s.gather(tx, p)
		if err != nil {
			return "", err
		}
		return p.Name + "投资计划表.xlsx", workbook.WritePlan(out, g.planTable(p.Name+"投资计划表"))
	})
}

// ExportMilestones writes the present milestone plan of a programme, without dropped milestones. Imported again it
// changes nothing.
func (s *Service) ExportMilestones(ctx context.Context, actor models.Actor, programme string) (fileName string,
	content []byte, err error) {
	return s.export(ctx, actor, programme, func(tx *store.Tx, p models.Programme, out *bytes.Buffer) (string, error) {
		g, err := s.gather(tx, p)
		if err != nil {
			return "", err
		}
		table := workbook.MilestoneTable{Title: p.Name + "节点计划表", PreparedBy: preparedBy, Year: p.Year, OneHand: true}
		for _, f := range g.facts {
			project := workbook.MilestoneProject{
				Code: f.Project.Code, Name: f.Project.Name, ResponsibleUnit: g.names.Organisations[f.Project.ResponsibleUnitID],
				CityMajor: cityMajor(f),
			}
			for _, m := range f.Milestones {
				if m.Status == models.MilestoneDropped {
					continue
				}
				project.Milestones = append(project.Milestones, workbook.MilestoneLine{
					Name: m.Name, Controlling: m.Controlling, Due: workbook.PlannedDate{Date: m.Due, Precision: m.Precision},
					DoneOn: m.DoneOn, Note: moved(m),
				})
			}
			if len(project.Milestones) > 0 {
				table.Projects = append(table.Projects, project)
			}
		}
		return p.Name + "节点表.xlsx", workbook.WriteMilestones(out, table)
	})
}

// moved describes from which date a milestone was moved.
func moved(m models.Milestone) string {
	if m.DueVersion > 1 && m.Baseline != 0 && m.Baseline != m.Due {
		return fmt.Sprintf("原定%d年%s，已批准调整", m.Baseline.Year(), m.Baseline.Chinese())
	}
	return ""
}

// planTable returns the programme as a plan's table.
func (g programmeData) planTable(title string) workbook.PlanTable {
	t := workbook.PlanTable{Title: title, PreparedBy: preparedBy, Year: g.programme.Year, OneHand: true}
	for _, f := range g.facts {
		section := sectionOf(f, g.programme.ID)
		if n := len(t.Sections); n == 0 || t.Sections[n-1].Title != section {
			t.Sections = append(t.Sections, workbook.PlanSection{Title: section})
		}
		p := f.Project
		last := &t.Sections[len(t.Sections)-1]
		last.Lines = append(last.Lines, workbook.PlanLine{
			Project: p, Owner: g.names.Organisations[p.OwnerID], ResponsibleUnit: g.names.Organisations[p.ResponsibleUnitID],
			Sponsor: g.names.Posts[p.SponsorPostID], CityMajor: cityMajor(f), MonthPlans: f.MonthPlans,
			Start: workbook.PlannedDate{Date: p.PlannedStart}, Finish: workbook.PlannedDate{Date: p.PlannedFinish},
		})
	}
	return t
}

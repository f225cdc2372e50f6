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
	return s.export(ctx, actor, programme, models.ExportPlan, func(tx *store.Tx, p models.Programme,
		out *bytes.Buffer) (shown models.ProgrammeFigures, name string, err error) {
		of, err := s.exportOf(tx, p)
		if err != nil {
			return shown, "", err
		}
		shown = of.Now(of.present(), of.now)
		table, err := planTable(tx, shown, p.Name+"投资计划表")
		if err != nil {
			return shown, "", err
		}
		return shown, p.Name + "投资计划表.xlsx", workbook.WritePlan(out, table)
	})
}

// ExportMilestones writes the present milestone plan of a programme, without dropped milestones. Imported again it
// changes nothing.
func (s *Service) ExportMilestones(ctx context.Context, actor models.Actor, programme string) (fileName string,
	content []byte, err error) {
	return s.export(ctx, actor, programme, models.ExportMilestones, func(tx *store.Tx, p models.Programme,
		out *bytes.Buffer) (shown models.ProgrammeFigures, name string, err error) {
		of, err := s.exportOf(tx, p)
		if err != nil {
			return shown, "", err
		}
		shown.Month = of.present()
		table := workbook.MilestoneTable{Title: p.Name + "节点计划表", PreparedBy: preparedBy, Year: p.Year, OneHand: true}
		for _, f := range of.Listed {
			project := workbook.MilestoneProject{
				Code: f.Project.Code, Name: f.Project.Name,
				ResponsibleUnit: of.Names.Organisations[f.Project.ResponsibleUnitID], CityMajor: f.CityMajor(),
			}
			expected := models.Expected(f.Milestones, f.Submissions, of.now.Date())
			for _, m := range f.Milestones {
				if m.Status == models.MilestoneDropped {
					continue
				}
				line := workbook.MilestoneLine{
					Name: m.Name, Controlling: m.Controlling, Due: workbook.PlannedDate{Date: m.Due, Precision: m.Precision},
					DoneOn: m.DoneOn, After: models.FollowedNames(f.Milestones, m), Note: moved(m),
				}
				if m.Status == models.MilestoneOpen {
					line.Expected = expected[m.ID].On
				}
				table.Expected = table.Expected || len(line.After) > 0
				project.Milestones = append(project.Milestones, line)
			}
			if len(project.Milestones) > 0 {
				table.Projects = append(table.Projects, project)
			}
		}
		return shown, p.Name + "节点表.xlsx", workbook.WriteMilestones(out, table)
	})
}

// moved describes from which date a milestone was moved.
func moved(m models.Milestone) string {
	if m.DueVersion > 1 && m.Baseline != 0 && m.Baseline != m.Due {
		return fmt.Sprintf("原定%d年%s，已批准调整", m.Baseline.Year(), m.Baseline.Chinese())
	}
	return ""
}

// planTable is the programme as the plan of its projects states it.
func planTable(tx *store.Tx, shown models.ProgrammeFigures, title string) (workbook.PlanTable, error) {
	t := workbook.PlanTable{Title: title, PreparedBy: preparedBy, Year: shown.Month.Year(), OneHand: true}
	codes, err := formalitiesIn(tx, shown)
	if err != nil {
		return t, err
	}
	for _, l := range shown.Listed() {
		if n := len(t.Sections); n == 0 || t.Sections[n-1].Title != l.Section {
			t.Sections = append(t.Sections, workbook.PlanSection{Title: l.Section})
		}
		last := &t.Sections[len(t.Sections)-1]
		last.Lines = append(last.Lines, exportedPlan(l, codes))
	}
	return t, nil
}

// formalitiesIn are the codes and dates on record of the projects of figures, by project.
func formalitiesIn(tx *store.Tx, shown models.ProgrammeFigures) (map[string]models.Formalities, error) {
	ids := make([]string, 0, len(shown.Lines))
	for _, l := range shown.Lines {
		ids = append(ids, l.ProjectID)
	}
	return formalitiesOf(tx, ids)
}

func exportedPlan(l models.ProjectFigures, codes map[string]models.Formalities) workbook.PlanLine {
	p := l.Record.Project
	return workbook.PlanLine{
		Project: p, ApprovalCode: codes[l.ProjectID].ApprovalCode, Owner: l.Owner, ResponsibleUnit: l.Unit,
		Sponsor: l.Sponsor, CityMajor: l.CityMajor,
		MonthPlans: l.Record.MonthPlans,
		Start:      workbook.PlannedDate{Date: p.PlannedStart}, Finish: workbook.PlannedDate{Date: p.PlannedFinish},
	}
}

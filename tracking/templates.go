package tracking

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"duban/importer/workbook"
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// TemplateKind is the kind of a form.
type TemplateKind string

// The kinds of form.
const (
	TemplatePlan       TemplateKind = "plan"
	TemplateProgress   TemplateKind = "progress"
	TemplateMilestones TemplateKind = "milestones"
	TemplateProject    TemplateKind = "project" // one workbook a project
	TemplatePeople     TemplateKind = "people"  // 人员岗位表
	TemplateFunds      TemplateKind = "funds"   // 资金台账
	TemplateReserve    TemplateKind = "reserve" // 申报表
)

// TemplateRequest selects a form.
type TemplateRequest struct {
	Kind      TemplateKind
	Programme string       // name, ID or year
	Month     models.Month // of progress and project forms; optional for milestones
	Project   string       // code: the form of one project instead of an archive of all
}

// Template writes a form, pre-filled with the data of the projects that the actor may see: an owner gets its own.
// Closed projects are left out. The forms of several projects are a zip archive. If the office has no list yet, the
// plan form is blank.
func (s *Service) Template(ctx context.Context, actor models.Actor, r TemplateRequest) (fileName string, content []byte,
	err error) {
	switch r.Kind {
	case TemplatePeople:
		return s.peopleTemplate(ctx, actor)
	case TemplateFunds:
		return s.fundsTemplate(ctx, actor, r)
	case TemplateReserve:
		year, err := strconv.Atoi(r.Programme)
		if err != nil {
			year = s.now().Date().Year() + 1
		}
		return s.reserveTemplate(ctx, actor, year)
	case TemplatePlan, TemplateMilestones:
	case TemplateProgress, TemplateProject:
		if r.Month == 0 {
			return "", nil, models.Errorf(models.KindInvalid, "month_missing", "请指明填报月份，如 2021-06")
		}
	default:
		return "", nil, models.Errorf(models.KindInvalid, "unknown_template",
			"没有“%s”这种表格，应为 plan、progress、milestones、project、people、funds 或 reserve", r.Kind)
	}
	var wanted models.Project
	if r.Project != "" {
		if wanted, err = s.find(ctx, actor, r.Project); err != nil {
			return "", nil, err
		}
	}
	var out bytes.Buffer
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, r.Programme)
		if r.Kind == TemplatePlan && r.Programme == "" && err != nil && models.AsError(err).Code == "no_programme" &&
			models.CanPlan(actor) == nil {
			empty := template{request: r}
			empty.Year = s.now().Date().Year()
			fileName, err = empty.write(&out) // the first list begins with it
		}
		if err != nil || fileName != "" {
			return err
		}
		if r.Month != 0 && r.Month.Year() != p.Year {
			return models.Errorf(models.KindInvalid, "month_outside_year", "%s 不在“%s”的年度内，请选择 %d 年的月份", r.Month, p.Name, p.Year)
		}
		g, err := s.figures(tx, p)
		if err != nil {
			return err
		}
		form := template{Programme: g, request: r, due: roundOf(g, r.Month).Due}
		if form.own, err = ownProjects(actor, g.Facts(), wanted); err != nil {
			return err
		}
		fileName, err = form.write(&out)
		return err
	})
	if err != nil {
		return "", nil, err
	}
	return fileName, out.Bytes(), nil
}

// ownProjects returns the open projects the actor may see, in the order of the list; only the requested one if there is
// one.
func ownProjects(actor models.Actor, all []models.Facts, wanted models.Project) ([]models.Facts, error) {
	var own []models.Facts
	seen := false
	for _, f := range all {
		if models.CanSee(actor, f.Project) != nil || wanted.ID != "" && f.Project.ID != wanted.ID {
			continue
		}
		seen = true
		if f.Project.Status != models.ProjectClosed {
			own = append(own, f)
		}
	}
	switch {
	case wanted.ID != "" && !seen:
		return nil, models.Errorf(models.KindNotFound, "project_not_listed", "项目“%s”不在该项目清单中，请核对清单和编码", wanted.Code)
	case wanted.ID != "" && len(own) == 0:
		return nil, models.Errorf(models.KindConflict, "project_closed", "项目“%s”已销号，不再填报", wanted.Code)
	case len(own) == 0 && models.CanSeeAll(actor) != nil:
		return nil, models.Errorf(models.KindForbidden, "forbidden", "您没有需要填报的项目，请联系重点项目办")
	case len(own) == 0:
		return nil, models.Errorf(models.KindConflict, "no_open_project", "该项目清单中没有在办项目，无表可发")
	}
	return own, nil
}

// roundOf returns the round in which a month is reported, due by the programme's own ladder; January is reported with
// February. Month 0 has none.
func roundOf(g figures.Programme, month models.Month) models.Round {
	for _, round := range g.Book().Ladder.RoundsBy(g.Calendar, g.Year) {
		if month != 0 && round.Month >= month {
			return round
		}
	}
	return models.Round{}
}

// template is a form being filled in.
type template struct {
	figures.Programme
	request TemplateRequest
	due     models.Date
	own     []models.Facts
}

func (t template) write(out *bytes.Buffer) (fileName string, err error) {
	p, month := t.Programme, t.request.Month
	switch t.request.Kind {
	case TemplatePlan:
		return fmt.Sprintf("%d年投资计划填报表.xlsx", p.Year), workbook.WritePlanForm(out, workbook.PlanForm{Year: p.Year,
			Units: t.units()})
	case TemplateProgress:
		form := workbook.ProgressForm{Month: month, Due: t.due, To: preparedBy}
		for _, f := range t.own {
			form.Lines = append(form.Lines, t.progress(f))
		}
		return fmt.Sprintf("%d年%d月投资进度月报表.xlsx", p.Year, month.Number()), workbook.WriteProgressForm(out, form)
	case TemplateMilestones:
		form := workbook.MilestoneForm{Year: p.Year, Month: month, Due: t.due, To: preparedBy}
		for _, f := range t.own {
			if open := openMilestones(f); len(open) > 0 {
				form.Projects = append(form.Projects, workbook.MilestoneProject{
					Code: f.Project.Code, Name: f.Project.Name, ResponsibleUnit: t.Names.Organisations[f.Project.ResponsibleUnitID],
					Milestones: open,
				})
			}
		}
		return fmt.Sprintf("%d年节点完成情况填报表.xlsx", p.Year), workbook.WriteMilestoneForm(out, form)
	}
	forms := make([]workbook.ProjectForm, 0, len(t.own))
	for _, f := range t.own {
		forms = append(forms, workbook.ProjectForm{Month: month, Due: t.due, To: preparedBy, Line: t.progress(f),
			Milestones: openMilestones(f)})
	}
	if t.request.Project != "" {
		return forms[0].FileName(), workbook.WriteProjectForm(out, forms[0])
	}
	return fmt.Sprintf("%d年%d月月报表（%d个项目）.zip", p.Year, month.Number(), len(forms)), workbook.WriteProjectForms(out, forms)
}

// units returns the responsible units to choose from.
func (t template) units() []string {
	var units []string
	for _, f := range t.own {
		if name := t.Names.Organisations[f.Project.ResponsibleUnitID]; name != "" {
			units = append(units, name)
		}
	}
	slices.Sort(units)
	return slices.Compact(units)
}

// progress returns a project's data for a month's form: the previous figure, as decided or else as submitted.
func (t template) progress(f models.Facts) workbook.ProgressFormLine {
	p := f.Project
	line := workbook.ProgressFormLine{
		Code: p.Code, Name: p.Name, ResponsibleUnit: t.Names.Organisations[p.ResponsibleUnitID],
		TotalInvestment: p.TotalInvestment, AnnualPlan: p.AnnualPlan, ToEndOfLastYear: p.ToEndOfLastYear,
	}
	for _, r := range f.Reports {
		if r.Month == t.request.Month-1 && r.Month.Year() == t.request.Month.Year() {
			line.Last = cmp.Or(r.ApprovedYTD, r.ReportedYTD)
		}
	}
	return line
}

// openMilestones lists the open milestones by due date, those without a date last.
func openMilestones(f models.Facts) []workbook.MilestoneLine {
	var open []models.Milestone
	for _, m := range f.Milestones {
		if m.Status == models.MilestoneOpen {
			open = append(open, m)
		}
	}
	slices.SortStableFunc(open, func(a, b models.Milestone) int {
		if (a.Due == 0) != (b.Due == 0) {
			return cmp.Compare(b.Due, a.Due)
		}
		return cmp.Compare(a.Due, b.Due)
	})
	lines := make([]workbook.MilestoneLine, 0, len(open))
	for _, m := range open {
		lines = append(lines, workbook.MilestoneLine{Name: m.Name, Controlling: m.Controlling,
			Due: workbook.PlannedDate{Date: m.Due, Precision: m.Precision}})
	}
	return lines
}

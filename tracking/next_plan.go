package tracking

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/importer/workbook"
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// NextPlan is the next year's plan as it would be drafted: this year's unfinished projects and the admitted
// applications.
type NextPlan struct {
	AsOf     models.Instant        `json:"as_of"`
	Year     int                   `json:"year"`
	This     string                `json:"this,omitempty"` // this year's list; "": there is none
	Next     string                `json:"next,omitempty"` // the list of the year, if it is there already
	Lines    []models.NextPlanLine `json:"lines"`
	Carried  int                   `json:"carried"`
	Fresh    int                   `json:"new"`
	Without  int                   `json:"without_plan"` // lines whose plan of the year is not stated
	Plan     models.Money          `json:"annual_plan_fen"`
	Moving   int                   `json:"open_milestones"`
	Waiting  int                   `json:"waiting"` // applications that are not decided
	Unstated []string              `json:"unstated"`
}

// NextPlanDraft asks for the draft of a year's plan. Plans are amounts in fen by code, for projects whose plan is not
// stated by an application, or differs.
type NextPlanDraft struct {
	Year  int                     `json:"year,omitempty"` // 0: the next
	Plans map[string]models.Money `json:"plans,omitempty"`
}

// nextPlan is a plan with what its workbooks are made from.
type nextPlan struct {
	NextPlan
	this    figures.Programme
	reserve reservesOf
}

// NextPlan shows what the draft of a year's plan would contain; 0: the next year.
func (s *Service) NextPlan(ctx context.Context, actor models.Actor, year int) (NextPlan, error) {
	var out nextPlan
	if err := models.CanSeeNextPlan(actor); err != nil {
		return out.NextPlan, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		out, err = s.nextPlan(tx, NextPlanDraft{Year: year})
		return err
	})
	return out.NextPlan, err
}

func (s *Service) nextPlan(tx *store.Tx, in NextPlanDraft) (nextPlan, error) {
	out := nextPlan{NextPlan: NextPlan{AsOf: s.now(), Year: in.Year, Unstated: []string{}}}
	if out.Year == 0 {
		out.Year = s.now().Date().Year() + 1
	}
	all, err := s.programmes(tx)
	if err != nil {
		return out, err
	}
	var facts []models.Facts
	for _, p := range all {
		switch {
		case p.Kind != models.DistrictProgramme:
		case p.Year == out.Year:
			out.Next = p.Name
		case p.Year == out.Year-1:
			out.This = p.Name
			if out.this, err = s.figures(tx, p); err != nil {
				return out, err
			}
			facts = out.this.Facts()
		}
	}
	if out.reserve, err = loadReserves(tx, out.Year); err != nil {
		return out, err
	}
	applications := make([]models.Reserve, 0, len(out.reserve.all))
	for _, f := range out.reserve.all {
		applications = append(applications, f.Reserve)
		if !f.State.Ended() && f.State != models.ReserveListed && f.State != models.ReserveKept {
			out.Waiting++
		}
	}
	out.Lines = models.NextPlan(out.Year, facts, applications, in.Plans)
	for _, l := range out.Lines {
		if l.Continues {
			out.Carried++
		} else {
			out.Fresh++
		}
		out.Moving += l.Open
		if l.Plan == nil {
			out.Without++
			out.Unstated = append(out.Unstated, l.Code)
		} else {
			out.Plan += *l.Plan
		}
	}
	return out, nil
}

// DraftNextPlan makes the draft of a year's plan as an import: this year's unfinished projects keep code, cumulative
// investment and open milestones, admitted applications come as they were entered. The draft is checked, previewed and
// committed as any import. The same key gives the same draft. It returns the draft's row key.
func (s *Service) DraftNextPlan(ctx context.Context, actor models.Actor, key string, in NextPlanDraft) (string, error) {
	if err := models.CanSeeNextPlan(actor); err != nil {
		return "", err
	}
	var files []ImportFile
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		next, err := s.nextPlan(tx, in)
		if err != nil {
			return err
		}
		if len(next.Lines) == 0 {
			return models.Errorf(models.KindConflict, "nothing_to_plan", "没有结转项目，也没有列入%d年清单的项目，无法编制计划", next.Year)
		}
		for code := range in.Plans {
			if !slices.ContainsFunc(next.Lines, func(l models.NextPlanLine) bool { return l.Code == code }) {
				return models.Errorf(models.KindInvalid, "not_in_plan", "项目“%s”不在%d年计划中，请刷新后核对", code, next.Year)
			}
		}
		files, err = s.nextPlanFiles(tx, next)
		return err
	})
	if err != nil {
		return "", err
	}
	return s.StartDraft(ctx, actor, key, files)
}

// nextPlanFiles writes the workbooks of a plan: the projects, and their open milestones if there are any.
func (s *Service) nextPlanFiles(tx *store.Tx, next nextPlan) ([]ImportFile, error) {
	name := fmt.Sprintf("%d年区重点项目", next.Year)
	if next.This != "" {
		name = strings.Replace(next.This, fmt.Sprint(next.Year-1), fmt.Sprint(next.Year), 1)
	}
	if next.Next != "" {
		name = next.Next
	}
	plan := workbook.PlanTable{Title: name + "投资计划表", PreparedBy: preparedBy, Year: next.Year, OneHand: true}
	steps := workbook.MilestoneTable{Title: name + "节点计划表", PreparedBy: preparedBy, Year: next.Year, OneHand: true}
	carried, err := s.carriedLines(tx, next)
	if err != nil {
		return nil, err
	}
	for _, l := range next.Lines {
		line, section := workbook.PlanLine{}, ""
		if l.Continues {
			line, section = carried[l.Code].line, carried[l.Code].section
		} else {
			line, section = applicationLine(next.application(l.Application)), ""
		}
		line.Project.Code, line.Project.TotalInvestment, line.Project.ToEndOfLastYear = l.Code, l.Total, l.Spent
		line.Project.AnnualPlan, line.NoPlan = 0, l.Plan == nil
		if l.Plan != nil {
			line.Project.AnnualPlan = *l.Plan
		}
		if section == "" {
			section = sectionOf(plan.Sections, line.Project.Sector)
		}
		plan.Sections = addPlanLine(plan.Sections, section, line)
		if len(l.Milestones) == 0 {
			continue
		}
		m := workbook.MilestoneProject{Code: l.Code, Name: l.Name, ResponsibleUnit: line.ResponsibleUnit}
		for _, one := range l.Milestones {
			m.Milestones = append(m.Milestones, workbook.MilestoneLine{Name: one.Name, Controlling: one.Controlling,
				Due: workbook.PlannedDate{Date: one.Due, Precision: one.Precision}})
		}
		steps.Projects = append(steps.Projects, m)
	}
	var book bytes.Buffer
	if err := workbook.WritePlan(&book, plan); err != nil {
		return nil, err
	}
	files := []ImportFile{{Name: name + "投资计划表.xlsx", Content: bytes.Clone(book.Bytes())}}
	if len(steps.Projects) > 0 {
		book.Reset()
		if err := workbook.WriteMilestones(&book, steps); err != nil {
			return nil, err
		}
		files = append(files, ImportFile{Name: name + "节点计划表.xlsx", Content: book.Bytes()})
	}
	return files, nil
}

// carriedLine is a project of this year as its line of the next year's plan, with its section.
type carriedLine struct {
	line    workbook.PlanLine
	section string
}

// carriedLines are the projects of this year by code, without the amounts of the next.
func (s *Service) carriedLines(tx *store.Tx, next nextPlan) (map[string]carriedLine, error) {
	out := map[string]carriedLine{}
	if next.This == "" {
		return out, nil
	}
	of := exportData{next.this, s.now()}
	shown := of.Now(of.present(), of.now)
	codes, err := formalitiesIn(tx, shown)
	if err != nil {
		return nil, err
	}
	for _, l := range shown.Listed() {
		line := exportedPlan(l, codes)
		line.MonthPlans, line.Project.Goal = nil, ""
		line.Project.Stage = models.NextStage(line.Project, next.Year)
		for _, f := range next.reserve.all {
			if f.State == models.ReserveListed && f.Code == l.Code && f.Goal != "" {
				line.Project.Goal = f.Goal
			}
		}
		out[l.Code] = carriedLine{line, l.Section}
	}
	return out, nil
}

func (n nextPlan) application(id string) models.Reserve {
	i := slices.IndexFunc(n.reserve.all, func(f models.ReserveFacts) bool { return f.ID == id })
	return n.reserve.all[i].Reserve
}

// applicationLine is an admitted application as a line of the plan.
func applicationLine(r models.Reserve) workbook.PlanLine {
	month := func(m models.Month) workbook.PlannedDate {
		if m == 0 {
			return workbook.PlannedDate{}
		}
		return workbook.PlannedDate{Date: m.Last(), Precision: models.PrecisionMonth}
	}
	return workbook.PlanLine{Project: models.Project{Code: r.Code, Name: r.Name, Sector: r.Sector, Stage: r.Stage,
		Category: models.Implementation, Investor: r.Investor, Place: r.Place, Scale: r.Scale, Goal: r.Goal},
		ApprovalCode: r.ApprovalCode, Owner: r.Owner, ResponsibleUnit: r.Unit, Start: month(r.Start),
		Finish: month(r.Finish)}
}

// sectionOf is the section in which projects of a sector stand; a section of its own for one that has none.
func sectionOf(sections []workbook.PlanSection, sector string) string {
	for _, s := range sections {
		for _, l := range s.Lines {
			if sector != "" && l.Project.Sector == sector {
				return s.Title
			}
		}
	}
	for _, s := range sections {
		if strings.HasSuffix(s.Title, newSection) {
			return s.Title
		}
	}
	return models.SectionNumber(len(sections)+1) + newSection
}

// newSection is the title of the section of admitted projects whose sector has none.
const newSection = "新申报项目"

func addPlanLine(sections []workbook.PlanSection, title string, l workbook.PlanLine) []workbook.PlanSection {
	i := slices.IndexFunc(sections, func(s workbook.PlanSection) bool { return s.Title == title })
	if i < 0 {
		sections, i = append(sections, workbook.PlanSection{Title: title}), len(sections)
	}
	sections[i].Lines = append(sections[i].Lines, l)
	return sections
}

package importer

import (
	"fmt"
	"slices"
	"strings"

	"duban/models"
)

// SaidCopy begins the ID of the question which of two sheets with the same projects counts; the name of the later sheet
// follows.
const SaidCopy = "copy:"

// skipCopies keeps, of sheets that list the same projects for the same period, only the one with the most rows:
// workbooks often hold a copy or an extract of the list. When a figure differs, a person is asked which one counts.
func skipCopies(book *Book, o Options) {
	for i := range book.Sheets {
		s := &book.Sheets[i]
		answer := o.answersFor(s.Fingerprint).Read
		if !s.Skipped.IsZero() || len(s.Projects) == 0 || answer != nil && *answer {
			continue
		}
		for j := range book.Sheets {
			other := &book.Sheets[j]
			if i == j || !other.Skipped.IsZero() || other.Kind != s.Kind || other.Year != s.Year || other.Month != s.Month ||
				len(other.Projects) < len(s.Projects) || len(other.Projects) == len(s.Projects) && j > i {
				continue
			}
			if within(s, other) {
				settleCopy(s, other, o)
				break
			}
		}
	}
}

// settleCopy skips a sheet whose projects are all in another one, or the other one when a person said so.
func settleCopy(s, other *Sheet, o Options) {
	differences := differencesOf(other, s)
	if len(differences) == 0 {
		s.drop(models.Messagef("与工作表“%s”内容重复", other.place()))
		return
	}
	id := SaidCopy + s.place()
	const shown = 5
	listed := models.Words{Mark: "；"}
	listed.Items = append(listed.Items, differences[:min(len(differences), shown)]...)
	message := models.Messagef("工作表“%s”与“%s”的项目相同，有 %d 处不同（前者、后者）：%s。以哪张表为准？", other.place(), s.place(),
		len(differences), listed)
	switch other.choose(o.Said, id, message,
		Way{other.place(), models.Messagef("以“%s”为准，“%s”不读取", other.place(), s.place())},
		Way{s.place(), models.Messagef("以“%s”为准，“%s”不读取", s.place(), other.place())}) {
	case other.place():
		s.drop(models.Messagef("按答复以工作表“%s”为准", other.place()))
	case s.place():
		other.drop(models.Messagef("按答复以工作表“%s”为准", s.place()))
	default:
		other.Findings = append(other.Findings, Finding{Severity: SeverityError, Code: "copy_differs",
			Message: models.Messagef("%s%s", message, SayHint(id))})
		s.drop(models.Messagef("与工作表“%s”项目相同而有不同的数，待确认以哪张为准", other.place()))
	}
}

// drop makes a sheet one that is not read, keeping what was read of it for people to see.
func (s *Sheet) drop(why models.Message) {
	s.Skipped = why
	s.Findings, s.Questions = []Finding{}, []Question{}
}

// place names a sheet, or one of its tables.
func (s *Sheet) place() string {
	if s.Table > 1 {
		return fmt.Sprintf("%s（表%d）", s.Name, s.Table)
	}
	return s.Name
}

// within reports whether every project of a sheet is in the other one.
func within(s, other *Sheet) bool {
	names := make(map[string]bool, len(other.Projects))
	for _, p := range other.Projects {
		names[models.NameKey(p.Name)] = true
	}
	for _, p := range s.Projects {
		if !names[models.NameKey(p.Name)] {
			return false
		}
	}
	return true
}

// differencesOf lists what a copy states otherwise than the first sheet, or states and the first does not.
func differencesOf(first, copied *Sheet) []models.Message {
	projects := map[string]*ProjectRow{}
	for i := range first.Projects {
		projects[copyKey(first.Projects[i].Name, first.Projects[i].ResponsibleUnit)] = &first.Projects[i]
		if key := copyKey(first.Projects[i].Name, ""); projects[key] == nil {
			projects[key] = &first.Projects[i]
		}
	}
	var all []models.Message
	for i := range copied.Projects {
		p := &copied.Projects[i]
		before := projects[copyKey(p.Name, p.ResponsibleUnit)]
		if before == nil {
			before = projects[copyKey(p.Name, "")]
		}
		all = append(all, projectDifferences(before, p)...)
	}
	reports := map[string]*ReportRow{}
	key := func(r *ReportRow) string { return copyKey(r.Project, "") + r.Month.String() }
	for i := range first.Reports {
		reports[key(&first.Reports[i])] = &first.Reports[i]
	}
	for i := range copied.Reports {
		r := &copied.Reports[i]
		before := reports[key(r)]
		if before == nil {
			before = &ReportRow{}
		}
		all = append(all, reportDifferences(before, r)...)
	}
	milestones := map[string]MilestoneRow{}
	for _, m := range first.Milestones {
		milestones[copyKey(m.Project, m.Name)] = m
	}
	for _, m := range copied.Milestones {
		before := milestones[copyKey(m.Project, m.Name)]
		if before.Due != m.Due || m.DoneOn != 0 && before.DoneOn != m.DoneOn {
			all = append(all, models.Messagef("%s 节点“%s” %s、%s", m.Project, m.Name, before.Due, m.Due))
		}
	}
	return all
}

func copyKey(name, of string) string { return models.NameKey(name) + "\n" + models.NameKey(of) }

func projectDifferences(a, b *ProjectRow) []models.Message {
	d := differing{name: b.Name}
	d.amount(FieldTotalInvestment, a.TotalInvestment, b.TotalInvestment)
	d.amount(FieldToEndOfLastYear, a.ToEndOfLastYear, b.ToEndOfLastYear)
	d.amount(FieldAnnualPlan, a.AnnualPlan, b.AnnualPlan)
	if len(b.MonthPlans) > 0 && !slices.Equal(a.MonthPlans, b.MonthPlans) {
		d.all = append(d.all, models.Messagef("%s %s 不同", b.Name, models.WordOf(FieldMonthPlan)))
	}
	if len(b.QuarterPlans) > 0 && !slices.Equal(a.QuarterPlans, b.QuarterPlans) {
		d.all = append(d.all, models.Messagef("%s %s 不同", b.Name, models.WordOf(FieldQuarterPlan)))
	}
	d.day(FieldPlannedStart, a.PlannedStart, b.PlannedStart)
	d.day(FieldPlannedFinish, a.PlannedFinish, b.PlannedFinish)
	d.day(FieldActualStart, a.ActualStart, b.ActualStart)
	d.day(FieldActualFinish, a.ActualFinish, b.ActualFinish)
	d.text(FieldResponsibleUnit, a.ResponsibleUnit, b.ResponsibleUnit)
	d.text(FieldCode, a.Code, b.Code)
	return d.all
}

func reportDifferences(a, b *ReportRow) []models.Message {
	d := differing{name: b.Project}
	d.amount(FieldMonthAmount, a.MonthAmount, b.MonthAmount)
	d.amount(FieldYearToDate, a.YearToDate, b.YearToDate)
	d.amount(FieldToDate, a.ToDate, b.ToDate)
	d.text(FieldPhysical, a.Physical, b.Physical)
	d.text(FieldProblems, a.Problems, b.Problems)
	d.text(FieldNextStep, a.NextStep, b.NextStep)
	return d.all
}

// differing collects the differences of a project. What the copy does not state is no difference.
type differing struct {
	name string
	all  []models.Message
}

func (d *differing) amount(f Field, a, b *models.Money) {
	if b == nil || a != nil && *a == *b {
		return
	}
	if a == nil {
		d.all = append(d.all, models.Messagef("%s %s 空、%s", d.name, models.WordOf(f), b.InWanYuan()))
		return
	}
	d.all = append(d.all, models.Messagef("%s %s %s、%s", d.name, models.WordOf(f), a.InWanYuan(), b.InWanYuan()))
}

func (d *differing) day(f Field, a, b models.Date) {
	if b != 0 && a != b {
		d.all = append(d.all, models.Messagef("%s %s %s、%s", d.name, models.WordOf(f), a, b))
	}
}

func (d *differing) text(f Field, a, b string) {
	if b != "" && models.NameKey(a) != models.NameKey(b) && strings.TrimSpace(b) != "" {
		d.all = append(d.all, models.Messagef("%s %s 不同", d.name, models.WordOf(f)))
	}
}

package compare_test

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/importer/compare"
	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"
)

// database is a Snapshot that takes changes the way the store does: rows replace rows with the same key.
type database struct {
	t        *testing.T
	snapshot compare.Snapshot
}

func newDatabase(t *testing.T) *database {
	return &database{t: t, snapshot: compare.Snapshot{Organisations: map[string]models.Organisation{},
		Posts: map[string]models.Post{}}}
}

func (d *database) commit(diff *compare.Diff) {
	d.t.Helper()
	if n := diff.Count(importer.SeverityError) + len(diff.Conflicts); n > 0 {
		d.t.Fatalf("%d errors and conflicts: %v %v", n, diff.Findings, diff.Conflicts)
	}
	touched := map[string]bool{}
	for _, c := range diff.Changes {
		if c.ProjectID != "" {
			touched[c.ProjectID] = true
		}
	}
	for i := range d.snapshot.Facts {
		p := &d.snapshot.Facts[i].Project
		for _, c := range diff.Changes {
			if c.ProjectID == p.ID && c.ProjectVersion != p.Version {
				d.t.Fatalf("%s %s saw version %d of %d", c.Entity, c.EntityID, c.ProjectVersion, p.Version)
			}
		}
		if touched[p.ID] {
			p.Version++
		}
	}
	for _, c := range diff.Changes {
		switch row := c.After.(type) {
		case models.Programme:
			if row.Kind == models.DistrictProgramme {
				d.snapshot.Programme, d.snapshot.Exists = row, true
			} else {
				d.snapshot.Others = append(d.snapshot.Others, row)
			}
		case models.Indicator:
		case models.Organisation:
			d.snapshot.Organisations[row.ID] = row
		case models.Post:
			d.snapshot.Posts[row.ID] = row
		case models.Project:
			if c.Action == compare.ActionNew {
				row.Version = 1
				d.snapshot.Facts = append(d.snapshot.Facts, models.Facts{Project: row})
			} else {
				row.Version = d.facts(row.ID).Project.Version
				d.facts(row.ID).Project = row
			}
		case models.Membership:
			put(&d.facts(c.ProjectID).Memberships, row, func(m models.Membership) string { return m.ProgrammeID })
		case models.MonthPlan:
			put(&d.facts(c.ProjectID).MonthPlans, row, func(m models.MonthPlan) string { return m.Month.String() })
		case models.Milestone:
			put(&d.facts(c.ProjectID).Milestones, row, func(m models.Milestone) string { return m.ID })
		case models.Report:
			put(&d.facts(c.ProjectID).Reports, row, func(r models.Report) string { return r.ID })
		case models.DueChange, models.QuarterPlan:
		default:
			d.t.Fatalf("unknown row %T", row)
		}
	}
}

func (d *database) facts(id string) *models.Facts {
	d.t.Helper()
	for i := range d.snapshot.Facts {
		if d.snapshot.Facts[i].Project.ID == id {
			return &d.snapshot.Facts[i]
		}
	}
	d.t.Fatalf("no project %s", id)
	return nil
}

// named returns the facts of the project with that name.
func (d *database) named(name string) *models.Facts {
	d.t.Helper()
	for i := range d.snapshot.Facts {
		if d.snapshot.Facts[i].Project.Name == name {
			return &d.snapshot.Facts[i]
		}
	}
	d.t.Fatalf("no project named %s", name)
	return nil
}

func put[T any](rows *[]T, row T, key func(T) string) {
	for i := range *rows {
		if key((*rows)[i]) == key(row) {
			(*rows)[i] = row
			return
		}
	}
	*rows = append(*rows, row)
}

// written writes a workbook and reads it.
func written(t *testing.T, name string, write func(io.Writer) error) *importer.Book {
	t.Helper()
	var file bytes.Buffer
	if err := write(&file); err != nil {
		t.Fatal(err)
	}
	book, err := importer.Inspect(name, file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func planBook(t *testing.T, table workbook.PlanTable) *importer.Book {
	return written(t, "计划.xlsx", func(w io.Writer) error { return workbook.WritePlan(w, table) })
}

func progressBook(t *testing.T, table workbook.ProgressTable) *importer.Book {
	return written(t, "进展.xlsx", func(w io.Writer) error { return workbook.WriteProgress(w, table) })
}

func milestoneBook(t *testing.T, table workbook.MilestoneTable) *importer.Book {
	return written(t, "节点.xlsx", func(w io.Writer) error { return workbook.WriteMilestones(w, table) })
}

func (d *database) compare(book *importer.Book) *compare.Diff {
	d.t.Helper()
	diff, err := compare.Book(book, d.snapshot, compare.Choices{})
	if err != nil {
		d.t.Fatal(err)
	}
	return diff
}

// counts are new, changed, unchanged, missing, conflicts and changes.
func counts(d *compare.Diff) [6]int {
	return [6]int{len(d.New), len(d.Changed), len(d.Unchanged), len(d.Missing), len(d.Conflicts), len(d.Changes)}
}

func (d *database) expect(diff *compare.Diff, want [6]int) {
	d.t.Helper()
	if got := counts(diff); got != want {
		d.t.Fatalf("new, changed, unchanged, missing, conflicts, changes = %v, want %v\n%v", got, want, diff.Findings)
	}
}

// The whole sample year goes in once, and each workbook a second time changes nothing.
func TestCompareSampleYear(t *testing.T) {
	d := newDatabase(t)
	data := sample.Programme(2021)
	plan := planBook(t, data.Plan())

	diff := d.compare(plan)
	if diff.Kind != models.BatchPlan || diff.Period != "2021" || len(diff.New) != 48 || len(diff.Conflicts)+
		len(diff.Missing) != 0 {
		t.Fatalf("plan: %s %s %v", diff.Kind, diff.Period, counts(diff))
	}
	tally := map[compare.Entity]int{}
	targets := map[string]int64{}
	for _, c := range diff.Changes {
		tally[c.Entity]++
		if i, ok := c.After.(models.Indicator); ok {
			targets[i.ProgrammeID] = i.Target
		}
		if c.Before != nil || c.Action != compare.ActionNew {
			t.Errorf("%s %s is not new", c.Entity, c.EntityID)
		}
	}
	if tally[compare.EntityProgramme] != 2 || tally[compare.EntityProject] != 48 ||
		tally[compare.EntityMembership] != 48+26 {
		t.Errorf("tables: %v", tally)
	}
	if len(targets) != 2 || targets["district-2021"] != 0 || targets["city-2021"] != 0 {
		t.Errorf("an import set targets: %v", targets)
	}
	if p := diff.Target; p == nil || p.Rows != 700_000_000_000 || p.Amount() != 700_000_000_000 || p.InForce != nil {
		t.Errorf("proposed target: %+v", p)
	}
	d.commit(diff)
	if got := d.snapshot.Programme; got.ID != "district-2021" || got.Name != "2021年区重点项目" || got.CodePrefix != "ZD" ||
		got.LiveFrom != 0 {
		t.Errorf("programme: %+v", got)
	}
	for i, f := range d.snapshot.Facts {
		if want := fmt.Sprintf("ZD-2021-%03d", i+1); f.Project.Code != want {
			t.Fatalf("code %s, want %s", f.Project.Code, want)
		}
	}
	d.expect(d.compare(plan), [6]int{0, 0, 48, 0, 0, 0})

	milestones := milestoneBook(t, data.Milestones(models.DateOf(2021, 3, 31)))
	diff = d.compare(milestones)
	total := len(diff.New)
	if total < 380 || len(diff.Changes) != total {
		t.Fatalf("milestones: %v", counts(diff))
	}
	d.commit(diff)
	d.expect(d.compare(milestones), [6]int{0, 0, total, 0, 0, 0})

	for m := 2; m <= 6; m++ {
		progress := progressBook(t, data.Progress(models.MonthOf(2021, m)))
		diff = d.compare(progress)
		if diff.Kind != models.BatchProgress || diff.Period != fmt.Sprintf("2021-%02d", m) {
			t.Fatalf("progress: %s %s", diff.Kind, diff.Period)
		}
		d.commit(diff)
		repeated := d.compare(progress)
		if len(repeated.Changes) != 0 || len(repeated.New)+len(repeated.Changed) != 0 {
			t.Fatalf("%d月 again: %v", m, counts(repeated))
		}
	}
	if !slices.ContainsFunc(d.snapshot.Facts, func(f models.Facts) bool {
		return len(f.Reports) == 5 && f.Reports[4].Status == models.ReportApproved &&
			*f.Reports[4].ApprovedYTD == *f.Reports[4].ReportedYTD
	}) {
		t.Error("no project has five approved reports")
	}
}

func small() workbook.PlanTable {
	line := func(name, unit string, total, plan models.Money) workbook.PlanLine {
		return workbook.PlanLine{
			Project: models.Project{Name: name, Stage: models.StageCarried, TotalInvestment: total * models.WanYuan.Fen(),
				AnnualPlan: plan * models.WanYuan.Fen()},
			Owner: name + "建设单位", ResponsibleUnit: unit, Sponsor: "分管工业副区长",
		}
	}
	return workbook.PlanTable{
		Title: "2021年区重点项目投资计划表", Year: 2021,
		Sections: []workbook.PlanSection{
			{Title: "一、产业项目", Lines: []workbook.PlanLine{line("高端装备制造园一期", "科苑街道办事处", 50_000, 12_000),
				line("高端装备制造园二期", "科苑街道办事处", 60_000, 8_000)}},
			{Title: "二、民生项目", Lines: []workbook.PlanLine{line("便民市场", "马尚街道办事处", 3_000, 2_000), line("便民市场", "和平街道办事处", 4_000,
				2_500)}},
		},
	}
}

func TestComparePlanChanges(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))

	table := small()
	table.Sections[0].Lines[0].Project.AnnualPlan = 13_500 * models.WanYuan.Fen()
	table.Sections[0].Lines[0].CityMajor = true
	table.Sections[1].Lines = append(table.Sections[1].Lines[:1], workbook.PlanLine{
		Project: models.Project{Name: "上海路小学", TotalInvestment: 9_000_000_000}, ResponsibleUnit: "区教育和体育局",
	})
	book := planBook(t, table)
	diff := d.compare(book)
	// new: the school, its unit; changed: one plan; the city's list with its target and one membership
	d.expect(diff, [6]int{1, 1, 2, 1, 0, 1 + 1 + 1 + 1 + 2 + 1})
	if diff.Missing[0].ProjectID != "2021-ZD-2021-004" || diff.New[0].ProjectID != "2021-ZD-2021-005" {
		t.Errorf("missing %v, new %v", diff.Missing, diff.New)
	}
	for _, c := range diff.Changes {
		if c.Entity == compare.EntityProject && c.Action == compare.ActionChanged {
			want := []compare.FieldChange{{Field: "年度计划投资", Old: "12000.00 万元", New: "13500.00 万元"}}
			if d := cmp.Diff(want, c.Fields); d != "" {
				t.Error(d)
			}
			before, after := c.Before.(models.Project), c.After.(models.Project)
			after.AnnualPlan = before.AnnualPlan
			if d := cmp.Diff(before, after); d != "" {
				t.Errorf("more than the plan changed: %s", d)
			}
		}
	}
	d.commit(diff)
	d.expect(d.compare(book), [6]int{0, 0, 4, 1, 0, 0})
}

// A comparison must leave the caller's rows alone: the same snapshot serves the commit.
func TestCompareIsPure(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	table := milestoneTable(models.DateOf(2021, 6, 30))
	d.commit(d.compare(milestoneBook(t, table)))
	before := fmt.Sprintf("%+v", d.snapshot)
	d.compare(milestoneBook(t, milestoneTable(models.DateOf(2021, 9, 30))))
	if after := fmt.Sprintf("%+v", d.snapshot); after != before {
		t.Errorf("snapshot changed:\n%s\n%s", before, after)
	}
}

func milestoneTable(due models.Date) workbook.MilestoneTable {
	return workbook.MilestoneTable{
		Title: "2021年区重点项目节点计划表", Year: 2021,
		Projects: []workbook.MilestoneProject{{
			Name: "高端装备制造园一期", ResponsibleUnit: "科苑街道办事处",
			Milestones: []workbook.MilestoneLine{
				{Name: "施工许可", Due: workbook.PlannedDate{Date: models.DateOf(2021, 3, 31), Precision: models.PrecisionMonth},
					DoneOn: models.DateOf(2021, 3, 20)},
				{Name: "主体封顶", Due: workbook.PlannedDate{Date: due}, Controlling: true},
			},
		}},
	}
}

func TestCompareMovesDueDate(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	d.commit(d.compare(milestoneBook(t, milestoneTable(models.DateOf(2021, 6, 30)))))
	facts := d.named("高端装备制造园一期")
	if m := facts.Milestones[0]; m.Status != models.MilestoneDone || m.DoneOn != models.DateOf(2021, 3, 20) ||
		m.Precision != models.PrecisionMonth {
		t.Errorf("first milestone: %+v", m)
	}
	facts.Milestones[1].ArmedAt = 7

	diff := d.compare(milestoneBook(t, milestoneTable(models.DateOf(2021, 9, 30))))
	d.expect(diff, [6]int{0, 1, 1, 0, 0, 2})
	m := diff.Changes[0].After.(models.Milestone)
	if m.Baseline != models.DateOf(2021, 6, 30) || m.Due != models.DateOf(2021, 9, 30) || m.DueVersion != 2 ||
		m.ArmedAt != 0 {
		t.Errorf("moved: %+v", m)
	}
	want := models.DueChange{MilestoneID: m.ID, DueVersion: 2, Due: m.Due, Reason: "导入：节点.xlsx"}
	if d := cmp.Diff(want, diff.Changes[1].After); d != "" {
		t.Error(d)
	}

	facts.Submissions = []models.Submission{{ID: "s", MilestoneID: m.ID, Status: models.SubmissionWaiting}}
	d.expect(d.compare(milestoneBook(t, milestoneTable(models.DateOf(2021, 9, 30)))), [6]int{0, 0, 1, 0, 1, 0})
}

func progressTable(month int, lines ...workbook.ProgressLine) workbook.ProgressTable {
	return workbook.ProgressTable{
		Title: fmt.Sprintf("2021年%d月区重点项目进展情况表", month), Month: models.MonthOf(2021, month),
		Sections: []workbook.ProgressSection{{Title: "一、产业项目", Lines: lines}},
	}
}

func progressLine(name string, ytd models.Money) workbook.ProgressLine {
	amount := ytd * models.WanYuan.Fen()
	return workbook.ProgressLine{Name: name, TotalInvestment: 50_000 * models.WanYuan.Fen(),
		AnnualPlan: 12_000 * models.WanYuan.Fen(), YearToDate: &amount, Physical: "主体施工"}
}

func codes(diff *compare.Diff, severity importer.Severity) []string {
	var found []string
	for _, f := range diff.Findings {
		if f.Severity == severity {
			found = append(found, f.Code)
		}
	}
	return found
}

func TestCompareReports(t *testing.T) {
	d := newDatabase(t)
	d.commit(d.compare(planBook(t, small())))
	d.commit(d.compare(progressBook(t, progressTable(5, progressLine("高端装备制造园一期", 5_000)))))
	facts := d.named("高端装备制造园一期")

	t.Run("fell", func(t *testing.T) {
		diff := d.compare(progressBook(t, progressTable(6, progressLine("高端装备制造园一期", 4_000))))
		if got := codes(diff, importer.SeverityError); !slices.Equal(got, []string{"cumulative_fell"}) {
			t.Errorf("errors %v", got)
		}
	})
	t.Run("not the month before plus this month", func(t *testing.T) {
		line := progressLine("高端装备制造园一期", 6_000)
		for month, want := range map[models.Money][]string{1_000 * 1_000_000: nil, 900 * 1_000_000: {"month_mismatch"}} {
			line.Month = &month
			if got := codes(d.compare(progressBook(t, progressTable(6, line))), importer.SeverityWarning); !slices.Equal(got,
				want) {
				t.Errorf("month %s: warnings %v, want %v", month.In(models.WanYuan), got, want)
			}
		}
	})
	t.Run("over a later month", func(t *testing.T) {
		diff := d.compare(progressBook(t, progressTable(4, progressLine("高端装备制造园一期", 6_000))))
		if got := codes(diff, importer.SeverityError); !slices.Equal(got, []string{"cumulative_over_later"}) {
			t.Errorf("errors %v", got)
		}
	})
	t.Run("unknown project", func(t *testing.T) {
		diff := d.compare(progressBook(t, progressTable(6, progressLine("高端装备制造产业园一期", 5_500))))
		if got := codes(diff, importer.SeverityError); !slices.Equal(got, []string{"candidate"}) {
			t.Fatalf("errors %v", got)
		}
		message := diff.Findings[len(diff.Findings)-1].Message.Text
		if !strings.Contains(message, "ZD-2021-001") || strings.Contains(message, "ZD-2021-002") {
			t.Errorf("the first phase is alike and the second is not: %s", message)
		}
	})
	t.Run("two of one name", func(t *testing.T) {
		line := progressLine("便民市场", 100)
		line.AnnualPlan = 2_500 * models.WanYuan.Fen()
		d.expect(d.compare(progressBook(t, progressTable(6, line))), [6]int{0, 0, 0, 0, 1, 0})
		line.ResponsibleUnit = "和平街道办事处"
		diff := d.compare(progressBook(t, progressTable(6, line)))
		if len(diff.New) != 1 || diff.New[0].ProjectID != "2021-ZD-2021-004" {
			t.Errorf("new %v, %v", diff.New, diff.Findings)
		}
	})
	t.Run("waiting", func(t *testing.T) {
		facts.Reports[0].Status = models.ReportWaiting
		d.expect(d.compare(progressBook(t, progressTable(5, progressLine("高端装备制造园一期", 5_100)))), [6]int{0, 0, 0, 0, 1, 0})
		facts.Reports[0].Status = models.ReportApproved
	})
	t.Run("corrected", func(t *testing.T) {
		diff := d.compare(progressBook(t, progressTable(5, progressLine("高端装备制造园一期", 5_100))))
		d.expect(diff, [6]int{0, 1, 0, 0, 0, 1})
		after := diff.Changes[0].After.(models.Report)
		if *after.ApprovedYTD != 5_100_000_000 || *after.ReportedYTD != 5_100_000_000 || after.ApprovedAt != 0 {
			t.Errorf("corrected: %+v", after)
		}
		facts.Reports[0].SubmittedAt = 9 // handed in by the owner: what they said stays
		after = d.compare(progressBook(t, progressTable(5, progressLine("高端装备制造园一期", 5_100)))).
			Changes[0].After.(models.Report)
		if *after.ApprovedYTD != 5_100_000_000 || *after.ReportedYTD != 5_000_000_000 {
			t.Errorf("corrected after a submission: %+v", after)
		}
	})
}

package sample_test

import (
	"bytes"
	"reflect"
	"testing"

	"duban/importer"
	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"
)

func TestProgrammeOfAnySizeHasThatManyDifferentProjects(t *testing.T) {
	for _, n := range []int{1, 47, 48, 49, 200} {
		d := sample.ProgrammeOf(2021, n, 0)
		names := map[string]bool{}
		for _, p := range d.Projects {
			names[p.Project.NameKey] = true
		}
		if len(d.Projects) != n || len(names) != n {
			t.Errorf("%d projects asked for: %d made, %d names", n, len(d.Projects), len(names))
		}
		lines, sections := 0, map[string]bool{}
		for _, s := range d.Plan().Sections {
			lines += len(s.Lines)
			if sections[s.Title] {
				t.Errorf("%d projects: section %s is there twice", n, s.Title)
			}
			sections[s.Title] = true
		}
		if lines != n {
			t.Errorf("%d projects: the plan has %d lines", n, lines)
		}
	}
	if !reflect.DeepEqual(sample.ProgrammeOf(2021, sample.Size, 0), sample.Programme(2021)) {
		t.Error("48 projects of seed 0 are not the sample programme")
	}
}

func TestASeedGivesTheSameProjectsOtherAmounts(t *testing.T) {
	first, again := sample.ProgrammeOf(2026, 200, 7), sample.ProgrammeOf(2026, 200, 7)
	if !reflect.DeepEqual(first, again) {
		t.Error("one seed gave two programmes")
	}
	other, different := sample.ProgrammeOf(2026, 200, 8), 0
	for i, p := range first.Projects {
		if q := other.Projects[i]; q.Project.Name != p.Project.Name {
			t.Fatalf("project %d is %s, and %s with another seed", i, p.Project.Name, q.Project.Name)
		} else if q.Project.AnnualPlan != p.Project.AnnualPlan {
			different++
		}
	}
	if different < 190 {
		t.Errorf("the plans of %d of 200 projects differ", different)
	}
}

// Each of the three workbooks is read without a finding, and exactly the revised projects differ in it.
func TestRevisedProjectsDifferInEveryWorkbook(t *testing.T) {
	const n, revised = 300, 120
	d := sample.ProgrammeOf(2026, n, 0)
	before, after := readAll(t, d), readAll(t, d.Revised(revised))
	silent := 0
	for i := range n {
		if p := d.Projects[i]; !p.Reports(month) {
			silent++
		}
	}
	for kind, rows := range before {
		different := 0
		for name, row := range rows {
			if !reflect.DeepEqual(row, after[kind][name]) {
				different++
			}
		}
		if len(rows) != n {
			t.Errorf("%s: %d projects", kind, len(rows))
		}
		if kind == "progress" { // who reports nothing has nothing to revise
			if different > revised || different < revised-silent {
				t.Errorf("%s: %d of %d rows differ, %d report nothing", kind, different, revised, silent)
			}
		} else if different != revised {
			t.Errorf("%s: %d of %d rows differ", kind, different, revised)
		}
	}
}

var month = models.MonthOf(2026, 6)

// readAll reads the workbooks of a programme: what each says of each project.
func readAll(t *testing.T, d sample.Data) map[string]map[string][]any {
	t.Helper()
	all := map[string]map[string][]any{}
	for kind, write := range map[string]func(*bytes.Buffer) error{
		"plan":       func(b *bytes.Buffer) error { return workbook.WritePlan(b, d.Plan()) },
		"progress":   func(b *bytes.Buffer) error { return workbook.WriteProgress(b, d.Progress(month)) },
		"milestones": func(b *bytes.Buffer) error { return workbook.WriteMilestones(b, d.Milestones(month.Last())) },
	} {
		var content bytes.Buffer
		if err := write(&content); err != nil {
			t.Fatal(err)
		}
		book, err := importer.Inspect(kind+".xlsx", content.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range book.Findings() {
			if f.Severity != importer.SeverityNotice {
				t.Errorf("%s: %s %s %s", kind, f.Cell, f.Code, f.Message)
			}
		}
		rows := map[string][]any{}
		for _, s := range book.Sheets {
			for _, p := range s.Projects {
				rows[p.Name] = append(rows[p.Name], p)
			}
			for _, r := range s.Reports {
				rows[r.Project] = append(rows[r.Project], r)
			}
			for _, m := range s.Milestones {
				rows[m.Project] = append(rows[m.Project], m)
			}
		}
		all[kind] = rows
	}
	return all
}

package importer_test

import (
	"io"
	"reflect"
	"testing"

	"duban/importer/workbook"
	"duban/internal/sample"
	"duban/models"
)

// Each of the three workbooks is read without a finding, and exactly the revised projects differ in it.
func TestRevisedProjectsDifferInEveryWorkbook(t *testing.T) {
	const n, revised = 300, 120
	d, month := sample.ProgrammeOf(2026, n, 0), models.MonthOf(2026, 6)
	before, after := byProject(t, d, month), byProject(t, d.Revised(revised), month)
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

// byProject reads the workbooks of a programme: what each says of each project.
func byProject(t *testing.T, d sample.Data, month models.Month) map[string]map[string][]any {
	t.Helper()
	all := map[string]map[string][]any{}
	for kind, write := range map[string]func(io.Writer) error{
		"plan":       func(w io.Writer) error { return workbook.WritePlan(w, d.Plan()) },
		"progress":   func(w io.Writer) error { return workbook.WriteProgress(w, d.Progress(month)) },
		"milestones": func(w io.Writer) error { return workbook.WriteMilestones(w, d.Milestones(month.Last())) },
	} {
		rows := map[string][]any{}
		for _, s := range inspected(t, kind+".xlsx", write).Sheets {
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

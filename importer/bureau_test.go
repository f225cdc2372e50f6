package importer_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/internal/testkit/booktest"
	"duban/models"
)

// bureauLayout is a sheet as a bureau sent it, with the outline of each of its tables.
type bureauLayout struct {
	name  string
	sheet booktest.Sheet
	want  []string
}

// Kinds of sheets that bureaus send: each is read exactly, or asked about.
func TestSheetsAsBureausSendThem(t *testing.T) {
	for _, layout := range slices.Concat(bureauUnits, bureauMonths, bureauRows, bureauTables, bureauYears) {
		t.Run(layout.name, func(t *testing.T) {
			var got []string
			for _, s := range inspect(t, layout.sheet).Sheets {
				got = append(got, outline(s)...)
				got = append(got, classesOf(s)...)
			}
			if d := cmp.Diff(layout.want, got); d != "" {
				t.Errorf("- want + got\n%s", d)
			}
		})
	}
}

// classesOf lists what outline leaves out: categories, amounts to the end of last year, and questions.
func classesOf(s importer.Sheet) []string {
	var out []string
	for _, p := range s.Projects {
		if p.Category == models.Preparatory {
			out = append(out, "preparatory "+p.Name)
		}
		if p.ToEndOfLastYear != nil {
			out = append(out, fmt.Sprintf("before %s %s", p.Name, p.ToEndOfLastYear.Wan()))
		}
	}
	for _, q := range s.Questions {
		out = append(out, "asks "+q.Kind+" "+q.Column+q.ID)
	}
	return out
}

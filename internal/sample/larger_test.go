package sample_test

import (
	"testing"

	"duban/internal/sample"
)

func TestProgrammeOfAnySizeHasThatManyDifferentProjects(t *testing.T) {
	for _, n := range []int{1, 47, 48, 49, 200} {
		d := sample.ProgrammeOf(2021, n)
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
}

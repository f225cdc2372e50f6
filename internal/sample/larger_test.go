package sample_test

import (
	"reflect"
	"testing"

	"duban/internal/sample"
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

package sample

import (
	"fmt"
	"slices"

	"duban/models"
)

// Size is how many projects the sample programme has.
const Size = 48

// ProgrammeOf is the sample programme with another number of projects, for trying larger lists: the first n of the
// 48, or the 48 repeated with numbered names until there are n. Only at n = 48 do the totals agree with the report.
func ProgrammeOf(year, n int) Data {
	d := Programme(year)
	base := d.Projects
	d.Projects = nil
	for first := 0; first < n; first += len(base) {
		for _, p := range base[:min(len(base), n-first)] {
			if copied := first / len(base); copied > 0 {
				p.Project.Name = fmt.Sprintf("%s（第%d批）", p.Project.Name, copied+1)
				p.Project.NameKey = models.NameKey(p.Project.Name)
			}
			d.Projects = append(d.Projects, p)
		}
	}
	// Each section is in the sheet once, with all its projects.
	order := map[string]int{}
	for _, p := range base {
		if _, seen := order[p.Section]; !seen {
			order[p.Section] = len(order)
		}
	}
	slices.SortStableFunc(d.Projects, func(a, b Project) int { return order[a.Section] - order[b.Section] })
	return d
}

package main

import "slices"

// costs are the bytes that one command of each kind adds.
type costs map[string]bytesOf

// yearly is how often something is done for one project in a year; one in ten submissions is returned and sent again.
var yearly = []struct {
	kind  string
	times float64
	why   string
}{
	{"start", 1, "the plan and the milestones imported, with what is late at once"},
	{"report", 13, "twelve months"},
	{"milestone", 9, "eight, each with a scanned paper"},
	{"review", 22, "of both"},
	{"closing", 12, "its line in a closed month; the program closes months that are complete"},
	{"comment", 12, "one a month"},
	{"move", 1, "one approved extension"},
	{"log-in", 36, "three a month"},
	{"page", 600, "fifty a month"},
	{"export", 6, "every second month, its share of the office's workbooks"},
	{"import", 0.2, "two rows of a workbook of ten"},
}

// The evidence of a year: a scanned paper for each milestone.
const (
	papers     = 9
	paperBytes = 800 << 10
)

// Hours of what grows although the program is idle. The engine's part is of workflows whose ended runs the program
// deletes after a week; each run takes less than a day.
const (
	hoursOfYear = 365 * 24
	hoursOfRuns = 8 * 24
)

// ofYear is what stays of a year's idle hours. A few minutes in which pages became free do not make a year smaller.
func ofYear(idle bytesOf) bytesOf {
	return bytesOf{record: max(idle.record, 0) * hoursOfYear, engine: max(idle.engine, 0) * hoursOfRuns,
		log: max(idle.log, 0) * hoursOfYear}
}

// yearOf estimates what a year adds with a number of projects. idle is what an idle hour adds.
func yearOf(c costs, idle bytesOf, projects int) bytesOf {
	one := bytesOf{}
	for _, y := range yearly {
		one = one.plus(c[y.kind].times(y.times))
	}
	one.evidence = papers * paperBytes
	return one.times(float64(projects)).plus(ofYear(idle))
}

// expected is what the counted work should have added by the costs of its kinds.
func expected(c costs, done tally) (sum bytesOf) {
	for kind, n := range done {
		sum = sum.plus(c[kind].times(float64(n)))
	}
	return sum
}

// grown lists the tables that grew the most.
func grown(before, after map[string]float64, n int) (names []string) {
	for name := range after {
		if after[name] > before[name] {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return int(after[b] - before[b] - after[a] + before[a])
	})
	return names[:min(n, len(names))]
}

package models

import (
	"iter"
	"slices"
)

// ProgrammeFigures is a list of projects to the end of one month: what every page, API answer, export and command
// prints of a programme. It is computed by ProgrammeFiguresOf, or read from the month's closing.
type ProgrammeFigures struct {
	Month   Month       `json:"month"`
	At      Instant     `json:"at"`                    // what is known then: milestones, rungs, lights
	Closing int         `json:"closing"`               // version of the closing it is read from; 0: not closed
	Rebuilt bool        `json:"rebuilt"`               // the closing was reconstructed from later data
	Target  Money       `json:"target_fen"`            // as decided; 0: none is on record
	Rank    RankRule    `json:"rank"`                  // by which groups are ranked
	Ranks   *RankGroups `json:"rank_groups,omitempty"` // among whom units are ranked; nil: all together
	// kinds of organisations by their names, as the office set them
	Kinds     map[string]UnitKind `json:"-"`
	Lines     []ProjectFigures    `json:"lines"` // in the order of the list, dropped projects last
	Totals    `json:"totals"`
	Indicator string `json:"indicator"`
}

// Totals are the sums and counts over the projects of a list, or of a group of them. Projects that left the list are in
// Scheduled, Approved, InMonth and Capped up to their last month, and in nothing else.
type Totals struct {
	Projects        int   `json:"projects"`
	CityMajor       int   `json:"city_major"`
	Dropped         int   `json:"dropped"`
	WithFigure      int   `json:"with_figure"`          // projects with an approved figure up to the month
	Carried         int   `json:"carried"`              // of those: with one of an earlier month
	CarriedAmount   Money `json:"carried_fen"`          // part of Approved that is of earlier months
	TotalInvestment Money `json:"total_investment_fen"` //
	Plan            Money `json:"annual_plan_fen"`
	Scheduled       Money `json:"scheduled_fen"`
	Approved        Money `json:"approved_fen"`
	Capped          Money `json:"approved_capped_fen"` // no project with more than its annual plan
	InMonth         Money `json:"in_month_fen"`
	// handed in for the month and not approved, of the month alone; in no other sum
	Reported       Money          `json:"reported_in_fen"`
	ReportedCount  int            `json:"reported_count"`      // of so many projects
	ReportedTo     Money          `json:"reported_fen"`        // to the end of the month as handed in, approved or not
	Estimate       Money          `json:"estimate_fen"`        // expected of the month alone (预计数)
	Estimated      int            `json:"estimated"`           // of so many projects
	Behind         Money          `json:"gap_fen"`             // schedule less approved over the projects that are behind
	BehindCount    int            `json:"behind"`              //
	Comparable     Money          `json:"comparable_fen"`      // schedule of the projects with a figure
	ComparablePlan Money          `json:"comparable_plan_fen"` // annual plan of the same
	Round          RoundCount     `json:"round"`
	Start          Rate           `json:"start_rate"`
	Finish         Rate           `json:"completing_rate"`
	Statistics     Rate           `json:"statistics_rate"`
	NotSaid        int            `json:"statistics_not_said"` // started projects of which neither yes nor no is known
	Lights         map[Colour]int `json:"lights"`
	Rungs          map[Rung]int   `json:"rungs"`      // late items, each at its highest open rung
	WorstRung      Rung           `json:"worst_rung"` // highest open one of any project
}

// Known reports whether any project has an approved figure.
func (t Totals) Known() bool { return t.WithFigure > 0 }

// Complete reports whether every project has an approved figure of the month itself and none is without data.
func (t Totals) Complete() bool {
	return t.Projects > 0 && t.WithFigure-t.Carried == t.Projects && t.Lights[NoData] == 0
}

// Lead is what is approved less what was scheduled (较序时); negative when behind.
func (t Totals) Lead() Money { return t.Approved - t.Scheduled }

// TotalsOf sums up lines.
func TotalsOf(lines []ProjectFigures) Totals {
	t := noTotals()
	for i := range lines {
		t.add(&lines[i])
	}
	return t
}

func noTotals() Totals {
	return Totals{
		Lights: map[Colour]int{Green: 0, YellowHue: 0, RedHue: 0, NoData: 0},
		Rungs:  map[Rung]int{Urging: 0, Yellow: 0, Red: 0, Top: 0},
	}
}

// add counts a project. A line is more than a kilobyte, so it is not copied.
func (t *Totals) add(l *ProjectFigures) {
	t.amounts(l)
	if l.Dropped {
		t.Dropped++
		return
	}
	t.counts(l)
}

// amounts adds what also counts of a project that left the list.
func (t *Totals) amounts(l *ProjectFigures) {
	t.Scheduled += l.Scheduled
	switch {
	case l.Reported != nil:
		t.ReportedTo += *l.Reported
	case l.Approved != nil:
		t.ReportedTo += *l.Approved
	}
	if l.Approved == nil {
		return
	}
	t.Approved += *l.Approved
	t.Capped += min(*l.Approved, l.Plan)
	t.Comparable += l.Scheduled
	t.ComparablePlan += l.Plan
	if l.InMonth != nil {
		t.InMonth += *l.InMonth
	}
}

func (t *Totals) counts(l *ProjectFigures) {
	t.Projects++
	if l.CityMajor {
		t.CityMajor++
	}
	t.TotalInvestment += l.TotalInvestment
	t.Plan += l.Plan
	if l.Approved != nil {
		t.WithFigure++
	}
	if l.CarriedFrom != 0 {
		t.Carried++
		t.CarriedAmount += *l.Approved
	}
	if l.ReportedIn != nil {
		t.Reported += *l.ReportedIn
		t.ReportedCount++
	}
	if l.Estimate != nil {
		t.Estimate += *l.Estimate
		t.Estimated++
	}
	if l.Behind > 0 {
		t.Behind += l.Behind
		t.BehindCount++
	}
	t.Round.Add(l.Round)
	t.Start.Add(l.Started)
	t.Finish.Add(l.Finished)
	t.Statistics.Add(l.Entered)
	if l.Started.Done && l.InStatistics == NotSaid {
		t.NotSaid++
	}
	t.Lights[l.Light]++
	for _, e := range l.Escalations {
		t.Rungs[e.Rung]++
	}
	if l.Rung.Height() > t.WorstRung.Height() {
		t.WorstRung = l.Rung
	}
}

// Listed leaves out the projects that left the list.
func (p ProgrammeFigures) Listed() []ProjectFigures {
	listed := make([]ProjectFigures, 0, len(p.Lines))
	for l := range p.EachListed() {
		listed = append(listed, *l)
	}
	return listed
}

// EachListed is Listed without a copy.
func (p ProgrammeFigures) EachListed() iter.Seq[*ProjectFigures] {
	return func(yield func(*ProjectFigures) bool) {
		for i := range p.Lines {
			if !p.Lines[i].Dropped && !yield(&p.Lines[i]) {
				return
			}
		}
	}
}

// Line returns the figures of a project, and whether it is among them.
func (p ProgrammeFigures) Line(projectID string) (ProjectFigures, bool) {
	i := slices.IndexFunc(p.Lines, func(l ProjectFigures) bool { return l.ProjectID == projectID })
	if i < 0 {
		return ProjectFigures{}, false
	}
	return p.Lines[i], true
}

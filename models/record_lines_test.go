package models_test

import (
	"cmp"
	"slices"

	"duban/internal/ladderoracle"
	"duban/models"
)

// line is one line of the record, in what both the oracle and the rules can know.
type line struct {
	Item       string
	Subject    string
	DueVersion int
	Step       string
	At         string
	Cause      string
	PassedOver bool
}

func sorted(lines []line) []line {
	slices.SortFunc(lines, func(a, b line) int {
		return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.DueVersion, b.DueVersion),
			cmp.Compare(a.At, b.At), cmp.Compare(a.Step, b.Step))
	})
	return lines
}

// lines are what the rules put on record.
func lines(records []models.Escalation) []line {
	out := []line{}
	for _, e := range records {
		out = append(out, line{string(e.Item), e.Subject, e.DueVersion, e.Step, e.At.Minute(), string(e.Cause), e.PassedOver})
	}
	return sorted(out)
}

// expect is what the oracle computes from the same plan and the same acts.
func (p *scriptRun) expect() []line {
	plan := ladderoracle.Plan{Year: 2021, Known: p.script.followed.Time(), Last: p.last.String(),
		Revised:  p.script.revised,
		Projects: []ladderoracle.Project{p.oracle}}
	for d, worked := range p.script.broken {
		if worked {
			plan.Worked = append(plan.Worked, d.String())
		} else {
			plan.Off = append(plan.Off, d.String())
		}
	}
	out := []line{}
	for _, e := range ladderoracle.Expect(plan, p.events) {
		subject := cmp.Or(e.Subject, e.Milestone, e.Month)
		out = append(out, line{e.Item, subject, e.DueVersion, e.Step, models.InstantOf(e.At).Minute(), e.Cause, e.PassedOver})
	}
	return sorted(out)
}

// note keeps what was accepted for the oracle.
func (p *scriptRun) note(now models.Instant, e ladderoracle.Event) {
	e.At, e.Project = now.Time(), p.oracle.Code
	p.events = append(p.events, e)
}

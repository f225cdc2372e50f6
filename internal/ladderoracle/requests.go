package ladderoracle

import (
	"cmp"
	"slices"
	"time"
)

// Granted is a request that was granted, or a pause's end that the office entered: what it asked for holds from then
// on. One that waits or was refused changes nothing.
type Granted struct {
	Project string
	At      time.Time
	Kind    string // extension, pause, exemption, plan, close, resume
	// milestone: extension; From: its new date, the first day of a pause, or the first day of work after it
	Milestone, From, To string
	Moves               bool  // the pause moves due dates by its working days
	PlanFen             int64 // plan
}

// CarryOut returns the events that granted requests and pauses come to: moved dates, pauses and their ends, other
// annual plans, closed projects. events are what else happened.
func CarryOut(plan Plan, events []Event, granted []Granted) (out []Event) {
	granted = slices.Clone(granted)
	slices.SortStableFunc(granted, func(a, b Granted) int { return a.At.Compare(b.At) })
	w, of := weekOf(plan), byProject(events)
	for _, p := range plan.Projects {
		l := &dates{week: w, revised: plan.Revised, plan: plan, project: p, events: of[p.Code], due: map[string]day{},
			version: map[string]int{}}
		for _, m := range p.Milestones {
			if m.Due != "" {
				l.due[m.Name], l.version[m.Name] = dayOf(m.Due), 1
			}
		}
		for _, g := range granted {
			if g.Project == p.Code {
				l.carryOut(g)
			}
		}
		out = append(out, l.out...)
	}
	slices.SortStableFunc(out, func(a, b Event) int { return cmp.Compare(momentOf(a.At), momentOf(b.At)) })
	return out
}

// dates are the due dates of a project as they move.
type dates struct {
	week
	revised bool
	plan    Plan
	project Project
	events  []Event
	due     map[string]day
	version map[string]int
	moving  *Granted // pause without an end yet, which moves dates when it ends
	out     []Event
}

func (l *dates) carryOut(g Granted) {
	event := Event{Project: g.Project, At: g.At, RecordedAt: g.At}
	add := func(kind, due string) {
		e := event
		e.Kind, e.Due = kind, due
		l.out = append(l.out, e)
	}
	switch g.Kind {
	case "extension":
		l.move(g, g.Milestone, dayOf(g.From))
	case "pause", "exemption":
		add("paused", g.From)
		if g.To == "" {
			l.moving = &g
			return
		}
		add("resumed", (dayOf(g.To) + 1).String())
		if g.Moves {
			l.shift(g, dayOf(g.From), dayOf(g.To))
		}
	case "resume":
		add("resumed", g.From)
		if l.moving != nil && l.moving.Moves {
			l.shift(g, dayOf(l.moving.From), dayOf(g.From)-1)
		}
		l.moving = nil
	case "plan":
		event.Kind, event.PlanFen = "plan", g.PlanFen
		l.out = append(l.out, event)
	case "close":
		add("closed", "")
	}
}

// move gives a milestone another date.
func (l *dates) move(g Granted, name string, due day) {
	l.due[name] = due
	l.version[name]++
	l.out = append(l.out, Event{Project: g.Project, At: g.At, RecordedAt: g.At, Kind: "extended", Item: "milestone",
		Milestone: name, Due: due.String(), DueVersion: l.version[name]})
}

// shift moves what was not due when work stopped by the working days on which it stood still.
func (l *dates) shift(g Granted, from, to day) {
	n := 0
	for d := from; d <= to; d++ {
		if l.works(d) {
			n++
		}
	}
	for _, m := range l.project.Milestones {
		due, dated := l.due[m.Name]
		if l.revised {
			due = l.onOrAfter(due)
		}
		if n > 0 && dated && due >= from && l.open(m, momentOf(g.At)) {
			l.move(g, m.Name, l.after(due, n))
		}
	}
}

// open reports whether a milestone is known and not accepted at a moment.
func (l *dates) open(m Milestone, at moment) bool {
	if m.Done || !m.Known.IsZero() && momentOf(m.Known) > at {
		return false
	}
	return !slices.ContainsFunc(l.events, func(e Event) bool {
		return (e.Kind == "accepted" || e.Kind == "dropped") && e.Item == "milestone" && e.Milestone == m.Name &&
			momentOf(e.At) <= at
	})
}

package ladderoracle

import "slices"

// Planned is a step of a template, or a milestone that a project has.
type Planned struct {
	Name      string
	Days      int
	After     []string
	Reference bool   // shown beside the others and never followed
	Has       string // day of a milestone that the project has: it stays
}

// Schedule lays the steps of a template out in calendar days, from a day on or up to one; the other is "". It returns
// the day of each step.
func Schedule(steps []Planned, from, by string) map[string]string {
	days := map[string]day{}
	find := func(name string) Planned {
		return steps[slices.IndexFunc(steps, func(s Planned) bool { return s.Name == name })]
	}
	var place func(s Planned) day
	place = func(s Planned) day {
		if d, known := days[s.Name]; known {
			return d
		}
		d := day(0)
		switch {
		case s.Has != "":
			d = dayOf(s.Has)
		case by == "" || s.Reference: // after everything before it
			if by == "" {
				d = dayOf(from) + day(s.Days)
			}
			for _, name := range s.After {
				d = max(d, place(find(name))+day(s.Days))
			}
		default: // before everything after it
			d = dayOf(by)
			for _, next := range steps {
				if !next.Reference && slices.Contains(next.After, s.Name) {
					d = min(d, place(next)-day(next.Days))
				}
			}
		}
		days[s.Name] = d
		return d
	}
	out := map[string]string{}
	for _, s := range steps {
		out[s.Name] = place(s).String()
	}
	return out
}

// Linked is a milestone as it stands on a day, with what it follows.
type Linked struct {
	Name, Baseline, Due string
	Days                int      // it takes; 0: not planned
	After               []string // names
	Done                string   // day on which it was done, as accepted or as handed in
	Accepted            bool
	Dropped             bool
}

// ExpectedDays computes when each open milestone is to be expected on a day: what is late moves what follows. Those
// that are accepted or dropped are not among them.
func ExpectedDays(milestones []Linked, today string) map[string]string {
	of := map[string]Linked{}
	for _, m := range milestones {
		of[m.Name] = m
	}
	// finished is when a milestone is done at the earliest, and whether that is known.
	var finished func(name string) (day, bool)
	allowed := func(m Linked) (d day, known bool) {
		for _, name := range m.After {
			before, is := of[name]
			if !is {
				continue
			}
			on, is := finished(name)
			if !is {
				continue
			}
			if m.open() {
				on += gap(before, m)
			}
			if !known || on > d {
				d, known = on, true
			}
		}
		return d, known
	}
	finished = func(name string) (day, bool) {
		m := of[name]
		switch {
		case m.Done != "" && !m.Dropped:
			return dayOf(m.Done), true
		case !m.open():
			return allowed(m)
		}
		d := max(dayOf(m.Due), dayOf(today))
		if other, known := allowed(m); known {
			d = max(d, other)
		}
		return d, true
	}
	out := map[string]string{}
	for _, m := range milestones {
		if m.open() {
			d, _ := finished(m.Name)
			out[m.Name] = d.String()
		}
	}
	return out
}

func (m Linked) open() bool { return !m.Accepted && !m.Dropped && m.Due != "" }

// gap is the time that a milestone needs after one before it: the planned days, but never more than the plan left
// between the two; without planned days, what the plan left.
func gap(before, m Linked) day {
	if before.Baseline == "" || m.Baseline == "" {
		if before.Dropped || before.Due == "" {
			return 0
		}
		return day(m.Days)
	}
	between := max(0, dayOf(m.Baseline)-dayOf(before.Baseline))
	if m.Days == 0 {
		return between
	}
	return min(day(m.Days), between)
}

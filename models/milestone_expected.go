package models

import "cmp"

// Expectation is when a milestone is to be expected as things stand.
type Expectation struct {
	// day it is expected to be done; done: the day it was; 0: it has no due date, or it was dropped
	On   Date
	Late int // calendar days after its due date; 0: in time, or done
	// row key of the milestone before it that moves it beyond its due date; "": none does
	Because string
}

// Expected returns when each milestone is to be expected, by row key: no earlier than its due date, not before today,
// and not before what it follows allows. After each milestone before it, a milestone needs its planned days; where none
// are planned, the days between the two in the baseline. A completion that waits for review counts with its day. The
// ladder goes by due dates and never by these.
func Expected(milestones []Milestone, submissions []Submission, today Date) map[string]Expectation {
	at := make(map[string]int, len(milestones))
	for i, m := range milestones {
		at[m.ID] = i
	}
	before := make([][]int, len(milestones))
	for i, m := range milestones {
		for _, id := range m.Follows() {
			if j, known := at[id]; known {
				before[i] = append(before[i], j)
			}
		}
	}
	order, ring := sortSteps(before)
	if ring != nil { // no command makes one; a table that an office changed by hand is shown without pushes
		before = make([][]int, len(milestones))
		order, _ = sortSteps(before)
	}
	handedIn := map[string]Date{}
	for _, s := range submissions {
		if s.Status == SubmissionWaiting && s.MilestoneID != "" {
			handedIn[s.MilestoneID] = s.DoneOn
		}
	}
	out := make(map[string]Expectation, len(milestones))
	reached := make([]Date, len(milestones))  // when each is done at the earliest; 0: nothing is known
	passes := make([]string, len(milestones)) // of one that passes on: row key of what holds up
	for _, i := range order {
		m := milestones[i]
		open := m.Status == MilestoneOpen && m.Due != 0 // others pass on what holds up those before them
		var earliest Date
		because := ""
		for _, j := range before[i] {
			on := reached[j]
			if on == 0 {
				continue
			}
			if open {
				on += Date(m.daysAfter(milestones[j]))
			}
			if on > earliest {
				earliest, because = on, cmp.Or(passes[j], milestones[j].ID)
			}
		}
		reached[i] = earliest
		switch {
		case m.Status == MilestoneDone:
			reached[i] = m.DoneOn
			out[m.ID] = Expectation{On: m.DoneOn}
			continue
		case !open:
			passes[i], out[m.ID] = because, Expectation{}
			continue
		case handedIn[m.ID] != 0:
			reached[i] = handedIn[m.ID]
			out[m.ID] = Expectation{On: handedIn[m.ID], Late: max(0, int(handedIn[m.ID]-m.Due))}
			continue
		}
		on := max(m.Due, today, earliest)
		reached[i] = on
		e := Expectation{On: on, Late: int(on - m.Due)}
		if earliest > m.Due && earliest >= today {
			e.Because = because
		}
		out[m.ID] = e
	}
	return out
}

// daysAfter returns how many days a milestone needs after one before it: its planned days, and no more than the
// baseline leaves between the two.
func (m Milestone) daysAfter(before Milestone) int {
	if before.Baseline == 0 || m.Baseline == 0 {
		if before.Status == MilestoneDropped || before.Due == 0 {
			return 0
		}
		return m.Days
	}
	between := max(0, int(m.Baseline-before.Baseline))
	if m.Days > 0 {
		return min(m.Days, between)
	}
	return between
}

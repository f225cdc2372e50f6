package models

import (
	"cmp"
	"slices"
)

// mostTurns bounds the moments at which a project is looked at when rules are tried; a year has some hundred.
const mostTurns = 5000

// TriedLight is the light of a month.
type TriedLight struct {
	Month Month
	Light Light
}

// Replay applies rules to the recorded history of a project, from the day it was followed to a moment, as if they had
// been in force all along. What people did, the plan and the pauses are as recorded; what a person entered or settled
// by hand stands. moves is the date history of its milestones. The rules of a set in force give what is on record.
func (r Rules) Replay(f Facts, moves []DueChange, until Instant) []Escalation {
	r.Since = 0
	history := pastOf(f, moves)
	var records []Escalation
	next, now := 0, f.Project.FollowedSince
	due := Instant(0) // the next moment that the rules wait for
	for range mostTurns {
		for next < len(history.moments) && history.moments[next] <= now {
			next++
		}
		if now > until {
			break
		}
		then := history.at(now)
		then.Escalations = slices.Concat(then.Escalations, records)
		then.Project.NextAt = due
		turn := r.Advance(then, now)
		records = append(records, turn.Records...)
		for _, c := range turn.Closings {
			for i := range records {
				if records[i].ID == c.EscalationID {
					records[i].ClosedAt, records[i].CloseReason = now, c.Reason
				}
			}
		}
		due = turn.Next.At
		if next == len(history.moments) && due == 0 {
			break
		}
		was := now
		now = due
		if next < len(history.moments) && (now == 0 || history.moments[next] < now) {
			now = history.moments[next]
		}
		if now <= was {
			break
		}
	}
	return records
}

// LightsOf returns the lights of the months from one to another by the figures on record.
func (r Rules) LightsOf(f Facts, moves []DueChange, from, to Month, now Instant) (lights []TriedLight) {
	for m := max(from, MonthOf(f.Project.Year, 1)); m <= min(to, MonthOf(f.Project.Year, monthsOfYear)); m++ {
		end := MonthEnd(m, now)
		then, day := AsOf(f, m, end, moves), end.Date()
		if due := r.dueOf(m); due != 0 {
			day = max(day, min(now.Date(), due+1))
		}
		lights = append(lights, TriedLight{m, r.Light(then, m, day)})
	}
	return lights
}

// RungChange is a rung that rules give and the record does not have, or the other way round, or at another moment.
type RungChange struct {
	Was  *Escalation // as recorded; nil: it is not
	Will *Escalation // by the rules; nil: it would not be
}

// At is the moment of a change: that of the rules, or of the record where the rules give none.
func (c RungChange) At() Instant {
	if c.Will != nil {
		return c.Will.At
	}
	return c.Was.At
}

// CompareRungs lists what differs between the rungs on record and those that rules give, from one day to another, by
// time. Reminders and what a person entered are left out.
func CompareRungs(record, tried []Escalation, from, to Date) (changes []RungChange) {
	rungs := func(all []Escalation) map[string]*Escalation {
		out := map[string]*Escalation{}
		for i := range all {
			if e := &all[i]; e.Kind == KindRung && !kept(*e) {
				out[e.ID] = e
			}
		}
		return out
	}
	was, will := rungs(record), rungs(tried)
	within := func(e *Escalation) bool { return e != nil && e.At.Date() >= from && e.At.Date() <= to }
	add := func(c RungChange) {
		if within(c.Was) || within(c.Will) {
			changes = append(changes, c)
		}
	}
	for id, e := range was {
		other := will[id]
		if other == nil || other.At != e.At || other.PassedOver != e.PassedOver || other.Rung != e.Rung {
			add(RungChange{e, other})
		}
	}
	for id, e := range will {
		if was[id] == nil {
			add(RungChange{nil, e})
		}
	}
	slices.SortFunc(changes, func(a, b RungChange) int {
		return cmp.Or(cmp.Compare(a.At(), b.At()), cmp.Compare(a.id(), b.id()))
	})
	return changes
}

func (c RungChange) id() string {
	if c.Will != nil {
		return c.Will.ID
	}
	return c.Was.ID
}

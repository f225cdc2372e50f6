package ladderoracle

import (
	"fmt"
	"slices"
	"time"
)

// RoundPlan is one round with the days that the office set.
type RoundPlan struct {
	Year, Month                         int
	Opens, Estimate, City, Lead, Review int // days of the month, of the next month, and working days
	Begun                               time.Time
}

// RoundAct is what happened in a round.
type RoundAct struct {
	// estimate, verified: confirmed as it goes up; closed, reopened; handed in, passed, decided: a report; given: an
	// estimate, or an amount of the month
	Kind    string
	At      time.Time
	Project string // owner's, of a report or an estimate
	Subject string // of a report: the submission
}

// RoundLines computes what must be on record of a round up to a moment: a line for each step, and one for each owner
// who is asked for an estimate. events are what happened to the projects, owners are theirs.
func RoundLines(plan Plan, events []Event, r RoundPlan, acts []RoundAct, owners map[string]string,
	until time.Time) (lines []string) {
	w, paused, of := weekOf(plan), pausesOf(events), byProject(events)
	ended := func(project string, at moment) bool {
		return slices.ContainsFunc(of[project], func(e Event) bool { return e.Kind == "closed" && momentOf(e.At) <= at })
	}
	works := func(project string, at moment) bool {
		l := paused[project]
		return (l == nil || !l.paused(at.day())) && !ended(project, at)
	}
	on := func(n int) day {
		return day(time.Date(r.Year, time.Month(r.Month), n, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	}
	next := day(time.Date(r.Year, time.Month(r.Month+1), r.City, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	estimate := w.onOrBefore(on(r.Estimate))
	opens := min(on(r.Opens), estimate)
	verified := w.before(w.onOrBefore(next), r.Lead)
	reports := w.onOrBefore(dueOf(r.Year, r.Month))
	before := func(kind string, at moment) bool {
		return slices.ContainsFunc(acts, func(a RoundAct) bool { return a.Kind == kind && momentOf(a.At) < at })
	}
	closed := func(at moment) bool {
		is := false
		for _, a := range acts {
			if momentOf(a.At) < at && (a.Kind == "closed" || a.Kind == "reopened") {
				is = a.Kind == "closed"
			}
		}
		return is
	}
	step := func(kind, subject string, at moment, silent bool) {
		if at > momentOf(until) {
			return
		}
		lines = append(lines, fmt.Sprintf("%s %s at %s, silent %v", kind, subject, at.time().Format("2006-01-02 15:04"),
			silent))
		if silent || kind != "opens" && kind != "estimate_ask" {
			return
		}
		asked := map[string]bool{}
		for project, owner := range owners {
			given := slices.ContainsFunc(acts, func(a RoundAct) bool {
				return a.Kind == "given" && a.Project == project && momentOf(a.At) <= at
			})
			if works(project, at) && !given && !asked[owner] {
				asked[owner] = true
				lines = append(lines, fmt.Sprintf("%s asks %s", kind, owner))
			}
		}
	}
	morning := func(d day) moment { return w.onOrAfter(d + 1).nine() }
	missed := func(at moment) bool { return at < momentOf(r.Begun) }
	step("opens", "", opens.nine(), before("estimate", opens.nine()) || missed(opens.nine()))
	if at := estimate.midnight() + 14*hour; !before("estimate", at) {
		step("estimate_ask", "", at, missed(at))
	}
	if at := morning(estimate); !before("estimate", at) {
		step("estimate_late", "", at, missed(at))
	}
	if at := verified.nine(); !before("verified", at) {
		step("verified_ask", "", at, missed(at))
	}
	if at := morning(verified); !before("verified", at) {
		step("verified_late", "", at, missed(at))
	}
	if at := morning(w.after(verified, 5)); !before("verified", at) {
		step("unconfirmed", "", at, true)
	}
	if at := w.after(reports, 5).nine(); !closed(at) {
		step("ask_close", "", at, missed(at))
	}
	for _, a := range acts {
		switch a.Kind {
		case "handed in":
			at := morning(w.after(momentOf(a.At).day(), r.Review))
			passed := func(by moment) bool {
				return slices.ContainsFunc(acts, func(p RoundAct) bool {
					return p.Subject == a.Subject && (p.Kind == "passed" || p.Kind == "decided") && momentOf(p.At) < by
				})
			}
			over := closed(at) && (before("verified", at) || at > morning(w.after(verified, 5)))
			again := moment(0) // a round that is over is looked at when something is confirmed, closed or opened
			for _, o := range acts {
				wakes := o.Kind == "estimate" || o.Kind == "verified" || o.Kind == "closed" || o.Kind == "reopened"
				if m := momentOf(o.At); wakes && m > at && (again == 0 || m < again) {
					again = m
				}
			}
			looked := at
			if over {
				looked = again
			}
			if !passed(at) && (!over || again != 0) && !ended(a.Project, looked) {
				step("pre_review_late", a.Subject, at, missed(at) || over && (again.day() > at.day() || passed(again)))
			}
		case "estimate", "verified":
			step(a.Kind+"_up", "", momentOf(a.At), false)
		case "closed", "reopened":
			step(a.Kind, "", momentOf(a.At), false)
		}
	}
	return lines
}

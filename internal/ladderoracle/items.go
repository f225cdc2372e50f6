package ladderoracle

import (
	"cmp"
	"slices"
)

// item is the count of one due date of one milestone, month or review.
type item struct {
	kind, subject, milestone, month string
	version                         int
	due                             day
	late                            day    // the last day that is not late; the due date, or what it moves to
	known, gone                     moment // gone: done, dropped, decided, or given another date
	controlling                     bool   // it may rise above a yellow card
	reminded                        map[string]bool
	mornings, highest               int
	entered                         bool // late entry was looked at
	missed                          bool // a round from before the project was known
	before                          []predecessor
}

// predecessor comes before an item in its sequence; the nearest is first.
type predecessor struct {
	subject        string
	known, dropped moment
}

// span is the time in which a milestone or month is in review.
type span struct{ from, to moment }

// history is what happened to one project.
type history struct {
	plan    Plan
	project Project
	revised bool
	known   moment
	stopped moment            // closed
	events  []Event           // what people did, in order of time
	reviews map[string][]span // by kind and name
}

func historyOf(plan Plan, p Project, events []Event) *history {
	h := &history{plan: plan, project: p, revised: plan.Revised, known: momentOf(plan.Known), events: events,
		reviews: map[string][]span{}}
	for _, e := range events {
		key := e.Item + "/" + e.Milestone + e.Month
		switch e.Kind {
		case "submitted":
			h.reviews[key] = append(h.reviews[key], span{from: momentOf(e.At)})
		case "returned", "accepted":
			if spans := h.reviews[key]; len(spans) > 0 {
				spans[len(spans)-1].to = momentOf(e.At)
			}
		case "closed":
			h.stopped = momentOf(e.At)
		}
	}
	return h
}

// items are all that will ever fall due.
func (h *history) items(year int, w week) []*item {
	all := append(h.milestoneItems(w), h.reportItems(year, w)...)
	for _, e := range h.events {
		if e.Kind != "submitted" {
			continue
		}
		at := momentOf(e.At)
		it := &item{kind: "review", subject: e.ID, milestone: e.Milestone, month: e.Month, version: 1, known: at,
			controlling: true, due: w.after(at.day(), h.plan.rulesAt(h.project, at).ReviewDays)}
		it.late = it.due
		for _, decided := range h.events {
			if decided.ID == e.ID && (decided.Kind == "returned" || decided.Kind == "accepted") {
				it.gone = momentOf(decided.At)
			}
		}
		all = append(all, it)
	}
	return all
}

func (h *history) reportItems(year int, w week) (all []*item) {
	var before []predecessor
	for number := 2; number <= 12; number++ {
		month, due := monthOf(year, number), h.roundDue(year, number, w)
		missed := due < h.known.day()
		if missed && !h.revised {
			continue
		}
		all = append(all, &item{
			kind: "report", subject: month, month: month, version: 1, due: due, late: due, known: h.known, missed: missed,
			gone: h.when("accepted", "report", month), controlling: true, before: slices.Clone(before),
		})
		before = append([]predecessor{{subject: month, known: h.known}}, before...)
	}
	return all
}

// roundDue is the day on which a month's figure is due. In the revised ladder a day off moves it to the day before.
func (h *history) roundDue(year, month int, w week) day {
	due := dueOf(year, month)
	if h.revised {
		due = w.onOrBefore(due)
	}
	return due
}

func (h *history) milestoneItems(w week) (all []*item) {
	milestones := slices.DeleteFunc(slices.Clone(h.project.Milestones), func(m Milestone) bool { return m.Due == "" })
	slices.SortStableFunc(milestones, func(a, b Milestone) int { return cmp.Compare(dayOf(a.Due), dayOf(b.Due)) })
	var before []predecessor
	for _, m := range milestones {
		known := h.known
		if !m.Known.IsZero() {
			known = momentOf(m.Known)
		}
		type dated struct {
			due   day
			known moment
		}
		dates := []dated{{dayOf(m.Due), known}}
		for _, e := range h.events {
			if e.Kind == "extended" && e.Milestone == m.Name {
				dates = append(dates, dated{dayOf(e.Due), momentOf(e.At)})
			}
		}
		dropped := h.when("dropped", "milestone", m.Name)
		for i, d := range dates {
			late := d.due
			if h.revised {
				late = w.onOrAfter(late)
			}
			it := &item{kind: "milestone", subject: m.Name, milestone: m.Name, version: i + 1, due: d.due, late: late,
				known: d.known, controlling: m.Controlling, gone: h.when("accepted", "milestone", m.Name)}
			if m.Controlling {
				it.before = slices.Clone(before)
			}
			if dropped != 0 {
				it.gone = dropped
			}
			if i+1 < len(dates) {
				it.gone = dates[i+1].known
			}
			if !m.Done {
				all = append(all, it)
			}
		}
		if m.Controlling {
			before = append([]predecessor{{m.Name, known, dropped}}, before...)
		}
	}
	return all
}

// when is the moment of the last event of a kind about a milestone or month.
func (h *history) when(kind, item, subject string) (at moment) {
	for _, e := range h.events {
		if e.Kind == kind && e.Item == item && (e.Milestone == subject || e.Month == subject) {
			at = momentOf(e.At)
		}
	}
	return at
}

// inReview reports whether the item is in review at a moment.
func (h *history) inReview(it *item, at moment) bool {
	return slices.ContainsFunc(h.reviews[it.kind+"/"+it.milestone+it.month], func(s span) bool {
		return s.from <= at && (s.to == 0 || at < s.to)
	})
}

// pauses are the days from which the project is paused and works again.
func (h *history) pauses() (all []pauseChange) {
	for _, e := range h.events {
		if e.Kind == "paused" || e.Kind == "resumed" {
			all = append(all, pauseChange{dayOf(e.Due), e.Kind == "paused"})
		}
	}
	slices.SortStableFunc(all, func(a, b pauseChange) int { return cmp.Compare(a.from, b.from) })
	return all
}

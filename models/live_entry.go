package models

import (
	"cmp"
	"slices"
	"strings"
)

// liveSuffix ends the step of a record with which an item enters when its programme goes live.
const liveSuffix = "-live"

// EntersLive reports whether a record is one with which an item entered when its programme went live.
func (e Escalation) EntersLive() bool { return strings.HasSuffix(e.Step, liveSuffix) }

// enterLive returns the records with which items that were late in trial running enter, once, when the programme goes
// live: each at the rung it had reached, as a late entry, on the first working morning from the first live day on that
// counts for it. All missed rounds together are one message, about the highest rung, the latest of several. It lowers
// next to the earliest entry ahead. Only a ladder that catches up has them; what was recorded in trial running stays.
func (r Rules) enterLive(f Facts, closings []Closing, now Instant, next *upcoming) []Escalation {
	if !r.Ladder.CatchUp || r.LiveFrom == 0 {
		return nil
	}
	var fresh []Escalation
	for _, e := range lateInTrial(f, closings) {
		at := r.liveMorning(f, e)
		switch {
		case at == 0:
		case at > now:
			next.earlier(at, Messagef("%s：%s", rungWord(e.Item, e.Rung), e.About()))
		default:
			e.Step, e.Cause, e.At, e.To = string(e.Rung)+liveSuffix, CauseLateEntry, at, r.audiencesUpTo(e)
			e.ID = EscalationID(e.ProjectID, e.Item, e.Subject, e.DueVersion, e.Step)
			e.CalendarAssumed = r.Calendar.Assumed(e.Due, at.Date())
			fresh = append(fresh, e)
		}
	}
	var sent *Escalation
	for i := range fresh {
		if e := &fresh[i]; e.Item == ItemReport {
			if sent == nil || cmp.Or(e.Rung.Height()-sent.Rung.Height(), int(e.Month-sent.Month)) > 0 {
				sent = e
			}
		}
	}
	for i := range fresh {
		fresh[i].PassedOver = fresh[i].Item == ItemReport && fresh[i].ID != sent.ID
	}
	return fresh
}

// lateInTrial returns the highest open rung of each milestone, round and month's investment that only trial running has
// on record.
func lateInTrial(f Facts, closings []Closing) (out []Escalation) {
	for _, e := range f.Escalations {
		closing := func(c Closing) bool { return c.EscalationID == e.ID }
		if !e.Open() || e.Item == ItemReview || slices.ContainsFunc(closings, closing) {
			continue
		}
		i := slices.IndexFunc(out, func(o Escalation) bool {
			return o.Item == e.Item && o.Subject == e.Subject && o.DueVersion == e.DueVersion
		})
		switch {
		case i < 0:
			out = append(out, e)
		case e.Rung.Height() > out[i].Rung.Height(), e.Rung == out[i].Rung && !e.Trial:
			out[i] = e
		}
	}
	return slices.DeleteFunc(out, func(e Escalation) bool {
		return !e.Trial || slices.ContainsFunc(f.Escalations, func(o Escalation) bool {
			return o.EntersLive() && o.Item == e.Item && o.Subject == e.Subject && o.DueVersion == e.DueVersion
		})
	})
}

// liveMorning is the first working morning from the first live day on that counts for an item; 0 while none is in
// sight, because it is in review or the project is paused.
func (r Rules) liveMorning(f Facts, e Escalation) Instant {
	stop := stoppage{pauses: f.Pauses}
	switch e.Item {
	case ItemMilestone:
		stop = milestoneStoppage(f, e.Subject)
	case ItemReport:
		stop = stoppageOf(f, func(s Submission) bool { return s.Kind == SubmitReport && s.Month == e.Month })
	case ItemInvestment, ItemReview:
	}
	for d := r.LiveFrom; d <= r.LiveFrom+horizonDays; d++ {
		if at := d.At(r.Ladder.Hour, 0); r.Calendar.Workday(d) && at >= e.At && !stop.covers(at) {
			return at
		}
	}
	return 0
}

// audiencesUpTo are the audiences of a rung and, with a ladder that informs all, after them those of the rungs below
// it.
func (r Rules) audiencesUpTo(e Escalation) []Audience {
	to := slices.Clone(e.To)
	if !r.Ladder.LateToAll {
		return to
	}
	byRung := map[Rung][]Audience{}
	switch e.Item {
	case ItemMilestone:
		for _, s := range r.Ladder.Milestone {
			byRung[s.Rung] = s.To
		}
	case ItemReport:
		for _, s := range r.Ladder.Report {
			byRung[s.Rung] = s.To
		}
	case ItemInvestment:
		for _, l := range r.Ladder.Investment {
			byRung[l.Rung] = l.To
		}
	case ItemReview:
	}
	for i := e.Rung.Height() - 1; i >= Urging.Height(); i-- {
		for _, a := range byRung[Rungs[i-1]] {
			if !slices.Contains(to, a) {
				to = append(to, a)
			}
		}
	}
	return to
}

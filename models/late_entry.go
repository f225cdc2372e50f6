package models

import "slices"

// catchUp adds the rungs that rounds missed in succession before the project was followed have earned together: the
// last one of each succession reaches the rungs of its steps' RepeatOf, as it would have by time.
func (r Rules) catchUp(f Facts, items []item, fresh []Escalation) []Escalation {
	entered := func(it item, rung Rung) bool {
		return slices.ContainsFunc(fresh, func(e Escalation) bool {
			return e.Item == it.kind && e.Subject == it.subject && e.Cause == CauseLateEntry &&
				e.Rung.Height() >= rung.Height()
		})
	}
	for i := range items {
		it := &items[i]
		if it.kind != ItemReport || !early(f, it.due) {
			continue
		}
		for _, s := range it.steps {
			if s.RepeatOf == NoRung || s.Rung.Height() <= it.height || !entered(*it, s.RepeatOf) {
				continue
			}
			running, before := 1, it.before
			for running < s.Running && before >= 0 && entered(items[before], s.RepeatOf) {
				running, before = running+1, items[before].before
			}
			if running >= s.Running {
				fresh = append(fresh, r.record(f, *it, s, it.armed, CauseLateEntry))
				it.height = s.Rung.Height()
			}
		}
	}
	return fresh
}

// armedRound returns the moment from which a round counts. One that was due before the project was followed enters on
// the first working morning after that which counts for it: a plan is imported minutes or hours before the figures that
// are on file.
func (r Rules) armedRound(f Facts, due Date, stop stoppage) Instant {
	since := f.Project.FollowedSince
	if !early(f, due) {
		return since
	}
	at := since
	for d := since.Date(); d <= since.Date()+horizonDays; d++ {
		if at = d.At(r.Ladder.Hour, 0); at > since && r.Calendar.Workday(d) && !stop.covers(at) {
			break
		}
	}
	return at
}

// enterOnce passes over every round missed before the project was followed except the one with the highest rung, the
// latest of several: together they are one message.
func enterOnce(f Facts, fresh []Escalation) {
	mine := func(e Escalation) bool {
		return e.Item == ItemReport && e.Kind == KindRung && e.Cause == CauseLateEntry && early(f, e.Due)
	}
	var sent *Escalation
	for i := range fresh {
		e := &fresh[i]
		if mine(*e) && (sent == nil || e.Rung.Height() > sent.Rung.Height() ||
			e.Rung == sent.Rung && e.Month > sent.Month) {
			sent = e
		}
	}
	for i := range fresh {
		if mine(fresh[i]) && fresh[i].ID != sent.ID {
			fresh[i].PassedOver = true
		}
	}
}

// informAll lets a late entry inform whom the rungs passed over with it would have informed, after its own audiences:
// the unit of a project that enters at the top must not learn of it from others.
func informAll(fresh []Escalation) {
	for i := range fresh {
		e := &fresh[i]
		if e.PassedOver || e.Cause != CauseLateEntry {
			continue
		}
		to := slices.Clone(e.To)
		for j := len(fresh) - 1; j >= 0; j-- {
			lower := fresh[j]
			if lower.Item != e.Item || lower.Subject != e.Subject || lower.At != e.At || !lower.PassedOver {
				continue
			}
			for _, a := range lower.To {
				if !slices.Contains(to, a) {
					to = append(to, a)
				}
			}
		}
		e.To = to
	}
}

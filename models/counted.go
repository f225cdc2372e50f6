package models

// Counted is how the ladder's working days of one thing came about.
type Counted struct {
	When     int     // working mornings that counted until the rung was reached
	Now      int     // until now, or until it was closed
	Not      int     // working mornings until then that did not count: in review, or paused
	NextRung Rung    // what comes by itself when nothing happens; "" for nothing
	NextAt   Instant // when
}

// Count explains a rung by the ladder's own count. Investment is judged by its ratio, not by days: nothing is counted.
func (r Rules) Count(f Facts, e Escalation, now Instant) Counted {
	var out Counted
	if e.Item == ItemInvestment || e.Due == 0 {
		return out
	}
	it := item{kind: e.Item, subject: e.Subject, due: e.Due, version: e.DueVersion, court: court{pauses: f.Pauses}}
	for _, known := range r.items(f) {
		if known.kind == e.Item && known.subject == e.Subject && known.version == e.DueVersion {
			it = known
		}
	}
	until := now
	if e.ClosedAt != 0 {
		until = e.ClosedAt
	}
	for d := e.Due + 1; d <= until.Date(); d++ {
		at := d.At(r.Ladder.Hour, 0)
		switch {
		case at > until || !r.Calendar.Workday(d):
		case it.court.stopped(at):
			out.Not++
		default:
			out.Now++
			if at <= e.At {
				out.When++
			}
		}
	}
	if !e.Open() {
		return out
	}
	for _, other := range f.Escalations {
		if other.Item == e.Item && other.Subject == e.Subject && other.DueVersion == e.DueVersion {
			it.height = max(it.height, other.Rung.Height())
		}
	}
	for _, up := range r.rises(it, 0, now) {
		if up.at > now && (out.NextAt == 0 || up.at < out.NextAt) {
			out.NextRung, out.NextAt = up.step.Rung, up.at
		}
	}
	return out
}

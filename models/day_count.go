package models

// DayCount explains how many working days the ladder counted for one escalation. The JSON names predate the field
// names.
type DayCount struct {
	UntilRung int     `json:"When"` // working days counted until the rung was reached
	UntilNow  int     `json:"Now"`  // working days counted until now, or until the escalation was closed
	Excluded  int     `json:"Not"`  // working days not counted because the item was in review or the project paused
	NextRung  Rung    // the rung reached next if nothing happens; "" for none
	NextAt    Instant // when NextRung is reached
}

// Count returns how many working days the ladder counted for an escalation up to now. Investment is judged by its ratio
// to the schedule, not by days: its count is zero.
func (r Rules) Count(f Facts, e Escalation, now Instant) DayCount {
	var out DayCount
	if e.Item == ItemInvestment || e.Due == 0 {
		return out
	}
	it := item{kind: e.Item, subject: e.Subject, due: e.Due, from: e.Due, version: e.DueVersion,
		stoppage: stoppage{pauses: f.Pauses}}
	for _, known := range r.items(f) {
		if known.kind == e.Item && known.subject == e.Subject && known.version == e.DueVersion {
			it = known
		}
	}
	until := now
	if e.ClosedAt != 0 {
		until = e.ClosedAt
	}
	if e.Item == ItemMilestone {
		it.from = r.FallsDue(e.Due)
	}
	for d := it.from + 1; d <= until.Date(); d++ {
		at := d.At(r.Ladder.Hour, 0)
		switch {
		case at > until || !r.Calendar.Workday(d):
		case it.stoppage.covers(at):
			out.Excluded++
		default:
			out.UntilNow++
			if at <= e.At {
				out.UntilRung++
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
	for _, up := range r.dueRungs(it, 0, now) {
		if up.at > now && (out.NextAt == 0 || up.at < out.NextAt) {
			out.NextRung, out.NextAt = up.step.Rung, up.at
		}
	}
	return out
}

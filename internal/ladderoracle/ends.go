package ladderoracle

// endings are the moments at which rungs on record end, by their IDs: a milestone is accepted or gets another date, a
// month is accepted, the next judgement of the money takes the place of the last, and the project is closed. Rungs
// that do not end are not among them.
func endings(plan Plan, events []Event) map[string]moment {
	found := map[string]moment{}
	money := judged(plan, events)
	for _, e := range events {
		if e.Kind != "rung" {
			continue
		}
		end := moment(0)
		earlier := func(at moment) {
			if at >= momentOf(e.At) && (end == 0 || at < end) {
				end = at
			}
		}
		for _, other := range events {
			at := momentOf(other.At)
			switch {
			case other.Project != e.Project:
			case other.Kind == "closed":
				earlier(at)
			case e.Item == "milestone" && other.Item == "milestone" && other.Milestone == e.Milestone &&
				(other.Kind == "accepted" || other.Kind == "extended" && other.DueVersion > e.DueVersion):
				earlier(at)
			case e.Item == "report" && other.Item == "report" && other.Month == e.Month && other.Kind == "accepted":
				earlier(at)
			case e.Item == "review" && other.ID == e.Subject && (other.Kind == "accepted" || other.Kind == "returned"):
				earlier(at)
			}
		}
		if e.Item == "investment" {
			for month, at := range money[e.Project] {
				if month > e.Month {
					earlier(at)
				}
			}
		}
		if end != 0 {
			found[e.ID] = end
		}
	}
	return found
}

// judged are the mornings on which the money of months was judged, by project and month.
func judged(plan Plan, events []Event) map[string]map[string]moment {
	all := map[string]map[string]moment{}
	for _, l := range run(plan, events) {
		all[l.project.Code] = l.judgedAt
	}
	return all
}

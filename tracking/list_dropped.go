package tracking

import (
	"duban/models"
	"duban/store"
)

// addDropped gathers the projects that have left the list while their months until then go on counting. They stand in
// the sums of figures and of the schedule, in no list and no count.
func (g *programmeData) addDropped(tx *store.Tx) error {
	var err error
	if g.dropped, err = tx.DroppedFactsOf(g.programme.ID); err != nil || len(g.dropped) == 0 {
		return err
	}
	places, err := tx.MembershipsOf(g.programme.ID)
	g.until = make(map[string]models.Month, len(g.dropped))
	for _, m := range places {
		if !m.Active() {
			g.until[m.ProjectID] = m.DroppedOn.Month() - 1 // the last complete month on the list
		}
	}
	for i := range g.dropped {
		f := &g.dropped[i]
		f.Reports = reportsUntil(f.Reports, g.until[f.Project.ID])
	}
	return err
}

func reportsUntil(reports []models.Report, last models.Month) (kept []models.Report) {
	for _, r := range reports {
		if r.Month <= last {
			kept = append(kept, r)
		}
	}
	return kept
}

// addDropped counts the figures of a project that has left the list in, to the last month that counts.
func (out *Status) addDropped(f models.Facts, rules models.Rules, until models.Month) {
	out.Scheduled += models.Scheduled(f.Project, f.MonthPlans, rules.Curve, min(until, out.ScheduledMonth))
	if latest := models.LatestApproved(f.Reports); latest != nil {
		out.Approved += *latest.ApprovedYTD
	}
	out.Reported += latestReported(f.Reports)
	out.Dropped++
}

// rules are those of the list itself for a project that is on it no more.
func (g programmeData) rules(f models.Facts) models.Rules {
	f.Programmes = []models.Programme{g.programme}
	return models.RulesFor(f, g.calendar)
}

package models_test

import (
	"cmp"
	"slices"

	"duban/models"
)

// check fails when a project came into a state that cannot be.
func (m *projectMachine) check(before, f models.Facts) {
	m.checkRecord(before, f)
	m.checkSubmissions(f)
	m.checkRequests(before, f)
	for _, milestone := range before.Milestones {
		i := slices.IndexFunc(f.Milestones, func(o models.Milestone) bool { return o.ID == milestone.ID })
		if i < 0 {
			m.t.Fatalf("%s: %s is lost", m.now, milestone.Name)
		}
		after := f.Milestones[i]
		moved := after.Due != milestone.Due
		if after.Baseline != milestone.Baseline || moved && after.DueVersion != milestone.DueVersion+1 ||
			!moved && after.DueVersion != milestone.DueVersion {
			m.t.Fatalf("%s: %+v became %+v", m.now, milestone, after)
		}
	}
	pauses := slices.Clone(f.Pauses)
	slices.SortFunc(pauses, func(a, b models.Pause) int { return cmp.Compare(a.From, b.From) })
	for i, p := range pauses {
		if p.To != 0 && p.To < p.From || i > 0 && (pauses[i-1].To == 0 || pauses[i-1].To >= p.From) {
			m.t.Fatalf("%s: pauses %+v", m.now, pauses)
		}
	}
}

// checkRecord checks reminders and rungs: what is on record stays, once, and no rung is without those below it.
func (m *projectMachine) checkRecord(before, f models.Facts) {
	is := map[string]models.Escalation{}
	has := map[string]bool{} // by item, subject, due version and rung
	key := func(e models.Escalation, rung models.Rung) string {
		return models.Key(string(e.Item), e.Subject, models.Date(e.DueVersion).String(), string(rung))
	}
	for _, e := range f.Escalations {
		if _, twice := is[e.ID]; twice {
			m.t.Fatalf("%s: %s of %s twice", m.now, e.Step, e.SubjectName)
		}
		is[e.ID], has[key(e, e.Rung)] = e, true
		if f.Project.Status == models.ProjectClosed && e.Kind == models.KindRung && e.ClosedAt == 0 {
			m.t.Fatalf("%s: the project is closed, %s of %s is open", m.now, e.Step, e.Subject)
		}
		if e.At > m.now {
			m.t.Fatalf("%s: %s is of %s", m.now, e.Step, e.At)
		}
	}
	for _, e := range before.Escalations {
		after, found := is[e.ID]
		after.ClosedAt, after.CloseReason = e.ClosedAt, e.CloseReason
		after.To, e.To = nil, nil
		if !found || after.At != e.At || after.Rung != e.Rung || after.Cause != e.Cause || after.PassedOver != e.PassedOver {
			m.t.Fatalf("%s: %+v became %+v", m.now, e, after)
		}
	}
	for _, e := range f.Escalations {
		ladder := m.rules().Ladder
		steps := map[models.Item][]models.Step{models.ItemMilestone: ladder.Milestone, models.ItemReport: ladder.Report}
		for _, s := range steps[e.Item] {
			if s.Days > 0 && s.Rung.Height() > 0 && s.Rung.Height() < e.Rung.Height() && !has[key(e, s.Rung)] {
				m.t.Fatalf("%s: %s of %s v%d, without %s", m.now, e.Rung, e.Subject, e.DueVersion, s.Rung)
			}
		}
	}
}

// checkSubmissions checks that milestones and months are as what was handed in and decided makes them.
func (m *projectMachine) checkSubmissions(f models.Facts) {
	type item struct{ waiting, accepted, all int }
	of := map[string]*item{}
	get := func(key string) *item {
		if of[key] == nil {
			of[key] = &item{}
		}
		return of[key]
	}
	for _, s := range f.Submissions {
		one := get(s.MilestoneID)
		if s.Kind == models.SubmitReport {
			one = get(s.Month.String())
		}
		if one.all++; s.Sequence != one.all {
			m.t.Fatalf("%s: submission %d of %s has number %d", m.now, one.all, s.MilestoneID+s.Month.String(), s.Sequence)
		}
		switch s.Status {
		case models.SubmissionWaiting:
			one.waiting++
		case models.SubmissionAccepted:
			one.accepted++
		case models.SubmissionReturned:
		}
		if (s.Status == models.SubmissionWaiting) != (s.DecidedAt == 0) {
			m.t.Fatalf("%s: %+v", m.now, s)
		}
		for _, r := range m.reviews {
			if r.SubmissionID == s.ID && r.ByID == s.ByID {
				m.t.Fatalf("%s: %s decided on their own submission", m.now, s.ByID)
			}
		}
	}
	for key, one := range of {
		if one.waiting > 1 || one.accepted > 1 || one.waiting+one.accepted > 1 {
			m.t.Fatalf("%s: %s has %+v", m.now, key, *one)
		}
	}
	for _, milestone := range f.Milestones {
		done := milestone.Status == models.MilestoneDone
		if done != (get(milestone.ID).accepted == 1) || done != (milestone.DoneOn != 0) {
			m.t.Fatalf("%s: %+v", m.now, milestone)
		}
	}
	total := models.Money(0)
	for _, r := range slices.SortedFunc(slices.Values(f.Reports), func(a, b models.Report) int {
		return cmp.Compare(a.Month, b.Month)
	}) {
		approved := r.Status == models.ReportApproved
		if approved != (get(r.Month.String()).accepted == 1) || approved != (r.ApprovedYTD != nil) ||
			approved != (r.ApprovedAt != 0) || (r.Status == models.ReportWaiting) != (get(r.Month.String()).waiting == 1) {
			m.t.Fatalf("%s: %+v", m.now, r)
		}
		if approved && *r.ApprovedYTD < total {
			m.t.Fatalf("%s: year to date falls to %d", m.now, *r.ApprovedYTD)
		}
		if approved {
			total = *r.ApprovedYTD
		}
	}
}

// checkRequests checks that one request of a kind waits at a time, and that what is decided stays decided.
func (m *projectMachine) checkRequests(before, f models.Facts) {
	waiting := map[string]bool{}
	for i, q := range f.Requests {
		if i < len(before.Requests) && before.Requests[i].Status != models.RequestWaiting &&
			before.Requests[i].Status != q.Status {
			m.t.Fatalf("%s: %s became %s", m.now, before.Requests[i].Status, q.Status)
		}
		if q.Status != models.RequestWaiting {
			if q.DecidedAt == 0 || q.DecidedByID == q.AskedByID {
				m.t.Fatalf("%s: %+v", m.now, q)
			}
			continue
		}
		key := models.Key(string(q.Kind), q.MilestoneID, q.SubmissionID)
		if waiting[key] || q.DecidedAt != 0 {
			m.t.Fatalf("%s: %+v", m.now, q)
		}
		waiting[key] = true
	}
}

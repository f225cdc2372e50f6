package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// Escalations lists the records about a programme's projects that the person may see, the worst and earliest due first:
// rungs, reminders and notes on them, or open rungs only, each with the order it belongs to.
func (s *Service) Escalations(ctx context.Context, actor models.Actor, programme string,
	openOnly bool) ([]EscalationView, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return nil, err
	}
	views := []EscalationView{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		b, err := s.ladderOf(tx, actor, programme)
		if err != nil {
			return err
		}
		orders, err := tx.AllOrders()
		if err != nil {
			return err
		}
		of := ordersOfRows(actor, orders, b.Calendar, s.now().Date())
		for _, one := range b.rows {
			if !openOnly || one.row.Open() {
				one.view.Order = of[one.row.ID]
				views = append(views, one.view)
			}
			for _, n := range one.notes {
				if !openOnly {
					view := one.view.noted(n)
					view.Order = of[n.ID]
					views = append(views, view)
				}
			}
		}
		return nil
	})
	slices.SortStableFunc(views, func(a, b EscalationView) int {
		return cmp.Or(b.Rung.Height()-a.Rung.Height(), cmp.Compare(a.Due, b.Due), cmp.Compare(a.At, b.At))
	})
	return views, err
}

// ladder holds the records about the projects on a programme's list.
type ladder struct {
	figures.Programme
	informed informed
	rows     []rung
}

// rung is one record with its project's facts and the notes on it.
type rung struct {
	facts models.Facts
	row   models.Escalation
	view  EscalationView
	notes []models.EscalationNote
}

// ladderOf loads the records of a programme that a person may see. A record is stored under one list, but belongs to
// each list its project is on.
func (s *Service) ladderOf(tx *store.Tx, actor models.Actor, programme string) (ladder, error) {
	g, err := s.programme(tx, programme)
	if err != nil {
		return ladder{}, err
	}
	return s.ladderIn(tx, g, actor, s.now())
}

func (s *Service) ladderIn(tx *store.Tx, g figures.Programme, actor models.Actor, now models.Instant) (ladder, error) {
	out := ladder{Programme: g}
	var err error
	if out.informed, err = s.parties(tx, models.Project{}); err != nil {
		return out, err
	}
	notes, err := tx.NotesOfYear(g.Year)
	if err != nil {
		return out, err
	}
	of := map[string][]models.EscalationNote{}
	for _, n := range notes {
		of[n.EscalationID] = append(of[n.EscalationID], n)
	}
	for _, f := range g.Facts() {
		if models.CanSee(actor, f.Project) != nil {
			continue
		}
		for _, e := range f.Escalations {
			out.rows = append(out.rows, rung{f, e, escalationView(g, f, e, now), of[e.ID]})
		}
	}
	return out, nil
}

// escalationView is a record as it is shown, with who is to answer and how long it has been due.
func escalationView(g figures.Programme, f models.Facts, e models.Escalation, now models.Instant) EscalationView {
	p := f.Project
	v := EscalationView{
		ID: e.ID, At: e.At, RecordedAt: e.RecordedAt, Programme: g.Name, Project: p.Code, Year: p.Year, Name: p.Name,
		Item: e.Item, Subject: e.Subject, Month: e.Month, Due: e.Due, DueVersion: e.DueVersion, Kind: e.Kind,
		Rung: e.Rung, Cause: e.Cause, PassedOver: e.PassedOver, Trial: e.Trial, Assumed: e.CalendarAssumed,
		Open: e.Open(), Closed: e.CloseReason, To: e.To, Unit: g.Names.Organisations[p.ResponsibleUnitID],
	}
	v.Addressee = cmp.Or(v.Unit, g.Names.Organisations[p.OwnerID], theOffice.Title)
	if e.Item == models.ItemReview {
		v.Addressee = theOffice.Title
	}
	if q, asked := f.ExtensionAsked(e.Subject); asked && e.Item == models.ItemMilestone && v.Open {
		v.Asked, v.Request = q.Waits(), q.ID
	}
	rules := models.RulesFor(f, g.Calendar)
	if v.FallsDue = e.Due; e.Item == models.ItemMilestone {
		v.FallsDue = rules.FallsDue(e.Due)
	}
	if e.Kind == models.KindRung {
		late := rules.EscalationLateness(f, e, now)
		v.DaysLate, v.DaysSince, v.Assumed = late.Counted, late.Since, v.Assumed || late.Assumed
	}
	if e.Item == models.ItemMilestone || e.Item == models.ItemReview {
		v.Milestone = e.SubjectName
	}
	return v
}

// noted returns a note on an escalation as an entry of its own.
func (v EscalationView) noted(n models.EscalationNote) EscalationView {
	v.ID, v.Of, v.At, v.RecordedAt, v.Kind, v.Open, v.Closed = n.ID, v.ID, n.At, n.At, models.EscalationKind(n.Kind),
		false, ""
	v.By, v.Text = n.Party, n.Text
	return v
}

package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// Escalations lists what is on record for a programme, the worst first: rungs and reminders, or open rungs only.
func (s *Service) Escalations(ctx context.Context, actor models.Actor, programme string, openOnly bool) ([]EscalationView, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return nil, err
	}
	views := []EscalationView{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := programmeOf(tx, programme)
		if err != nil {
			return err
		}
		projects := map[string]models.Project{}
		all, err := tx.ProjectsOfYear(p.Year)
		if err != nil {
			return err
		}
		for _, project := range all {
			projects[project.ID] = project
		}
		listed := map[string]bool{} // records are filed under one list; a project's belong to each it is on
		memberships, err := tx.MembershipsOf(p.ID)
		if err != nil {
			return err
		}
		for _, m := range memberships {
			listed[m.ProjectID] = m.Active()
		}
		rows, err := tx.Escalations(store.EscalationFilter{OpenOnly: openOnly})
		if err != nil {
			return err
		}
		for _, e := range rows {
			if !listed[e.ProjectID] {
				continue
			}
			views = append(views, escalationView(p.Name, projects[e.ProjectID], e))
		}
		return nil
	})
	return views, err
}

func escalationView(programme string, p models.Project, e models.Escalation) EscalationView {
	v := EscalationView{
		ID: e.ID, At: e.At, RecordedAt: e.RecordedAt, Programme: programme, Project: p.Code, Name: p.Name, Item: e.Item,
		Month: e.Month, Due: e.Due, DueVersion: e.DueVersion, Kind: e.Kind, Rung: e.Rung, Cause: e.Cause, PassedOver: e.PassedOver,
		Trial: e.Trial, Assumed: e.CalendarAssumed, Open: e.Open(), Closed: e.CloseReason, To: e.To,
	}
	if e.Item == models.ItemMilestone || e.Item == models.ItemReview {
		v.Milestone = e.SubjectName
	}
	return v
}

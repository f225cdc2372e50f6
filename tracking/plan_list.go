package tracking

import (
	"context"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// PlanList lists the plans of a programme's projects and how they were changed.
type PlanList struct {
	Programme  string         `json:"programme"`
	Year       int            `json:"year"`
	AsOf       models.Instant `json:"as_of"`
	Target     models.Money   `json:"annual_target_fen"` // the congress's commitment
	Targets    models.Targets `json:"targets"`           // with the adjusted plan and the documents
	AnnualPlan models.Money   `json:"annual_plan_fen"`   // the sum of the projects' plans, which is a different figure
	Paused     int            `json:"paused"`
	Projects   []PlanLine     `json:"projects"`
}

// PlanLine is one project's plan.
type PlanLine struct {
	Code       string         `json:"code"`
	Year       int            `json:"year"`
	Name       string         `json:"name"`
	Unit       string         `json:"responsible_unit"`
	AnnualPlan models.Money   `json:"annual_plan_fen"`
	Imported   *models.Money  `json:"imported_fen"` // the amount of the last import; null when it was not changed since
	ChangedBy  string         `json:"changed_by,omitempty"`
	ChangedAt  models.Instant `json:"changed_at,omitempty"`
	Milestones int            `json:"milestones"`
	Moved      int            `json:"moved"` // milestones whose date is no longer the first one
	NoDate     int            `json:"no_date"`
	PausedFrom models.Date    `json:"paused_from"` // none: not paused
	Pause      string         `json:"pause,omitempty"`
	Closed     bool           `json:"closed"`
}

// Plans lists the plans of a programme.
func (s *Service) Plans(ctx context.Context, actor models.Actor, programme string) (PlanList, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return PlanList{}, err
	}
	out := PlanList{AsOf: s.now(), Projects: []PlanLine{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.programme(tx, programme)
		if err != nil {
			return err
		}
		changes, err := tx.PlanChanges(g.ID)
		if err != nil {
			return err
		}
		out.Programme, out.Year, out.Target, out.Targets = g.Name, g.Year, g.Target, g.Targets
		for _, f := range g.Facts() {
			line := planLine(g, f, out.AsOf.Date())
			if change, ok := changes[f.Project.ID]; ok {
				line.Imported, line.ChangedBy, line.ChangedAt = change.From, change.By, change.At
			}
			out.AnnualPlan += line.AnnualPlan
			if line.PausedFrom != 0 {
				out.Paused++
			}
			out.Projects = append(out.Projects, line)
		}
		return nil
	})
	return out, err
}

func planLine(g figures.Programme, f models.Facts, today models.Date) PlanLine {
	p := f.Project
	line := PlanLine{
		Code: p.Code, Year: p.Year, Name: p.Name, Unit: g.Names.Organisations[p.ResponsibleUnitID], AnnualPlan: p.AnnualPlan,
		Closed: p.Status == models.ProjectClosed,
	}
	for _, m := range f.Milestones {
		if m.Status == models.MilestoneDropped {
			continue
		}
		line.Milestones++
		if m.DueVersion > 1 {
			line.Moved++
		}
	}
	line.NoDate = models.WithoutDate(f.Milestones)
	for _, pause := range f.Pauses {
		if pause.Covers(today) || pause.To == 0 {
			line.PausedFrom, line.Pause = pause.From, pause.Reason
		}
	}
	return line
}

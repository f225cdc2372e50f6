package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// TargetPage is what a programme is held to, with every decision on it and the sum of the plans beside it.
type TargetPage struct {
	ID         string                  `json:"id"`
	Programme  string                  `json:"programme"`
	Year       int                     `json:"year"`
	Targets    models.Targets          `json:"targets"`         // those in force
	AnnualPlan models.Money            `json:"annual_plan_fen"` // sum of the projects' plans: another figure
	Projects   int                     `json:"projects"`
	Decisions  []models.TargetDecision `json:"decisions"` // all of them, the target's first, oldest first
}

// Target shows what a programme is held to.
func (s *Service) Target(ctx context.Context, actor models.Actor, programme string) (TargetPage, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return TargetPage{}, err
	}
	var out TargetPage
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		out, err = s.targetPage(tx, programme)
		return err
	})
	return out, err
}

func (s *Service) targetPage(tx *store.Tx, programme string) (TargetPage, error) {
	g, err := s.programme(tx, programme)
	if err != nil {
		return TargetPage{}, err
	}
	p := g.Programme
	out := TargetPage{ID: p.ID, Programme: p.Name, Year: p.Year}
	if out.Decisions, err = tx.TargetDecisions(p.ID); err != nil {
		return out, err
	}
	out.Targets = models.TargetsOf(out.Decisions, models.IndicatorInvestment)
	out.Projects = len(g.Listed)
	for _, f := range g.Listed {
		out.AnnualPlan += f.Project.AnnualPlan
	}
	return out, err
}

// DecideTarget enters a decision on what a programme is held to: the target as the congress decided it, or the adjusted
// plan. What was decided before stays on record. The same key again gives the same answer.
func (s *Service) DecideTarget(ctx context.Context, actor models.Actor, key, programme string,
	entry models.TargetEntry) (TargetPage, error) {
	if err := models.CanPlan(actor); err != nil {
		return TargetPage{}, err
	}
	if err := models.CanSeeAll(actor); err != nil { // the answer shows the programme
		return TargetPage{}, err
	}
	var out TargetPage
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		head, err := headOf(actor, key, p.ID, "DecideTarget", entry)
		if err != nil {
			return err
		}
		if found, err := earlierAnswer(tx, head, nil); err != nil || found {
			return err
		}
		page, err := s.targetPage(tx, programme)
		if err != nil {
			return err
		}
		decision, err := models.DecideTarget(p, page.Decisions, page.AnnualPlan, entry, actor, s.now())
		if err != nil {
			return err
		}
		if err := tx.InsertTargetDecision(decision); err != nil {
			return err
		}
		return s.remember(tx, actor, head, "target."+string(decision.Kind), p.ID, decision)
	})
	if err != nil {
		return TargetPage{}, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		out, err = s.targetPage(tx, programme)
		return err
	})
	return out, err
}

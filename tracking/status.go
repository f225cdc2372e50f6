package tracking

import (
	"context"
	"maps"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// Status sums a programme up against its target: to the end of the last complete or closed round, with the round in
// progress beside it.
func (s *Service) Status(ctx context.Context, actor models.Actor, programme string) (Status, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return Status{}, err
	}
	var out Status
	var id string
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, programme)
		if err != nil {
			return err
		}
		out, id = statusOf(g), g.ID
		out.shownTo(actor)
		return nil
	})
	if err != nil {
		return Status{}, err
	}
	out.Running = s.running(ctx, id)
	return out, nil
}

// standingOf loads a programme, by name, ID or year, and how it stands now.
func (s *Service) standingOf(tx *store.Tx, programme string) (figures.Standing, error) {
	p, err := s.programme(tx, programme)
	if err != nil {
		return figures.Standing{}, err
	}
	return p.Stand(tx, s.now())
}

func statusOf(g figures.Standing) Status {
	then, today := g.Figures, g.Today.Totals
	out := Status{
		Programme: g.Name, Year: g.Year, AsOf: g.Moment, Trial: g.Trial(g.Moment.Date()), Headline: g.Speaks,
		FiguresAt: then.At, Closing: then.Closing, Rebuilt: then.Rebuilt, Figures: then.Totals,
		Projects: then.Projects, CityMajor: then.CityMajor, TotalInvestment: then.TotalInvestment,
		AnnualTarget: g.Target, Targets: g.Targets, AnnualPlan: then.Plan, Reported: then.ReportedTo, Approved: then.Approved,
		Scheduled: then.Scheduled, ScheduledMonth: then.Month, Outlook: g.Outlook(), Dropped: then.Dropped,
		Today: Listed{Projects: today.Projects, CityMajor: today.CityMajor, TotalInvestment: today.TotalInvestment,
			AnnualPlan: today.Plan},
		Lights: then.Lights, Colours: maps.Clone(then.Lights), Rungs: today.Rungs, OpenEscalations: today.Rungs,
	}
	out.YearOutlook = figures.Kept(g, "year outlook", func() models.YearOutlook {
		outlook := yearOutlook(g)
		outlook.Lines = nil
		return outlook
	})
	out.Colours[models.TopHue] = 0 // what an earlier version counted as a colour of its own
	if then.Known() {
		out.ApprovedMonth = then.Month
	}
	if out.Outlook.Known {
		out.Forecast = &out.Outlook.Low
	}
	out.UnknownYear = g.Calendar.UnknownYear(g.Moment.Date())
	out.Waiting = figures.Kept(g, "waiting", func() (n int) {
		for _, m := range g.Listed {
			n += len(m.Waiting())
		}
		return n
	})
	return out
}

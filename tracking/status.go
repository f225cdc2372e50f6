package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// Status sums a programme up against its target, as of now. Amounts are of the latest month each project has; the
// schedule is to the end of the last full month.
func (s *Service) Status(ctx context.Context, actor models.Actor, programme string) (Status, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return Status{}, err
	}
	var out Status
	var id string
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := programmeOf(tx, programme)
		if err != nil {
			return err
		}
		id = p.ID
		g, err := s.gather(tx, p)
		out = g.status(s.now())
		return err
	})
	if err != nil {
		return Status{}, err
	}
	out.Running = s.running(ctx, id)
	return out, nil
}

// running counts the programme's running workflows in Temporal. Pages still read while Temporal is away: the count is
// then unknown, not zero.
func (s *Service) running(ctx context.Context, programmeID string) *int {
	n, err := s.Process.CountProjects(ctx, programmeID)
	if err != nil {
		s.Log.Warn("count workflows", "programme", programmeID, "error", err)
		return nil
	}
	return &n
}

// status sums the programme up at a moment.
func (g programmeData) status(now models.Instant) Status {
	p, today := g.programme, now.Date()
	out := Status{
		Programme: p.Name, Year: p.Year, AsOf: now, Trial: p.Trial(today), AnnualTarget: g.target,
		ScheduledMonth: models.LastFullMonth(p.Year, today),
		Colours: map[models.Colour]int{models.Green: 0, models.YellowHue: 0, models.RedHue: 0, models.TopHue: 0,
			models.NoData: 0},
		OpenEscalations: map[models.Rung]int{},
	}
	for _, rung := range models.Rungs {
		out.OpenEscalations[rung] = 0
	}
	for _, f := range g.facts {
		out.add(f, models.RulesFor(f, g.calendar), today)
	}
	for _, f := range g.dropped {
		out.addDropped(f, g.rules(f), g.until[f.Project.ID])
	}
	return out
}

// add counts one project in.
func (out *Status) add(f models.Facts, rules models.Rules, today models.Date) {
	out.Projects++
	if cityMajor(f) {
		out.CityMajor++
	}
	out.TotalInvestment += f.Project.TotalInvestment
	out.AnnualPlan += f.Project.AnnualPlan
	out.Scheduled += models.Scheduled(f.Project, f.MonthPlans, rules.Curve, out.ScheduledMonth)
	if latest := models.LatestApproved(f.Reports); latest != nil {
		out.Approved += *latest.ApprovedYTD
		out.ApprovedMonth = max(out.ApprovedMonth, latest.Month)
	}
	out.Reported += latestReported(f.Reports)
	out.Colours[rules.Standing(f, today).Colour]++
	for _, e := range f.Escalations {
		if e.Open() {
			out.OpenEscalations[e.Rung]++
		}
	}
	out.Waiting += len(f.Waiting())
}

func latestReported(reports []models.Report) models.Money {
	var month models.Month
	var amount models.Money
	for _, r := range reports {
		if r.ReportedYTD != nil && r.Month >= month {
			month, amount = r.Month, *r.ReportedYTD
		}
	}
	return amount
}

func cityMajor(f models.Facts) bool {
	for _, p := range f.Programmes {
		if p.Kind == models.CityProgramme {
			return true
		}
	}
	return false
}

package models

import "cmp"

// Names are the words behind row keys.
type Names struct {
	Organisations map[string]string
	Posts         map[string]string
	Kinds         map[string]UnitKind // of organisations by their names, as the office set them
}

// ProjectFigures is one project to the end of one month: the amounts, the light, the rung and the words that every
// page, API answer, export and command prints. It is computed by Rules.ProjectFigures and, once the month is closed,
// read from the closing. Amounts are in the smallest count of the indicator's unit: fen for investment.
type ProjectFigures struct {
	ProjectID       string   `json:"project_id"`
	Year            int      `json:"year"`
	Code            string   `json:"code"`
	Name            string   `json:"name"`
	Section         string   `json:"section"`
	Position        int      `json:"position"`
	CityMajor       bool     `json:"city_major"`
	Owner           string   `json:"owner"`
	Unit            string   `json:"responsible_unit"`
	UnitID          string   `json:"responsible_unit_id"`
	Sponsor         string   `json:"sponsor"`
	SponsorID       string   `json:"sponsor_id"`
	Sector          string   `json:"sector"`
	Town            string   `json:"town"`
	Stage           Stage    `json:"stage"`
	Category        Category `json:"category"`
	Investor        Investor `json:"investor"`
	InStatistics    Answer   `json:"in_statistics"`
	PlannedFinish   Date     `json:"planned_finish"`
	TotalInvestment Money    `json:"total_investment_fen"`
	Plan            Money    `json:"annual_plan_fen"`

	Month       Month  `json:"month"`
	Scheduled   Money  `json:"scheduled_fen"` // to the end of the month
	Approved    *Money `json:"approved_fen"`  // to the end of the month; nil: nothing is approved up to it
	CarriedFrom Month  `json:"carried_from"`  // the month Approved is of, where the month itself has none; none: its own
	InMonth     *Money `json:"in_month_fen"`  // Approved less the same of the month before
	// the month's own amount as it was approved; InMonth may hold more, caught up
	ApprovedIn *Money `json:"approved_in_fen"`
	Reported   *Money `json:"reported_fen"`           // handed in for the month and not approved; never part of Approved
	ReportedIn *Money `json:"reported_in_fen"`        // the same, of the month alone
	Estimate   *Money `json:"estimate_fen,omitempty"` // expected of the month alone (预计数), given around the 25th
	Behind     Money  `json:"gap_fen"`                // Scheduled less Approved; 0 when not behind, or not known
	// by which Scheduled was computed: "months" or the name of the curve
	Curve       string `json:"curve"`
	Physical    string `json:"physical_progress"`
	Problems    string `json:"problems"`
	NextStep    string `json:"next_step"`
	ProblemFrom Month  `json:"problems_since"` // earliest month from which Problems stands without a break

	Light  Colour  `json:"light"`
	Reason Message `json:"reason"`
	Rung   Rung    `json:"rung"` // highest open one; apart from Light

	Round      RoundState `json:"round"`
	LateReport bool       `json:"late_report"` // handed in after it was due (迟报)
	Started    RateShare  `json:"started"`
	Finished   RateShare  `json:"finished"`
	Entered    RateShare  `json:"entered"`

	Course []CoursePoint `json:"course"` // the year by months
	Record PlanRecord    `json:"record"` // what the plan says

	Dropped bool  `json:"dropped"`       // off the list: its amounts up to Until still count, nothing else does
	Until   Month `json:"dropped_until"` // last month that counts

	Milestones  []MilestoneFigures  `json:"milestones"`
	Escalations []EscalationFigures `json:"escalations"` // open ones, each item once at its highest rung, worst first
}

// Listing is how a project stands on a list.
type Listing struct {
	Membership Membership
	Until      Month // of a project that was dropped: the last month that counts; none: it is on the list
}

// ProjectFigures computes a project to the end of a month as it is known at a moment. For a month that has ended,
// AsOf gives the facts of that time first. today is the day of computing: from the day after the month's report was due
// a project that was asked for it and has none is without data.
func (r Rules) ProjectFigures(f Facts, l Listing, n Names, month Month, at Instant, today Date) ProjectFigures {
	p, day := f.Project, at.Date()
	out, last := r.AmountsOf(f, l, month), l.last(month)
	out.Position, out.Section = l.Membership.Position, l.Membership.Section
	out.Owner, out.Unit, out.Sponsor = n.Organisations[p.OwnerID], n.Organisations[p.ResponsibleUnitID],
		n.Posts[p.SponsorPostID]
	out.Town = Town(p.Place, out.Unit)
	out.Round, out.Rung = RoundStateOf(r, f, month, day), WorstRung(f.Escalations)
	out.Course, out.Record = r.courseOf(f, SeriesOf(f, IndicatorInvestment), month, l.Until), recordOf(f)
	out.words(f.Reports, month)
	judged := day
	if due := r.dueOf(month); due != 0 && out.Round != RoundPaused && out.Round != RoundNotDue {
		judged = max(day, min(today, due+1))
	}
	light := r.Light(f, last, judged)
	out.Light, out.Reason = light.Colour, light.Reason
	rateDay := min(month.Last(), day)
	out.Started, out.Finished, out.Entered = Started(f, rateDay), Finished(f, rateDay), Entered(f, rateDay)
	out.LateReport = r.LateReport(f, month)
	out.Milestones, out.Escalations = r.MilestoneFigures(f, at), r.EscalationFigures(f, at)
	return out
}

// LateReport reports whether a month's report was handed in after it was due (迟报), approved since or not.
func (r Rules) LateReport(f Facts, month Month) bool {
	due := r.dueOf(month)
	if due == 0 || due < f.Project.FollowedSince.Date() {
		return false
	}
	v, ok := SeriesOf(f, IndicatorInvestment).Of(month)
	return ok && v.HandedIn != 0 && v.HandedIn.Date() > due
}

// AmountsOf computes the amounts of a project to the end of a month, and nothing that depends on a moment.
func (r Rules) AmountsOf(f Facts, l Listing, month Month) ProjectFigures {
	p, last := f.Project, l.last(month)
	out := ProjectFigures{
		ProjectID: p.ID, Year: p.Year, Code: p.Code, Name: p.Name, CityMajor: f.CityMajor(),
		UnitID: p.ResponsibleUnitID, SponsorID: p.SponsorPostID, Sector: p.Sector, Stage: p.Stage, Category: p.Category,
		Investor: p.Investor, InStatistics: p.InStatistics, PlannedFinish: p.PlannedFinish,
		TotalInvestment: p.TotalInvestment, Plan: p.AnnualPlan, Month: month,
		Scheduled: Scheduled(p, f.MonthPlans, r.Curve, last), Curve: r.curveName(f),
		Dropped: l.Until != 0, Until: l.Until,
	}
	out.amounts(SeriesOf(f, IndicatorInvestment), last, l.Until != 0 && month > l.Until)
	return out
}

// last is the last month up to a month that counts.
func (l Listing) last(month Month) Month {
	if l.Until != 0 {
		return min(month, l.Until)
	}
	return month
}

// WithAmountsOf is a project as it is now, with the amounts, the plan and the light that another line of it has: the
// one of the month that figures speak of.
func (out ProjectFigures) WithAmountsOf(then ProjectFigures) ProjectFigures {
	then.Name, then.Section, then.Position, then.CityMajor = out.Name, out.Section, out.Position, out.CityMajor
	then.Owner, then.Unit, then.UnitID, then.Sponsor, then.SponsorID = out.Owner, out.Unit, out.UnitID, out.Sponsor,
		out.SponsorID
	then.Sector, then.Town, then.Stage, then.Code = out.Sector, out.Town, out.Stage, out.Code
	then.Rung, then.Milestones, then.Escalations = out.Rung, out.Milestones, out.Escalations
	then.Dropped, then.Until = out.Dropped, out.Until
	return then
}

// Next returns the open milestone that is due first, and whether there is one.
func (out ProjectFigures) Next() (next MilestoneFigures, found bool) {
	for _, m := range out.Milestones {
		if m.Status == MilestoneOpen && m.Due != 0 && (!found || m.Due < next.Due) {
			next, found = m, true
		}
	}
	return next, found
}

// FigureMonth is the month the approved amount is of; none without one.
func (out ProjectFigures) FigureMonth() Month {
	if out.Approved == nil {
		return 0
	}
	return cmp.Or(out.CarriedFrom, min(out.Month, cmp.Or(out.Until, out.Month)))
}

// amounts fills in what was approved and reported; frozen: the project left the list before the month.
func (out *ProjectFigures) amounts(s Series, last Month, frozen bool) {
	var of Month
	if out.Approved, of = s.ApprovedTo(last); out.Approved != nil {
		out.Behind = max(0, out.Scheduled-*out.Approved)
		if of != out.Month {
			out.CarriedFrom = of
		}
		before := Money(0)
		if earlier, _ := s.ApprovedTo(last - 1); earlier != nil {
			before = *earlier
		}
		switch {
		case frozen:
			out.InMonth = new(Money)
		default:
			out.InMonth = new(*out.Approved - before)
		}
	}
	if v, ok := s.Of(out.Month); ok && !frozen && v.Approved == nil {
		out.Reported = v.Reported
	}
}

// words takes over what was written about the month, and the amounts of the month alone.
func (out *ProjectFigures) words(reports []Report, month Month) {
	problems := map[Month]string{}
	for _, r := range reports {
		problems[r.Month] = NameKey(r.Problems)
		if r.Month != month {
			continue
		}
		out.Physical, out.Problems, out.NextStep = r.Physical, r.Problems, r.NextStep
		out.Estimate = r.Estimate
		if r.ApprovedYTD != nil {
			out.ApprovedIn = r.ApprovedMonth
		} else {
			out.ReportedIn = r.ReportedMonth
		}
	}
	if key := problems[month]; key != "" {
		out.ProblemFrom = month
		for problems[out.ProblemFrom-1] == key {
			out.ProblemFrom--
		}
	}
}

func (r Rules) curveName(f Facts) string {
	if len(f.MonthPlans) > 0 {
		return "months"
	}
	return cmp.Or(r.CurveName, "linear")
}

// CityMajor reports whether the project is on a city's list (市重大).
func (f Facts) CityMajor() bool {
	for _, p := range f.Programmes {
		if p.Kind == CityProgramme {
			return true
		}
	}
	return false
}

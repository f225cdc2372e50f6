package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// Overview is the first page of a programme: its progress against target and schedule, and the projects that need
// attention.
type Overview struct {
	Status      Status           `json:"status"`
	Curve       []CurvePoint     `json:"curve"`         // one point a month
	LastYear    *LastYear        `json:"last_year"`     // the same month of the year before; no difference is computed
	Projects    []ProjectLine    `json:"projects"`      // in the order of the list
	Gap         []ProjectLine    `json:"gap"`           // the five furthest behind schedule in money
	Waiting     []SubmissionView `json:"waiting"`       // oldest first
	Escalations []EscalationView `json:"escalations"`   // open rungs and reminders, worst first
	GapTotal    models.Money     `json:"gap_fen"`       // schedule minus approved over the projects that are behind
	GapNamed    models.Money     `json:"gap_named_fen"` // of that, the projects named in gap
	GapSteps    models.Gap       `json:"gap_steps"`     // from the schedule to what is approved, by projects
	NoDateCount int              `json:"no_date"`       // milestones without a date
	ReviewDays  int              `json:"review_days"`   // working days a reviewer has
	ListedYears []int            `json:"listed_years"`  // years that have a district list, the latest first
	Highest     []EscalationView `json:"-"`             // each late item once, at its highest open rung, worst first
}

// CurvePoint is one month of the year's curve, as sums over the programme.
type CurvePoint = models.CurvePoint

// LastYear is the year before, to be shown beside this one.
type LastYear struct {
	Programme string       `json:"programme"`
	Projects  int          `json:"projects"`
	SameMonth models.Month `json:"same_month"`
	Approved  models.Money `json:"approved_fen"` // to the same month
	WholeYear models.Money `json:"whole_year_fen"`
	Carried   int          `json:"carried"` // projects that are on both lists
}

// ProjectLine is one project in a list: its light with the reason, its figures, and what is due next.
type ProjectLine struct {
	Code        string         `json:"code"`
	Year        int            `json:"year"`
	Name        string         `json:"name"`
	Section     string         `json:"section"`
	CityMajor   bool           `json:"city_major"`
	Unit        string         `json:"responsible_unit"`
	Sponsor     string         `json:"sponsor"`
	Colour      models.Colour  `json:"colour"` // the light, under its earlier name
	Light       models.Colour  `json:"light"`
	Reason      models.Message `json:"reason"` // of the light
	Plan        models.Money   `json:"annual_plan_fen"`
	Scheduled   models.Money   `json:"scheduled_fen"` // to the end of the month that figures speak of
	Approved    *models.Money  `json:"approved_fen"`
	Month       models.Month   `json:"month"`        // the approved figure is of
	CarriedFrom models.Month   `json:"carried_from"` // the same, where it is an earlier month than that of the figures
	InMonth     *models.Money  `json:"in_month_fen"`
	Pending     *models.Money  `json:"reported_in_fen"` // handed in for the month alone and not approved; in no sum
	LateReport  bool           `json:"late_report"`     // the month's report was handed in after it was due
	Behind      models.Money   `json:"gap_fen"`         // schedule minus approved; 0 when not behind or unknown
	NextName    string         `json:"next"`
	NextDue     models.Date    `json:"next_due"`
	DaysLate    int            `json:"days_late"`      // working days that the ladder counts, of the next milestone
	DaysSince   int            `json:"days_since_due"` // working days since it was due
	Rung        models.Rung    `json:"rung"`           // highest open rung; apart from the light
	// amounts are left out of what hangs or goes out
	NoAmounts bool `json:"-"`
}

// lineOf prints a project's figures.
func lineOf(l models.ProjectFigures) ProjectLine {
	out := ProjectLine{
		Code: l.Code, Year: l.Year, Name: l.Name, Section: l.Section, CityMajor: l.CityMajor, Unit: l.Unit,
		Sponsor: l.Sponsor, Colour: l.Light, Light: l.Light, Reason: l.Reason, Plan: l.Plan, Scheduled: l.Scheduled,
		Approved: l.Approved, Month: l.FigureMonth(), CarriedFrom: l.CarriedFrom, InMonth: l.InMonth,
		Pending: l.ReportedIn, LateReport: l.LateReport, Behind: l.Behind, Rung: l.Rung,
	}
	if next, found := l.Next(); found {
		out.NextName, out.NextDue, out.DaysLate, out.DaysSince = next.Name, next.Due, next.Counted, next.Since
	}
	return out
}

// lineOut prints a project's figures for lists that may hang on a wall or go out.
func lineOut(p models.Programme, l models.ProjectFigures) ProjectLine {
	out := lineOf(l)
	out.NoAmounts = !p.ShowsAmounts(l.Investor)
	return out
}

// gapProjects is how many of the projects furthest behind are listed.
const gapProjects = 5

// Overview returns the first page of a programme.
func (s *Service) Overview(ctx context.Context, actor models.Actor, programme string) (Overview, error) {
	if err := models.CanSeeAll(actor); err != nil {
		return Overview{}, err
	}
	var out Overview
	var id string
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, programme)
		if err != nil {
			return err
		}
		id = g.ID
		out, err = s.overviewOf(tx, g)
		out.Status.shownTo(actor)
		return err
	})
	if err != nil {
		return Overview{}, err
	}
	out.Status.Running = s.running(ctx, id)
	return out, nil
}

// overviewOf summarises a programme and compares it with the year before. Its lists are kept and shared between
// requests.
func (s *Service) overviewOf(tx *store.Tx, g figures.Standing) (Overview, error) {
	out := figures.Kept(g, "overview", func() Overview { return overviewLists(g) })
	out.Status = statusOf(g)
	return out, s.compareYears(tx, g, &out)
}

func overviewLists(g figures.Standing) Overview {
	out := Overview{
		Projects: make([]ProjectLine, 0, len(g.Listed)), Waiting: []SubmissionView{}, Escalations: []EscalationView{},
		GapTotal: g.Figures.Behind, ReviewDays: g.Book().Ladder.ReviewDays,
	}
	for i := range g.Listed {
		m := &g.Listed[i]
		out.Projects = append(out.Projects, lineOut(g.Programme.Programme, g.Line(m.Project.ID)))
		for _, sub := range m.Waiting() {
			out.Waiting = append(out.Waiting, submissionView(m.Facts, sub, m.Evidence[sub.ID]))
		}
		for _, e := range m.Escalations {
			if e.Open() {
				out.Escalations = append(out.Escalations, escalationView(g.Programme, m.Facts, e, g.Moment))
			}
		}
		out.NoDateCount += models.WithoutDate(m.Milestones)
	}
	slices.SortStableFunc(out.Waiting, func(a, b SubmissionView) int { return cmp.Compare(a.SubmittedAt, b.SubmittedAt) })
	slices.SortStableFunc(out.Escalations, worstFirst)
	out.Highest = HighestRungs(out.Escalations)
	out.Gap = furthestBehind(out.Projects)
	out.GapSteps = models.GapOf(g.Figures.Lines, gapProjects)
	for _, l := range out.Gap {
		out.GapNamed += l.Behind
	}
	return out
}

// worstFirst orders escalations by the highest rung, then by what was due first.
func worstFirst(a, b EscalationView) int {
	return cmp.Or(b.Rung.Height()-a.Rung.Height(), cmp.Compare(a.Due, b.Due), cmp.Compare(a.Project, b.Project))
}

func furthestBehind(lines []ProjectLine) []ProjectLine {
	behind := slices.DeleteFunc(slices.Clone(lines), func(l ProjectLine) bool { return l.Behind == 0 })
	slices.SortStableFunc(behind, func(a, b ProjectLine) int { return cmp.Compare(b.Behind, a.Behind) })
	return behind[:min(len(behind), gapProjects)]
}

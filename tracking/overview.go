package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// Overview is the first page of a programme: its progress against target and schedule, and the projects that need
// attention.
type Overview struct {
	Status      Status           `json:"status"`
	Curve       []CurvePoint     `json:"curve"`        // one point a month
	LastYear    *LastYear        `json:"last_year"`    // the same month of the year before; never subtracted
	Projects    []ProjectLine    `json:"projects"`     // in the order of the list
	Gap         []ProjectLine    `json:"gap"`          // the five furthest behind schedule in money
	Waiting     []SubmissionView `json:"waiting"`      // oldest first
	Escalations []EscalationView `json:"escalations"`  // open ones, worst first
	GapTotal    models.Money     `json:"gap_fen"`      // schedule minus approved over the projects that are behind
	NoDateCount int              `json:"no_date"`      // milestones without any date, counted apart
	ReviewDays  int              `json:"review_days"`  // working days a reviewer has
	ListedYears []int            `json:"listed_years"` // years that have a district list, the latest first
}

// CurvePoint is one month of the year's curve, as sums over the programme.
type CurvePoint struct {
	Month     models.Month  `json:"month"`
	Scheduled models.Money  `json:"scheduled_fen"`
	Approved  *models.Money `json:"approved_fen"`  // nil where no month has an approved figure yet
	LastYear  *models.Money `json:"last_year_fen"` // the year before, same month; nil when unknown
}

// LastYear is the year before, to be shown beside this one.
type LastYear struct {
	Programme string       `json:"programme"`
	Projects  int          `json:"projects"`
	SameMonth models.Month `json:"same_month"`
	Approved  models.Money `json:"approved_fen"` // to the same month
	WholeYear models.Money `json:"whole_year_fen"`
	Carried   int          `json:"carried"` // projects that are on both lists
}

// ProjectLine is one project in a list: its colour with the reason, its figures, and what is due next.
type ProjectLine struct {
	Code      string         `json:"code"`
	Year      int            `json:"year"`
	Name      string         `json:"name"`
	Section   string         `json:"section"`
	CityMajor bool           `json:"city_major"`
	Unit      string         `json:"responsible_unit"`
	Sponsor   string         `json:"sponsor"`
	Colour    models.Colour  `json:"colour"`
	Reason    models.Message `json:"reason"`
	Plan      models.Money   `json:"annual_plan_fen"`
	Scheduled models.Money   `json:"scheduled_fen"` // to the month of the figure
	Approved  *models.Money  `json:"approved_fen"`
	Month     models.Month   `json:"month"`   // of the approved figure
	Behind    models.Money   `json:"gap_fen"` // schedule minus approved; 0 when not behind or not known
	NextName  string         `json:"next"`
	NextDue   models.Date    `json:"next_due"`
	DaysLate  int            `json:"days_late"` // working days since the oldest open milestone fell due
	Rung      models.Rung    `json:"rung"`      // highest open rung
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
		p, err := programmeOf(tx, programme)
		if err != nil {
			return err
		}
		id = p.ID
		g, err := s.gather(tx, p)
		if err != nil {
			return err
		}
		out, err = s.overview(tx, g)
		return err
	})
	if err != nil {
		return Overview{}, err
	}
	out.Status.Running = s.running(ctx, id)
	return out, nil
}

// overview summarises a programme and compares it with the year before.
func (s *Service) overview(tx *store.Tx, g programmeData) (Overview, error) {
	now, p := s.now(), g.programme
	evidence, err := tx.EvidenceCounts(p.ID)
	if err != nil {
		return Overview{}, err
	}
	out := Overview{
		Status: g.status(now), Projects: []ProjectLine{}, Waiting: []SubmissionView{}, Escalations: []EscalationView{},
		ReviewDays: models.LadderOf(p.Ladder).ReviewDays,
	}
	for _, f := range g.facts {
		line := g.line(f, now.Date())
		out.Projects = append(out.Projects, line)
		out.GapTotal += line.Behind
		for _, sub := range f.Waiting() {
			out.Waiting = append(out.Waiting, submissionView(f, sub, evidence[sub.ID]))
		}
		for _, e := range f.Escalations {
			if e.Open() {
				out.Escalations = append(out.Escalations, escalationView(p.Name, f.Project, e))
			}
		}
		for _, m := range f.Milestones {
			if m.Status == models.MilestoneOpen && m.Due == 0 {
				out.NoDateCount++
			}
		}
	}
	slices.SortStableFunc(out.Waiting, func(a, b SubmissionView) int { return cmp.Compare(a.SubmittedAt, b.SubmittedAt) })
	slices.SortStableFunc(out.Escalations, func(a, b EscalationView) int {
		return cmp.Or(b.Rung.Height()-a.Rung.Height(), cmp.Compare(a.Due, b.Due), cmp.Compare(a.Project, b.Project))
	})
	out.Gap = furthestBehind(out.Projects)
	return out, g.compare(tx, &out)
}

func furthestBehind(lines []ProjectLine) []ProjectLine {
	behind := slices.DeleteFunc(slices.Clone(lines), func(l ProjectLine) bool { return l.Behind == 0 })
	slices.SortStableFunc(behind, func(a, b ProjectLine) int { return cmp.Compare(b.Behind, a.Behind) })
	return behind[:min(len(behind), gapProjects)]
}

package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// UnitPage is a responsible unit's work: its projects, the round, submissions to review, and escalations to reply to.
type UnitPage struct {
	Unit      string         `json:"responsible_unit"`
	Units     []string       `json:"units"` // whose page the caller may open
	Programme string         `json:"programme"`
	Year      int            `json:"year"`
	AsOf      models.Instant `json:"as_of"`
	Month     models.Month   `json:"month"` // of the round
	Due       models.Date    `json:"due"`
	Left      int            `json:"days_left"` // working days; 0 when it is over
	Reported  int            `json:"reported"`  // waiting or approved
	// the round in numbers, of the unit alone
	RoundCount models.RoundCount `json:"round"`
	// the month the amounts speak of
	Headline    models.Headline  `json:"headline"`
	Figures     models.Totals    `json:"figures"` // to the end of the headline's month
	RankRule    models.RankRule  `json:"rank_rule"`
	RankName    string           `json:"rank_rule_name"`
	Plan        models.Money     `json:"annual_plan_fen"`
	Approved    models.Money     `json:"approved_fen"`
	Projects    []UnitLine       `json:"projects"`    // the worst first
	Waiting     []UnitWaiting    `json:"waiting"`     // for review, oldest first
	Escalations []EscalationLine `json:"escalations"` // open, the worst first
	Problems    []ProblemView    `json:"problems"`    // asked of the unit and open, overdue ones first
	Orders      []OrderMark      `json:"orders"`      // issued to the unit and open
	MayReview   bool             `json:"may_pre_review"`
	MayFill     bool             `json:"may_fill"`
}

// UnitLine is a project of the unit, with its place among all projects of the programme that have figures.
type UnitLine struct {
	ListedLine
	Rank   int               `json:"rank"` // by the programme's rule, the best first; 0 without a figure
	Ranked int               `json:"ranked"`
	Round  models.RoundState `json:"round"`
	Late   int               `json:"round_days_late"`
	Paused bool              `json:"paused"`
}

// UnitWaiting is a submission that waits for review, with what the unit needs to judge it.
type UnitWaiting struct {
	HandedIn
	Due   models.Date   `json:"due"`      // of the milestone
	Last  *models.Money `json:"last_fen"` // report: the year-to-date approved before
	Own   bool          `json:"own"`      // submitted by the caller, who may not review it
	Owner string        `json:"owner"`
}

// UnitPage returns the page of a responsible unit, by its name; "" is the caller's own, or the first.
func (s *Service) UnitPage(ctx context.Context, actor models.Actor, programme, unit string) (UnitPage, error) {
	if err := models.CanSeeUnit(actor); err != nil {
		return UnitPage{}, err
	}
	out := UnitPage{AsOf: s.now(), Units: []string{}, Projects: []UnitLine{}, Waiting: []UnitWaiting{},
		Escalations: []EscalationLine{}, Problems: []ProblemView{}, Orders: []OrderMark{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, programme)
		if err != nil {
			return err
		}
		l, err := s.ladderIn(tx, g.Programme, actor, out.AsOf)
		if err != nil {
			return err
		}
		if err := out.fill(tx, g, l, actor, unit); err != nil || out.Unit == "" {
			return err
		}
		out.Problems = s.problemLedger(g.Programme, actor, ProblemFilter{Open: true, Department: out.Unit}, out.AsOf).Problems
		orders, err := tx.IssuedOrdersIn(g.ID)
		if err != nil {
			return err
		}
		out.Orders = orderMarks(actor, orders, g.Calendar, out.AsOf.Date(), func(f models.OrderFacts) bool {
			return l.Names.Organisations[f.Order.UnitID] == out.Unit
		})
		return nil
	})
	return out, err
}

func (u *UnitPage) fill(tx *store.Tx, g figures.Standing, l ladder, actor models.Actor, unit string) error {
	may := unitsOf(actor, l.Facts())
	own := map[string]bool{}
	for id := range may {
		own[l.Names.Organisations[id]] = true
	}
	u.Units, u.Programme, u.Year = sorted(own), l.Name, l.Year
	u.Month = openRound(l.Programme.Book().Ladder, l.Programme.Year, u.AsOf.Date())
	switch {
	case unit != "" && !own[unit]:
		return models.Errorf(models.KindNotFound, "unit_not_found", "没有找到责任单位“%s”，请从列表中选择", unit)
	case unit == "" && len(u.Units) > 0:
		unit = u.Units[0]
	}
	u.Unit = unit
	for id := range may {
		if l.Names.Organisations[id] != unit {
			delete(may, id)
		}
	}
	visible := map[string]bool{} // projects of the unit, by row key
	for _, f := range l.Facts() {
		visible[f.Project.ID] = may[f.Project.ResponsibleUnitID] && models.CanSee(actor, f.Project) == nil
	}
	u.roundOf(g, visible)
	l.rows = slices.DeleteFunc(l.rows, func(r rung) bool { return !visible[r.facts.Project.ID] })
	for _, line := range l.lines(actor, u.AsOf.Date()) {
		if line.Open {
			u.Escalations = append(u.Escalations, line)
		}
	}
	return u.reviews(tx, l, actor, visible)
}

// unitsOf returns the responsible units, by row key, whose page the actor may open: those they work for, or all. A
// project without a unit belongs to none.
func unitsOf(actor models.Actor, facts []models.Facts) map[string]bool {
	all, own := models.CanSeeAll(actor) == nil, actor.Organisations(models.RoleUnit)
	may := map[string]bool{}
	for _, f := range facts {
		id := f.Project.ResponsibleUnitID
		if id != "" && (all || slices.Contains(own, id)) && models.CanSee(actor, f.Project) == nil {
			may[id] = true
		}
	}
	return may
}

// roundOf fills in the round of the unit's projects and how many have reported.
func (u *UnitPage) roundOf(g figures.Standing, visible map[string]bool) {
	board := boardOf(g.Programme, roundOf(g.Programme, u.Month), u.AsOf)
	u.Due, u.Left, u.Headline = board.Due, board.Left, g.Speaks
	states := map[string]RoundLine{}
	for _, line := range board.Lines {
		states[line.Code] = line
	}
	rule := g.RankRule()
	ranks, ranked := rule.RankEach(g.Lines())
	u.RankRule, u.RankName = rule, rule.Chinese()
	var lines []models.ProjectFigures
	for _, f := range g.Facts() {
		if !visible[f.Project.ID] {
			continue
		}
		l := g.Line(f.Project.ID)
		lines = append(lines, l)
		line := UnitLine{ListedLine: listedLine(l, f), Rank: ranks[l.ProjectID], Ranked: ranked}
		line.Round = models.RoundNotDue
		if state, due := states[line.Code]; due {
			line.Round, line.Late, line.Paused = state.State, state.Late, state.Paused
		}
		u.RoundCount.Add(line.Round)
		u.Projects = append(u.Projects, line)
	}
	u.Figures = models.TotalsOf(lines)
	u.Plan, u.Approved, u.Reported = u.Figures.Plan, u.Figures.Approved, u.RoundCount.Approved+u.RoundCount.Waiting
	slices.SortStableFunc(u.Projects, func(a, b UnitLine) int {
		return cmp.Or(b.Light.Severity()-a.Light.Severity(), b.Rung.Height()-a.Rung.Height(),
			cmp.Compare(b.Behind, a.Behind))
	})
}

// reviews lists the unit's submissions that wait for review.
func (u *UnitPage) reviews(tx *store.Tx, l ladder, actor models.Actor, visible map[string]bool) error {
	for _, f := range l.Facts() {
		if !visible[f.Project.ID] {
			continue
		}
		_, filling := models.CanFill(actor, f.Project)
		u.MayReview = u.MayReview || models.CanPreReview(actor, f.Project) == nil
		u.MayFill = u.MayFill || filling == nil
		waiting := f.Waiting()
		if len(waiting) == 0 {
			continue
		}
		attachments, err := tx.AttachmentsOf(f.Project.ID)
		if err != nil {
			return err
		}
		o := one{Programme: l.Programme, facts: f, attachments: attachments}
		for _, sub := range waiting {
			w := UnitWaiting{HandedIn: o.handedIn(sub), Own: sub.ByID == actor.ID,
				Owner: l.Names.Organisations[f.Project.OwnerID]}
			for _, m := range f.Milestones {
				if m.ID == sub.MilestoneID {
					w.Due = m.Due
				}
			}
			if last := models.LatestApproved(f.Reports); last != nil && sub.Kind == models.SubmitReport {
				w.Last = last.ApprovedYTD
			}
			u.Waiting = append(u.Waiting, w)
		}
	}
	slices.SortStableFunc(u.Waiting, func(a, b UnitWaiting) int { return cmp.Compare(a.SubmittedAt, b.SubmittedAt) })
	return nil
}

package tracking

import (
	"cmp"
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// LeaderPage shows a leader whether the target will be met and what they have to decide.
type LeaderPage struct {
	Overview
	Posts []Party `json:"posts"` // of the caller
	// every project is included: the caller is the district's head, or reads for the leaders
	All      bool             `json:"all"`
	Led      []LedLine        `json:"projects"` // the caller's, the worst first
	ToDecide []EscalationLine `json:"to_decide"`
	Handled  []EscalationLine `json:"handled"` // signed for and still open
	// open problems of these projects that have climbed to the leader, or that a higher level must solve
	Problems []ProblemView `json:"problems"`
	// issued orders and instructions that the caller signed and that are open; of the head and the government office all
	Orders []OrderMark `json:"orders"`
	// orders that wait for the caller's signature, decision on a 情况说明, or consent to the closing; of the government
	// office those that it may enter from paper
	ToSign []OrderToSign `json:"to_sign"`
	// how the programme stands as text to be passed on, without forecasts and firms' amounts
	Text string `json:"text"`
}

// LedLine is a project for its sponsor.
type LedLine struct {
	ListedLine
	Problems string       `json:"problems"` // as last reported
	NextStep string       `json:"next_step"`
	Said     models.Month `json:"said"` // month of that report
}

// LeaderPage loads the page of a leader by the posts they hold; for the government office it covers the complete
// district.
func (s *Service) LeaderPage(ctx context.Context, actor models.Actor, programme string) (LeaderPage, error) {
	if err := models.CanSeeLeaderPage(actor); err != nil {
		return LeaderPage{}, err
	}
	out := LeaderPage{Posts: []Party{}, Led: []LedLine{}, ToDecide: []EscalationLine{}, Handled: []EscalationLine{},
		Problems: []ProblemView{}, Orders: []OrderMark{}, ToSign: []OrderToSign{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, programme)
		if err != nil {
			return err
		}
		if out.Overview, err = s.overviewOf(tx, g); err != nil {
			return err
		}
		l, err := s.ladderIn(tx, g.Programme, actor, g.Moment)
		if err != nil {
			return err
		}
		out.lead(g, l, actor)
		out.Text = g.Figures.ShareText(g.Programme.Programme, gapProjects)
		out.Problems = s.problemsToLead(g, actor, out.Led)
		orders, err := tx.OrdersOfLeaders(g.ID)
		if err != nil {
			return err
		}
		if out.ToSign, err = s.ordersToSign(tx, g, actor, orders); err != nil {
			return err
		}
		out.Orders = orderMarks(actor, orders, g.Calendar, g.Moment.Date(), func(f models.OrderFacts) bool {
			return f.Order.State.Out() && (out.All || slices.Contains(speaksFor(actor), f.Order.SignerPostID))
		})
		return nil
	})
	return out, err
}

func (p *LeaderPage) lead(g figures.Standing, l ladder, actor models.Actor) {
	held := speaksFor(actor)
	in := l.informed.of(models.Project{})
	p.All = actor.Is(models.RoleGovernment)
	for _, id := range held {
		if title := in.names.Posts[id]; title != "" {
			p.Posts = append(p.Posts, Party{id, title})
		}
		p.All = p.All || slices.Contains(in.holders, id)
	}
	for _, f := range l.Facts() {
		if p.All || slices.Contains(held, f.Project.SponsorPostID) {
			p.Led = append(p.Led, led(g, f))
		}
	}
	slices.SortStableFunc(p.Led, func(a, b LedLine) int {
		return cmp.Or(b.Colour.Severity()-a.Colour.Severity(), b.Rung.Height()-a.Rung.Height(),
			cmp.Compare(b.Behind, a.Behind))
	})
	for _, line := range l.lines(actor, g.Moment.Date()) {
		switch {
		case !line.Open || line.Mine == "":
		case len(line.ToSign)+len(line.ToEnter) > 0:
			p.ToDecide = append(p.ToDecide, line)
		case len(line.Notes) > 0:
			p.Handled = append(p.Handled, line)
		}
	}
}

func led(g figures.Standing, f models.Facts) LedLine {
	line := LedLine{ListedLine: listedLine(g.Line(f.Project.ID), f)}
	for _, r := range f.Reports {
		if r.Problems != "" || r.NextStep != "" {
			line.Problems, line.NextStep, line.Said = r.Problems, r.NextStep, r.Month
		}
	}
	return line
}

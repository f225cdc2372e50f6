package tracking

import (
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// Board is a programme for a wall screen (挂图作战): headline figures, the year's curve, and each project's milestones
// relative to today.
type Board struct {
	Status    Status         `json:"status"`
	Curve     []CurvePoint   `json:"curve"`
	LastMonth models.Month   `json:"last_month"` // up to which an earlier month can be looked at; none: no figure yet
	Projects  []BoardProject `json:"projects"`   // in the order of the list
}

// BoardProject is one project's strip on the board.
type BoardProject struct {
	ProjectLine
	Milestones []BoardMilestone `json:"milestones"` // by due date; dropped ones and those without a date are left out
	Done       int              `json:"milestones_done"`
	DoneLate   int              `json:"milestones_done_late"` // of those done: after the due date
	Late       int              `json:"milestones_late"`
	NoDate     int              `json:"milestones_without_date"`
}

// BoardMilestone is one milestone of a strip.
type BoardMilestone struct {
	Name        string      `json:"name"`
	Due         models.Date `json:"due"`
	DoneOn      models.Date `json:"done_on,omitzero"`
	Controlling bool        `json:"controlling"`
	Late        bool        `json:"late"`      // open and past its date by the ladder's working days
	DaysLate    int         `json:"days_late"` // open: so far; done: when it was done
	DoneLate    bool        `json:"done_late"` // it was completed after its due date
}

// Board returns the board of a programme as it stands, or as it stood at the end of a month.
func (s *Service) Board(ctx context.Context, actor models.Actor, programme string, month models.Month) (Board, error) {
	if err := models.CanSeeBoard(actor); err != nil {
		return Board{}, err
	}
	out := Board{Projects: []BoardProject{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		g, err := s.standingOf(tx, programme)
		if err != nil {
			return err
		}
		if month != 0 {
			out, err = s.boardOfMonth(tx, g, month)
			return err
		}
		o := Overview{Status: statusOf(g)}
		o.Status.withoutForecast() // a board hangs on a wall
		if err := s.compareYears(tx, g, &o); err != nil {
			return err
		}
		if g.Figures.Known() {
			out.LastMonth = g.Figures.Month
		}
		out.Status, out.Curve = o.Status, o.Curve
		out.Projects = figures.Kept(g, "board", func() []BoardProject { return strips(g) })
		return nil
	})
	return out, err
}

// strips are the projects of a board. They are kept and shared between requests.
func strips(g figures.Standing) []BoardProject {
	all := make([]BoardProject, 0, len(g.Listed))
	for i := range g.Listed {
		m := &g.Listed[i]
		all = append(all, strip(g.Programme.Programme, g.Line(m.Project.ID), models.WithoutDate(m.Milestones)))
	}
	return all
}

func strip(p models.Programme, l models.ProjectFigures, noDate int) BoardProject {
	b := BoardProject{ProjectLine: lineOut(p, l), Milestones: []BoardMilestone{}, NoDate: noDate}
	for _, m := range l.Milestones {
		node := BoardMilestone{Name: m.Name, Due: m.Due, Controlling: m.Controlling, DaysLate: m.Counted}
		switch {
		case m.Status == models.MilestoneDone:
			node.DoneOn, node.DoneLate = m.DoneOn, m.DoneLate()
			b.Done++
			b.DoneLate += boolInt(node.DoneLate)
		case m.Due == 0:
			continue
		case m.Counted > 0:
			node.Late = true
			b.Late++
		}
		b.Milestones = append(b.Milestones, node)
	}
	slices.SortStableFunc(b.Milestones, func(x, y BoardMilestone) int { return int(x.at() - y.at()) })
	return b
}

// at returns the day where a milestone is drawn: the day it was done, or else the day it is due.
func (m BoardMilestone) at() models.Date {
	if m.DoneOn != 0 {
		return m.DoneOn
	}
	return m.Due
}

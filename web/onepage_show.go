package web

import (
	"net/http"
	"slices"
	"strings"

	"duban/models"
	"duban/tracking"
)

// onePage is the state of the year on one A4 page.
type onePage struct {
	overviewPage
	By string // who prints it
}

// showOnePage shows the gap, the projects with the largest part of it and the pending decisions, on one A4 page.
func (h *handlers) showOnePage(w http.ResponseWriter, r *http.Request) error {
	o, err := h.t.Overview(r.Context(), actorOf(r), r.URL.Query().Get("year"))
	if err != nil {
		return err
	}
	p := onePage{overviewPage: overviewPage{basePage: h.base(w, r), Overview: o}, By: actorOf(r).Name}
	p.add([]string{"onepage.css"}, []string{"print.js"})
	p.fill(r)
	h.write(w, r, http.StatusOK, "onepage", "page", p)
	return nil
}

// LeavesOut reports whether amounts of a listed project are left out.
func (p onePage) LeavesOut() bool {
	return slices.ContainsFunc(p.Gap, func(g tracking.ProjectLine) bool { return g.NoAmounts })
}

// OneFirm reports whether the sum of what is behind would be the amount of one private firm.
func (p onePage) OneFirm() bool { return p.BehindCount() == 1 && p.LeavesOut() }

// Line returns the points of a line of the curve, "scheduled" or "approved", in a drawing 1000 wide and drawingHeight
// high.
func (p onePage) Line(of string) (points string) {
	top := max(p.Figures.Target, p.Status.AnnualPlan, 1)
	for i, c := range p.Curve {
		amount := &c.Scheduled
		if of == "approved" {
			amount = c.Approved
		}
		if amount != nil {
			points += itoa((2*i+1)*1000/24) + "," +
				itoa(drawingHeight-int(models.Money(drawingHeight).Share(int64(min(*amount, top)), int64(top)))) + " "
		}
	}
	if strings.Count(points, ",") == 1 {
		return points + points // a single point twice is drawn as a dot
	}
	return points
}

// drawingHeight is the height of the curve's drawing.
const drawingHeight = 460

// Open returns the number of open rungs, the highest first.
func (p onePage) Open() (open []rungCount) { return rungCounts(p.Status.Rungs, true) }

// rungCounts lists counts by rung, the highest first; with none also the rungs that have none.
func rungCounts(counts map[models.Rung]int, none bool) (list []rungCount) {
	for i := len(models.Rungs) - 1; i >= 0; i-- {
		if rung := models.Rungs[i]; none || counts[rung] > 0 {
			list = append(list, rungCount{rung, counts[rung]})
		}
	}
	return list
}

// rungCount is the number of open rungs of a kind.
type rungCount struct {
	Rung  models.Rung
	Count int
}

// GoalHeight returns the target's y in the drawing.
func (p onePage) GoalHeight() int {
	top := max(p.Figures.Target, p.Status.AnnualPlan, 1)
	return drawingHeight - int(models.Money(drawingHeight).Share(int64(p.Figures.Target), int64(top)))
}

package web

import (
	"net/http"
	"strings"

	"duban/models"
)

// onePage is the state of the year on one sheet of paper.
type onePage struct {
	overviewPage
	By string // who prints it
}

// showOnePage says how far off we are today, which projects hold most of the gap and what is to be decided, on one A4
// page.
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

// Line is a month of the curve as a point of the drawing, which is 1000 wide and drawingHeight high.
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
		return points + points // a dot
	}
	return points
}

// drawingHeight is how high the drawing of the curve is.
const drawingHeight = 460

// Open counts the open rungs, the highest first.
func (p onePage) Open() (open []rungCount) {
	for i := len(models.Rungs) - 1; i >= 0; i-- {
		rung := models.Rungs[i]
		open = append(open, rungCount{rung, p.Status.OpenEscalations[rung]})
	}
	return open
}

// rungCount is how many things stand at a rung.
type rungCount struct {
	Rung  models.Rung
	Count int
}

// GoalHeight is where the target stands in the drawing.
func (p onePage) GoalHeight() int {
	top := max(p.Figures.Target, p.Status.AnnualPlan, 1)
	return drawingHeight - int(models.Money(drawingHeight).Share(int64(p.Figures.Target), int64(top)))
}

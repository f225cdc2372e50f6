package web

import (
	"duban/models"
	"duban/tracking"
)

// axis maps days to x from 0 to 1000.
type axis struct {
	From, To models.Date
	Today    int // x of today; -1 outside
	Months   []tick
}

// tick is the first day of a month on the axis.
type tick struct {
	X     int
	Month models.Month
	Named bool // with a label
}

// node is a milestone on the axis.
type node struct {
	tracking.MilestoneLine
	BaseX, DueX, DoneX int // x of baseline, due and done date; -1: none
	LateFrom, LateTo   int // x of the time it is or was late; equal: not late
	State              string
}

// axisOf returns an axis over the year, extended to milestones outside it.
func axisOf(p tracking.ProjectPage) axis {
	a := axis{From: models.DateOf(p.Year, 1, 1), To: models.DateOf(p.Year, 12, 31)}
	for _, m := range p.Milestones {
		for _, d := range []models.Date{m.Baseline, m.Due, m.DoneOn} {
			if d != 0 {
				a.From, a.To = min(a.From, d), max(a.To, d)
			}
		}
	}
	a.Today = a.x(p.AsOf.Date())
	step := 1 + (int(a.To.Month())-int(a.From.Month()))/14
	for m, i := a.From.Month(), 0; m <= a.To.Month(); m, i = m+1, i+1 {
		if first := m.First(); first >= a.From {
			a.Months = append(a.Months, tick{a.x(first), m, i%step == 0})
		}
	}
	return a
}

// x returns a day's x; -1 for no day or one outside.
func (a axis) x(d models.Date) int {
	if d < a.From || d > a.To || d == 0 {
		return -1
	}
	return 1000 * int(d-a.From) / max(1, int(a.To-a.From))
}

func (a axis) node(m tracking.MilestoneLine, today models.Date) node {
	n := node{MilestoneLine: m, BaseX: a.x(m.Baseline), DueX: a.x(m.Due), DoneX: -1, State: "open"}
	switch {
	case m.Status == models.MilestoneDropped:
		n.State = "dropped"
	case m.Status == models.MilestoneDone:
		n.DoneX, n.State = a.x(m.DoneOn), "done"
	case m.Waiting:
		n.State = "waiting"
	case m.DaysLate > 0:
		n.State = "late"
	}
	if m.DaysLate > 0 && n.DueX >= 0 {
		end := n.DoneX
		if m.Status == models.MilestoneOpen {
			end = a.x(min(today, a.To))
		}
		n.LateFrom, n.LateTo = n.DueX, max(end, n.DueX)
	}
	return n
}

// monthColumn is a month of the bar chart of planned, reported and approved amounts. Y is from the top, of chartHeight.
type monthColumn struct {
	tracking.MonthLine
	X, Inner             int // x of the plan's bar and of the narrower bars in front of it
	PlanY, PlanH         int
	ReportedY, ReportedH int
	ApprovedY, ApprovedH int
}

const chartHeight = 100

func columnsOf(months []tracking.MonthLine) (columns []monthColumn) {
	most := models.Money(1)
	for _, m := range months {
		most = max(most, m.Plan)
		for _, amount := range []*models.Money{m.ReportedMonth, m.ApprovedMonth} {
			if amount != nil {
				most = max(most, *amount)
			}
		}
	}
	height := func(amount *models.Money) (y, h int) {
		if amount == nil || *amount <= 0 {
			return chartHeight, 0
		}
		h = max(1, int(amount.Share(chartHeight, int64(most))))
		return chartHeight - h, h
	}
	for i, m := range months {
		c := monthColumn{MonthLine: m, X: i * 60, Inner: i*60 + 10}
		c.PlanY, c.PlanH = height(&m.Plan)
		c.ReportedY, c.ReportedH = height(m.ReportedMonth)
		c.ApprovedY, c.ApprovedH = height(m.ApprovedMonth)
		columns = append(columns, c)
	}
	return columns
}

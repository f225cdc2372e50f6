package web

import (
	"duban/models"
	"duban/tracking"
)

// node is a milestone with its state in a word for the style.
type node struct {
	tracking.MilestoneLine
	State string
}

func nodeOf(m tracking.MilestoneLine) node {
	n := node{MilestoneLine: m, State: "open"}
	switch {
	case m.Status == models.MilestoneDropped:
		n.State = "dropped"
	case m.Status == models.MilestoneDone:
		n.State = "done"
	case m.Waiting:
		n.State = "waiting"
	case m.DaysLate > 0:
		n.State = "late"
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

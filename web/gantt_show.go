package web

import (
	"cmp"
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// ganttPage is a project's milestones as a bar chart, for the screen and for A4 or A3 across, and as a table.
type ganttPage struct {
	basePage
	tracking.Schedule
	Paper   string // "a4" or "a3"
	Chart   ganttChart
	Project string // address of the project's page
}

// ganttChart is the drawing, in units of which 1120 are as wide as the paper (gantt.tmpl).
type ganttChart struct {
	Height int
	Left   int // where days begin
	Right  int
	Bottom int // where rows end
	Today  int // x of today; 0: outside
	Ticks  []ganttTick
	Rows   []ganttRow
	Links  []ganttLink
}

// ganttTick is the first day of a month.
type ganttTick struct {
	X     int
	Month models.Month
	Named bool
}

// ganttRow is one milestone. Bars end on their day and are as long as the days it takes; 0: no such day.
type ganttRow struct {
	tracking.MilestoneLine
	Y, Middle             int // top of the row, and its middle
	BaseX, BaseFrom       int // its day, and where its days begin
	DueX, DueFrom         int
	BaseW, DueW           int // how long its days are
	ExpectedX, LateX      int // of an open one that is expected late: the day, and where the delay begins
	DoneX                 int
	LabelX                int
	Waits, Late, Finished bool
}

// ganttLink is a line from a milestone to one that follows it.
type ganttLink struct{ FromX, FromY, ToX, ToY int }

// The measures of the drawing.
const (
	ganttLeft  = 190
	ganttRight = 1040
	ganttTop   = 26
	ganttRowH  = 30
	ganttAside = 15 // days left free at both ends
	ganttNames = 14 // most months with a name
)

func (h *handlers) showGantt(w http.ResponseWriter, r *http.Request) error {
	v, err := h.t.Schedule(r.Context(), actorOf(r), projectOf(r), "", models.ScheduleEnds{})
	if err != nil {
		return err
	}
	p := ganttPage{basePage: h.base(w, r), Schedule: v, Paper: "a4", Project: projectAddress(v.Year, v.Code),
		Chart: ganttOf(v.Milestones, v.AsOf.Date())}
	if r.URL.Query().Get("paper") == "a3" {
		p.Paper = "a3"
	}
	p.add([]string{"plans.css", "gantt.css", "gantt-" + p.Paper + ".css"}, nil)
	h.write(w, r, http.StatusOK, "gantt", "page", p)
	return nil
}

// ganttOf draws the milestones that have a date, in the order of their dates.
func ganttOf(all []tracking.MilestoneLine, today models.Date) ganttChart {
	lines := slices.DeleteFunc(slices.Clone(all), func(m tracking.MilestoneLine) bool {
		return m.Status == models.MilestoneDropped || m.Due == 0 && m.DoneOn == 0
	})
	slices.SortStableFunc(lines, func(a, b tracking.MilestoneLine) int {
		return cmp.Compare(cmp.Or(a.Baseline, a.Due, a.DoneOn), cmp.Or(b.Baseline, b.Due, b.DoneOn))
	})
	from, to := today, today
	for _, m := range lines {
		for _, d := range []models.Date{m.Baseline, m.Due, m.Expected, m.DoneOn} {
			if d != 0 {
				from, to = min(from, d), max(to, d)
			}
		}
		if m.Due != 0 {
			from = min(from, m.Due-models.Date(m.Days))
		}
	}
	from, to = from-ganttAside, to+ganttAside
	x := func(d models.Date) int {
		if d == 0 {
			return 0
		}
		return ganttLeft + (ganttRight-ganttLeft)*int(max(from, d)-from)/int(to-from)
	}
	c := ganttChart{Left: ganttLeft, Right: ganttRight, Today: x(today)}
	step := 1 + (int(to.Month())-int(from.Month()))/ganttNames
	for m, i := from.Month()+1, 0; m <= to.Month(); m, i = m+1, i+1 {
		c.Ticks = append(c.Ticks, ganttTick{x(m.First()), m, i%step == 0})
	}
	at := map[string]int{}
	for i, m := range lines {
		y := ganttTop + i*ganttRowH
		row := ganttRow{MilestoneLine: m, Y: y, Middle: y + ganttRowH/2, BaseX: x(m.Baseline), DueX: x(m.Due),
			DoneX: x(m.DoneOn), Late: m.DaysLate > 0, Waits: m.Waiting, Finished: m.Status == models.MilestoneDone}
		if m.Days > 0 {
			row.BaseFrom, row.DueFrom = x(m.Baseline-models.Date(m.Days)), x(m.Due-models.Date(m.Days))
			row.BaseW, row.DueW = row.BaseX-row.BaseFrom, row.DueX-row.DueFrom
		}
		if m.Status == models.MilestoneOpen && m.ExpectedLate > 0 {
			row.ExpectedX, row.LateX = x(m.Expected), x(m.Due)
		}
		row.LabelX = max(row.DueX, row.ExpectedX, row.DoneX, row.BaseX) + 8
		at[m.Name] = i
		c.Rows = append(c.Rows, row)
	}
	for _, row := range c.Rows {
		for _, name := range row.After {
			i, drawn := at[name]
			if !drawn {
				continue
			}
			before := c.Rows[i]
			c.Links = append(c.Links, ganttLink{before.ends(), before.Middle, row.ends() - row.DueW, row.Middle})
		}
	}
	c.Bottom = ganttTop + len(c.Rows)*ganttRowH
	c.Height = c.Bottom + 6
	return c
}

// ends returns the x of the day on which the milestone is done or to be expected.
func (r ganttRow) ends() int { return cmp.Or(r.DoneX, r.ExpectedX, r.DueX) }

package web

import (
	"net/http"
	"strings"

	"duban/models"
	"duban/tracking"
)

// timelinePage draws the projects of a list against the months: their period and their milestones.
type timelinePage struct {
	basePage
	tracking.Timeline
	Form    form
	Choices []choice
	Axis    timeAxis
	Rows    []timeRow
	Pager   pager
	NoList  bool
	Narrow  bool
}

// timeAxis maps days to x from 0 to timeWidth.
type timeAxis struct {
	From, To models.Date
	Today    int // x of today; -1 outside
	Ticks    []tick
	Years    []tick
}

// timeRow is one project. Marks are SVG paths, one for each kind.
type timeRow struct {
	tracking.TimelineProject
	BarX, BarW int  // of the planned period; W 0: none
	Open       bool // the period ends beyond the axis
	DoneX      int  // until where work has gone: today or the end, from the actual start; 0: not begun
	Done, Due  string
	Late       string
	LateName   string
	LateDays   int
	NextName   string
	NextDue    models.Date
	DoneCount  int
}

const (
	timeWidth       = 1200
	timelinePerPage = 60
)

func (h *handlers) showTimeline(w http.ResponseWriter, r *http.Request) error {
	filter, err := projectFilter(r)
	if err != nil {
		return err
	}
	filter.From, filter.Count = pageStart(r, timelinePerPage), timelinePerPage
	view, err := h.t.Timeline(r.Context(), actorOf(r), filter)
	noList := filter.Programme == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := timelinePage{basePage: h.base(w, r), Timeline: view, NoList: noList, Narrow: view.Found < view.Total}
	p.Form = askedForm(r)
	list := projectsPage{basePage: p.basePage, Form: p.Form, ProjectGrid: tracking.ProjectGrid{
		ProjectList: tracking.ProjectList{Units: view.Units, Sectors: view.Sectors, Sponsors: view.Sponsors}}}
	p.Choices = list.choices()
	_, _, p.Pager = paged(r, view.Found, timelinePerPage)
	p.Axis = timeAxisOf(view)
	for _, one := range view.Projects {
		p.Rows = append(p.Rows, p.Axis.row(one))
	}
	p.add([]string{"projects.css", "timeline.css"}, nil)
	h.write(w, r, http.StatusOK, "timeline", "page", p)
	return nil
}

// timeAxisOf is the programme's year with half a year before it, and a year after it where a project lasts longer.
func timeAxisOf(v tracking.Timeline) timeAxis {
	a := timeAxis{From: models.MonthOf(v.Year-1, 7).First(), To: models.MonthOf(v.Year, 12).Last()}
	for _, p := range v.Projects {
		if p.Finish > a.To {
			a.To = models.MonthOf(v.Year+1, 12).Last()
		}
	}
	a.Today = a.x(v.AsOf.Date())
	for m := a.From.Month(); m <= a.To.Month(); m++ {
		a.Ticks = append(a.Ticks, tick{X: a.x(m.First()), Month: m, Named: m.Number()%3 == 1})
		if m.Number() == 1 || m == a.From.Month() {
			a.Years = append(a.Years, tick{X: a.x(m.First()), Month: m})
		}
	}
	return a
}

// x returns a day's x; -1 for no day or one outside.
func (a timeAxis) x(d models.Date) int {
	if d < a.From || d > a.To {
		return -1
	}
	return timeWidth * int(d-a.From) / int(a.To-a.From)
}

// within returns the x of a day, or of the end of the axis beside it.
func (a timeAxis) within(d models.Date) int { return a.x(min(max(d, a.From), a.To)) }

func (a timeAxis) row(p tracking.TimelineProject) timeRow {
	row := timeRow{TimelineProject: p}
	if start := p.Start; start != 0 || p.Began != 0 {
		if p.Began != 0 {
			start = p.Began
		}
		end := p.Finish
		if end == 0 {
			end = a.To
		}
		row.BarX = a.within(start)
		row.BarW = max(0, a.within(end)-row.BarX)
		row.Open = p.Finish > a.To || p.Finish == 0
	}
	var done, due, late strings.Builder
	for _, m := range p.Milestones {
		day := m.Due
		if m.DoneOn != 0 {
			day = m.DoneOn
			row.DoneCount++
		}
		switch {
		case m.DoneOn != 0:
		case m.Late && row.LateName == "":
			row.LateName, row.LateDays = m.Name, m.DaysLate
		case !m.Late && row.NextName == "":
			row.NextName, row.NextDue = m.Name, m.Due
		}
		x := a.x(day)
		if x < 0 {
			continue
		}
		size := "4"
		if m.Controlling {
			size = "6"
		}
		at := itoa(x)
		switch {
		case m.DoneOn != 0:
			done.WriteString("M" +
				at + " 14m-" + size + " 0l" + size + " -" + size + " " + size + " " + size + " -" + size + " " +
				size + "z")
		case m.Late:
			late.WriteString("M" +
				at + " 14m-" + size + " 0l" + size + " -" + size + " " + size + " " + size + " -" + size + " " +
				size + "z")
		default:
			due.WriteString("M" +
				at + " 14m-" + size + " 0l" + size + " -" + size + " " + size + " " + size + " -" + size + " " +
				size + "z")
		}
	}
	row.Done, row.Due, row.Late = done.String(), due.String(), late.String()
	return row
}

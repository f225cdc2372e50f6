package web

import (
	"net/http"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

// calendarPage is a year at a glance, with the form that enters its days off.
type calendarPage struct {
	basePage
	tracking.YearAtAGlance
	Months  []calendarMonth
	Spans   []models.CalendarSpan
	Form    form
	MayPlan bool
	Preview *tracking.CalendarEntered // what the entry in Form would change; nil: nothing was entered
	Moves   movesPart                 // of Preview
}

// calendarMonth is one month of the year in weeks from Monday on.
type calendarMonth struct {
	Month models.Month
	Weeks [][7]calendarDay
}

// calendarDay is one day; Day 0 is a place without one.
type calendarDay struct {
	Day  int
	Kind string // "off", "worked", "weekend", or "" for a working day
	Name string
}

// PreviewSpans joins the days of the entry.
func (p calendarPage) PreviewSpans() []models.CalendarSpan { return models.SpansOf(p.Preview.Days) }

// Previous and Following are the years beside.
func (p calendarPage) Previous() int  { return p.Year - 1 }
func (p calendarPage) Following() int { return p.Year + 1 }

func (h *handlers) calendarRoutes() []route {
	return []route{
		{pattern: "GET /calendar", who: seesOwn, show: h.showCalendar},
		{pattern: "POST /calendar", who: plans, show: h.enterCalendar},
	}
}

func (h *handlers) showCalendar(w http.ResponseWriter, r *http.Request) error {
	year, _ := strconv.Atoi(r.URL.Query().Get("year")) // anything else is the current year
	return h.writeCalendar(w, r, http.StatusOK, max(year, 0), newForm(r), nil)
}

func (h *handlers) writeCalendar(w http.ResponseWriter, r *http.Request, status, year int, f form,
	preview *tracking.CalendarEntered) error {
	view, err := h.t.ShowCalendar(r.Context(), actorOf(r), year)
	if err != nil {
		return err
	}
	p := calendarPage{basePage: h.base(w, r), YearAtAGlance: view, Months: monthsOfCalendar(view),
		Spans: models.SpansOf(view.Listed()), Form: f, MayPlan: models.CanPlan(actorOf(r)) == nil, Preview: preview}
	if preview != nil {
		p.Moves = firstMoves(r, preview.Moves)
	}
	p.add([]string{"calendar.css"}, nil)
	h.write(w, r, status, "calendar", "page", p)
	return nil
}

// monthsOfCalendar lays a year out in weeks.
func monthsOfCalendar(y tracking.YearAtAGlance) (months []calendarMonth) {
	listed := map[models.Date]models.CalendarDay{}
	for _, d := range y.Listed() {
		listed[d.Date] = d
	}
	for m := models.MonthOf(y.Year, 1); m <= models.MonthOf(y.Year, 12); m++ {
		out, at := calendarMonth{Month: m}, (int(m.First().Weekday())+6)%7
		for d := m.First(); d <= m.Last(); d++ {
			if at == 0 || len(out.Weeks) == 0 {
				out.Weeks = append(out.Weeks, [7]calendarDay{})
			}
			day := calendarDay{Day: d.Day()}
			exception, known := listed[d]
			switch {
			case known && exception.Working:
				day.Kind, day.Name = "worked", exception.Name
			case known:
				day.Kind, day.Name = "off", exception.Name
			case at >= 5:
				day.Kind = "weekend"
			}
			out.Weeks[len(out.Weeks)-1][at] = day
			at = (at + 1) % 7
		}
		months = append(months, out)
	}
	return months
}

var fieldOfCalendar = map[string]string{"bad_notice": "text", "calendar_year_missing": "year"}

// enterCalendar shows what an entry would move, and enters it when that is confirmed.
func (h *handlers) enterCalendar(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	year, _ := strconv.Atoi(strings.TrimSuffix(trimmedValue(f, "year"), "年")) // 0: the text names it
	entry := tracking.CalendarEntry{Year: year, Notice: trimmedValue(f, "notice"), Text: f.Value("text"),
		Only: f.Value("only") != ""}
	confirmed := f.Value("confirmed") != ""
	done, err := h.t.EnterCalendar(r.Context(), actorOf(r), f.Key, entry, !confirmed)
	switch {
	case err != nil && f.wrong(err, fieldOfCalendar):
		return h.writeCalendar(w, r, statusOf(err), year, f, nil)
	case err != nil:
		return err
	case confirmed:
		return h.redirectWithMessage(w, r, "/calendar?year="+strconv.Itoa(done.Year),
			f.lang.text("%d 年放假安排已录入，%d 项的到期日或提级时间变动", done.Year, len(done.Items)))
	}
	return h.writeCalendar(w, r, http.StatusOK, done.Year, f, &done)
}

package web

import (
	"net/http"
	"net/url"
	"strings"

	"duban/models"
	"duban/tracking"
)

// duePage is what falls due in a month: as a calendar, and as a list by day.
type duePage struct {
	basePage
	tracking.DueMonth
	Form     form
	Choices  []choice
	Weeks    [][7]dueCell
	Entries  []dueEntry // of the part of the list
	Pager    pager
	Previous string // addresses of the months beside
	Next     string
	NoList   bool
	Holds    string // the filter of the address, for links of the calendar
}

// dueCell is a day of the calendar; Number 0 is a place without one.
type dueCell struct {
	Number  int
	Day     models.Date
	Off     bool
	Today   bool
	Entries []dueEntry // the first ones
	More    int
}

// dueEntry is one line of a day: something of one project, or the month's reports of several together.
type dueEntry struct {
	tracking.DueLine
	Title string
	Many  int // projects, of reports that stand together; 0: one
	First bool
	State string // "late", "waiting" or "open"
	Page  string // address
}

const (
	dueInCell  = 4  // most lines of a day in the calendar
	duePerPage = 80 // lines of the list
)

// dueLines are the lines of a day; two and more reports of a month stand together.
func (p duePage) dueLines(d tracking.DueDay) (all []dueEntry) {
	at := -1
	for _, l := range d.Lines {
		e := dueEntry{DueLine: l, Page: l.Path, State: "open"}
		switch {
		case l.Late > 0:
			e.State = "late"
		case l.Waiting:
			e.State = "waiting"
		}
		switch l.Kind {
		case models.DueReport:
			e.Title = p.Lang.reportTitle(l.Month)
			if at >= 0 && all[at].Month == l.Month {
				all[at].Many = max(all[at].Many, 1) + 1
				all[at].Page = "/projects"
				if e.State == "late" {
					all[at].State, all[at].Late = "late", max(all[at].Late, l.Late)
				}
				continue
			}
			at = len(all)
		case models.DueReview:
			e.Title = p.Lang.text("审核：%s", l.Name)
			if l.Name == "" {
				e.Title = p.Lang.text("审核：%s", p.Lang.reportTitle(l.Month))
			}
		default:
			e.Title = l.Name
		}
		all = append(all, e)
	}
	return all
}

func (h *handlers) showDue(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	month, err := models.ParseMonth(q.Get("month"))
	if err != nil {
		return err
	}
	filter := tracking.DueFilter{Programme: q.Get("year"), Month: month, Unit: q.Get("unit"), Sponsor: q.Get("sponsor"),
		Kind: models.DueKind(q.Get("kind"))}
	view, err := h.t.DueMonth(r.Context(), actorOf(r), filter)
	noList := filter.Programme == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := duePage{basePage: h.base(w, r), DueMonth: view, NoList: noList, Form: askedForm(r)}
	p.add([]string{"projects.css", "due.css"}, nil)
	if !noList {
		p.fill(r)
	}
	h.write(w, r, http.StatusOK, "due", "page", p)
	return nil
}

func (p *duePage) fill(r *http.Request) {
	p.Form.Set("month", p.Month.String())
	p.Previous, p.Next = with(r.URL, "month", (p.Month-1).String()), with(r.URL, "month", (p.Month+1).String())
	var months, kinds []option
	for n := 1; n <= 12; n++ {
		m := models.MonthOf(p.Year, n)
		months = append(months, option{m.String(), p.Lang.monthOfYear(m)})
	}
	for _, k := range models.DueKinds {
		kinds = append(kinds, option{string(k), p.Lang.text(phrase(k.Chinese()))})
	}
	add := func(name string, label, every phrase, options []option) {
		if len(options) > 1 {
			p.Choices = append(p.Choices, choiceOf(p.Form, name, label.in(p.Lang), append([]option{{"", every.in(p.Lang)}},
				options...)))
		}
	}
	p.Choices = append(p.Choices, choiceOf(p.Form, "month", p.Lang.text("月份"), months))
	add("unit", "责任单位", "全部责任单位", offered(p.Form, "unit", p.Units))
	add("sponsor", "包保领导", "全部包保领导", offered(p.Form, "sponsor", p.Sponsors))
	add("kind", "事项类别", "全部事项", kinds)
	var all []dueEntry
	byDay := map[models.Date][]dueEntry{}
	for _, d := range p.Days {
		lines := p.dueLines(d)
		for i := range lines {
			lines[i].First = i == 0
		}
		byDay[d.Day], all = lines, append(all, lines...)
	}
	p.Entries, p.Pager = part(r, listing{parameter: "page", anchor: "list", size: duePerPage}, all)
	if len(p.Entries) > 0 {
		p.Entries[0].First = true
	}
	p.Weeks = weeksOf(p.DueMonth, byDay)
	keep := url.Values{}
	for _, name := range []string{"unit", "sponsor", "kind", "year"} {
		if v := r.URL.Query().Get(name); v != "" {
			keep.Set(name, v)
		}
	}
	p.Holds = keep.Encode()
}

// weeksOf lays a month out in weeks from Monday on.
func weeksOf(d tracking.DueMonth, byDay map[models.Date][]dueEntry) (weeks [][7]dueCell) {
	at := (int(d.Month.First().Weekday()) + 6) % 7
	for day := d.Month.First(); day <= d.Month.Last(); day++ {
		if at == 0 || len(weeks) == 0 {
			weeks = append(weeks, [7]dueCell{})
		}
		cell := dueCell{Number: day.Day(), Day: day, Off: !d.Workday(day), Today: day == d.AsOf.Date()}
		cell.Entries, cell.More = cut(byDay[day], dueInCell)
		weeks[len(weeks)-1][at] = cell
		at = (at + 1) % 7
	}
	return weeks
}

// Filtered reports whether the list is narrowed.
func (p duePage) Filtered() bool { return strings.TrimSpace(p.Holds) != "" }

package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// showOverview shows the first page: the programme against its target and schedule, and the items to look at first. The
// page polls itself every minute, see writeRefreshing.
func (h *handlers) showOverview(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	colour, err := parseColour(query.Get("colour"))
	if err != nil {
		return err
	}
	year := query.Get("year")
	o, err := h.t.Overview(r.Context(), actorOf(r), year)
	nothingYet := year == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !nothingYet {
		return err
	}
	return h.writeOverview(w, r, o, colour, nothingYet)
}

// writeOverview shows an overview, filtered by a colour, or without a programme how to start.
func (h *handlers) writeOverview(w http.ResponseWriter, r *http.Request, o tracking.Overview, colour models.Colour,
	nothingYet bool) error {
	p := overviewPage{basePage: h.base(w, r), Overview: o, Filter: colour}
	p.add([]string{"gap.css", "overview.css"}, []string{"overview.js"})
	if nothingYet { // the page explains how to start
		p.Form, p.MayImport = newForm(r), models.CanPlan(actorOf(r)) == nil
		p.add([]string{"drop.css"}, []string{"imports.js"})
		h.write(w, r, http.StatusOK, "overview", "page", p)
		return nil
	}
	p.fill(r)
	return h.writeRefreshing(w, r, "overview", "page", &p.refreshing, func() any { return p })
}

// parseColour reads the colour a list is filtered by; "" is all.
func parseColour(text string) (models.Colour, error) {
	if text == "" || slices.Contains(worstFirst, models.Colour(text)) {
		return models.Colour(text), nil
	}
	return "", models.Errorf(models.KindInvalid, "bad_colour", "不认识的灯色“%s”，请从页面上的灯色条选择", text)
}

// worstFirst are the lights in the order the pages list them.
var worstFirst = []models.Colour{models.RedHue, models.YellowHue, models.NoData, models.Green}

// overviewPage is the data of the first page: tracking's answer and what the template derives from it.
type overviewPage struct {
	basePage
	tracking.Overview
	Form      form // to upload the first plan
	MayImport bool
	Filter    models.Colour
	Years     []yearLink
	Figures   figures
	Decisions []decision
	Colours   []colourCount
	Months    []monthRow
	Multiples []multiple
	Fall      waterfall
	Rungs     []rungGroup
	Sections  []section
	Shown     int    // projects of the filter, on all parts of the list
	Pager     pager  // of the list
	All       string // address of the list without a filter

	refreshing
}

// yearLink is a link to the programme of a year.
type yearLink struct {
	Year    int
	Address string
	Current bool
}

func (p *overviewPage) fill(r *http.Request) {
	p.Figures = figuresOf(p.Status)
	p.Months = monthRowsOf(p.Overview)
	p.Multiples, p.Fall = multiplesOf(p.Overview, p.Lang), waterfallOf(p.Overview)
	p.Sections, p.Shown, p.Pager = sectionsOf(r, p.Projects, p.Filter)
	p.Rungs = rungGroupsOf(p.Overview, p.Lang, p.address())
	p.Decisions = decisionsOf(p.Overview, p.Rungs, p.Lang)
	p.All = narrowed(r.URL, "colour", "") + "#projects"
	for _, year := range p.ListedYears {
		p.Years = append(p.Years, yearLink{year, narrowed(r.URL, "year", itoa(year)), year == p.Status.Year})
	}
	for _, c := range worstFirst {
		p.Colours = append(p.Colours, colourCount{
			Colour: c, Count: p.Status.Colours[c], Address: narrowed(r.URL, "colour", string(c)) + "#projects",
			Current: c == p.Filter,
		})
	}
	place := 0
	for i := range p.Colours {
		p.Colours[i].place(&place, p.Status.Projects)
	}
}

// address returns where a project is read from another part of the page: its row in the list, or its page when the list
// shows another part.
func (p *overviewPage) address() func(e *tracking.EscalationView) string {
	shown := map[string]bool{}
	for _, s := range p.Sections {
		for _, l := range s.Lines {
			shown[l.Code] = true
		}
	}
	return func(e *tracking.EscalationView) string {
		if shown[e.Project] {
			return "#" + e.Project
		}
		return projectAddress(e.Year, e.Project)
	}
}

package web

import (
	"net/http"
	"slices"

	"duban/models"
	"duban/tracking"
)

// showOverview is the first page: how far the programme is from its target and its schedule, and where to look first.
//
// The page asks for itself again every minute. When nothing changed but the time, only the line with the time goes
// back.
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

// writeOverview writes the page of an overview, narrowed to a colour, or the page that says how to begin.
func (h *handlers) writeOverview(w http.ResponseWriter, r *http.Request, o tracking.Overview, colour models.Colour,
	nothingYet bool) error {
	p := overviewPage{basePage: h.base(w, r), Overview: o, Filter: colour}
	p.add([]string{"overview.css"}, []string{"echarts.simple.min.js", "overview.js"})
	if nothingYet { // the page says how to begin
		p.Form, p.MayImport = newForm(r), models.CanPlan(actorOf(r)) == nil
		p.add([]string{"drop.css"}, []string{"imports.js"})
		h.write(w, r, http.StatusOK, "overview", "page", p)
		return nil
	}
	p.fill(r)
	return h.writeRefreshing(w, r, "overview", "page", &p.refreshing, func() any { return p })
}

// parseColour reads the colour a list is narrowed to; "" is all.
func parseColour(text string) (models.Colour, error) {
	if text == "" || slices.Contains(worstFirst, models.Colour(text)) {
		return models.Colour(text), nil
	}
	return "", models.Errorf(models.KindInvalid, "bad_colour", "不认识的状态「%s」，请从页面上的状态条选择", text)
}

// worstFirst is the colours as the page lists them.
var worstFirst = []models.Colour{models.TopHue, models.RedHue, models.YellowHue, models.NoData, models.Green}

// overviewPage is the first page's data: what tracking says, and what is derived from it only to be read.
type overviewPage struct {
	basePage
	tracking.Overview
	Form      form // to begin with
	MayImport bool
	Filter    models.Colour
	Years     []yearLink
	Figures   figures
	Decisions []decision
	Colours   []colourCount
	Months    []monthRow
	Chart     chart
	Behind    []gapLine
	Rungs     []rungGroup
	Sections  []section
	Shown     int    // projects in Sections
	All       string // address of the list with every project

	refreshing
}

// yearLink leads to another year's programme.
type yearLink struct {
	Year    int
	Address string
	Current bool
}

func (p *overviewPage) fill(r *http.Request) {
	p.Figures = figuresOf(p.Overview)
	p.Months, p.Chart = curveOf(p.Overview, p.Lang)
	p.Behind = gapLinesOf(p.Overview)
	p.Rungs = rungGroupsOf(p.Overview, p.Lang)
	p.Decisions = decisionsOf(p.Overview, p.Rungs, p.Lang)
	p.All = with(r.URL, "colour", "") + "#projects"
	p.Sections, p.Shown = sectionsOf(p.Projects, p.Filter)
	for _, year := range p.ListedYears {
		p.Years = append(p.Years, yearLink{year, with(r.URL, "year", itoa(year)), year == p.Status.Year})
	}
	for _, c := range worstFirst {
		p.Colours = append(p.Colours, colourCount{
			Colour: c, Count: p.Status.Colours[c], Address: with(r.URL, "colour", string(c)) + "#projects",
			Current: c == p.Filter,
		})
	}
	place := 0
	for i := range p.Colours {
		p.Colours[i].place(&place, p.Status.Projects)
	}
}

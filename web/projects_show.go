package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"duban/models"
	"duban/tracking"
)

// projectsPage lists projects as a grid, with filters, columns and views.
type projectsPage struct {
	basePage
	tracking.ProjectGrid
	Form     form
	Choices  []choice
	Rows     []listRow
	Columns  []gridColumn
	Acts     []option // on several projects
	Offered  []option // columns
	IsShown  map[string]bool
	Chosen   string // columns that are chosen; "": those of every day
	View     string // view that the page is
	Undo     string // key of the change that has just been made
	Back     string // address of the page
	Query    string
	MayShare bool
	Pager    pager
	Narrow   bool // a filter is set
	NoList   bool // there is no programme yet
	asked    *url.URL
}

const projectsPerPage = 60

// showProjects lists the projects a person may see.
func (h *handlers) showProjects(w http.ResponseWriter, r *http.Request) error {
	q := r.URL.Query()
	if columns, chosen := q["col"]; chosen { // of the form that chooses columns
		q.Del("col")
		q.Set("cols", strings.Join(columns, ","))
		h.redirect(w, r, "/projects?"+q.Encode())
		return nil
	}
	filter, err := projectFilter(r)
	if err != nil {
		return err
	}
	if !takes(r) {
		filter.From, filter.Count = pageStart(r, projectsPerPage), projectsPerPage
	}
	list, err := h.t.ProjectGrid(r.Context(), actorOf(r), filter)
	// there is no such page
	if from, _, _ := paged(r, list.Found, projectsPerPage); err == nil && !takes(r) && from < filter.From {
		filter.From = from
		list, err = h.t.ProjectGrid(r.Context(), actorOf(r), filter)
	}
	noList := filter.Programme == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !noList {
		return err
	}
	p := projectsPage{basePage: h.base(w, r), ProjectGrid: list, NoList: noList, Narrow: list.Found < list.Total,
		MayShare: models.CanShareViews(actorOf(r)) == nil, View: q.Get("view"), Undo: q.Get("done"),
		Chosen: q.Get("cols")}
	p.lay(r)
	_, _, p.Pager = paged(r, list.Found, projectsPerPage)
	if takes(r) && !noList {
		return h.sendList(w, r, p.takenGrid())
	}
	h.write(w, r, http.StatusOK, "projects", "page", p)
	return nil
}

// lay fills in what the page shows around its rows.
func (p *projectsPage) lay(r *http.Request) {
	var scripts []string
	if p.MayEdit {
		scripts = []string{"grid.js"}
	}
	p.add([]string{"projects.css"}, scripts)
	p.Form = askedForm(r)
	p.asked = r.URL
	kept := r.URL.Query()
	for _, name := range []string{"done", "lang"} {
		kept.Del(name)
	}
	p.Query = kept.Encode()
	p.Back = "/projects"
	if p.Query != "" {
		p.Back += "?" + p.Query
	}
	p.Columns, p.IsShown = gridColumns(p.Lang, p.Chosen), map[string]bool{}
	for _, c := range p.Columns {
		p.IsShown[c.Key] = true
	}
	for _, k := range gridKinds {
		p.Offered = append(p.Offered, option{k.key, k.head.in(p.Lang)})
	}
	p.Acts = bulkActs(p.Lang, models.BulkActs...)
	p.Choices = p.choices()
	for _, row := range p.rows() {
		p.Rows = append(p.Rows, row.shown())
	}
}

// projectFilter reads the filter of a list of projects from the address.
func projectFilter(r *http.Request) (tracking.ProjectFilter, error) { return filterIn(r.URL.Query()) }

// filterIn reads the filter of a list of projects from the parameters of its address.
func filterIn(q url.Values) (tracking.ProjectFilter, error) {
	colour, err := parseColour(q.Get("colour"))
	return tracking.ProjectFilter{
		Programme: q.Get("year"), Search: q.Get("q"), Unit: q.Get("unit"), Sector: q.Get("sector"), Sponsor: q.Get("sponsor"),
		Level: q.Get("level"), Town: q.Get("town"), Starred: q.Get("starred") != "",
		Stage: models.Stage(q.Get("stage")), Colour: colour, Sort: tracking.ProjectSort(q.Get("sort")),
	}, err
}

// askedForm returns a form with the values of the address.
func askedForm(r *http.Request) form {
	f := newForm(r)
	maps.Copy(f.values, r.URL.Query())
	return f
}

// Hidden are the parameters that the form of filters keeps.
func (p projectsPage) Hidden() []option { return p.hidden("year", "cols", "sort", "town", "starred") }

// HiddenOfColumns are the parameters that the form of columns keeps.
func (p projectsPage) HiddenOfColumns() []option {
	return p.hidden("year", "q", "town", "starred", "unit", "sector", "sponsor", "level", "stage", "colour", "sort")
}

func (p projectsPage) hidden(names ...string) (fields []option) {
	for _, name := range names {
		if v := p.Form.Value(name); v != "" {
			fields = append(fields, option{name, v})
		}
	}
	return fields
}

// Everything is the address of the list without filters.
func (p projectsPage) Everything() string {
	return with(&url.URL{Path: "/projects"}, "year", p.Form.Value("year"))
}

// Marked is the address of the list of the projects that the person marked.
func (p projectsPage) Marked() string { return with(&url.URL{Path: "/projects"}, "starred", "1") }

// ViewAddress is the address of a view.
func (p projectsPage) ViewAddress(v models.SavedView) string {
	query := v.Query + "&view=" + url.QueryEscape(v.ID)
	if year := p.Form.Value("year"); year != "" {
		query += "&year=" + url.QueryEscape(year)
	}
	return "/projects?" + strings.TrimPrefix(query, "&")
}

// SortBy is the address of the list in the order of a column; once more turns it round, and then as on the list.
func (p projectsPage) SortBy(sort tracking.ProjectSort) string {
	next := string(sort)
	switch tracking.ProjectSort(p.Form.Value("sort")) {
	case sort:
		next = "-" + next
	case "-" + sort:
		next = ""
	}
	return narrowed(p.asked, "sort", next)
}

// descends are the orders that begin with the largest.
var descends = []tracking.ProjectSort{tracking.SortWorst, tracking.SortGap}

// Sorting is the value of aria-sort of a column; "" when the list is not in its order.
func (p projectsPage) Sorting(sort tracking.ProjectSort) string {
	bare, turned := tracking.ProjectSort(p.Form.Value("sort")).Turned()
	switch {
	case bare != sort || sort == "":
		return ""
	case turned != slices.Contains(descends, sort):
		return "descending"
	}
	return "ascending"
}

// projectAddress returns the address of a project's page.
func projectAddress(year int, code string) string {
	return "/projects/" + strconv.Itoa(year) + "/" + url.PathEscape(code)
}

package web

import (
	"net/http"
	"net/url"
	"strconv"

	"duban/models"
	"duban/tracking"
)

const outingsAddress = "/outings"

func (h *handlers) outingRoutes() []route {
	const one = "/outings/{outing}"
	return []route{
		{pattern: "GET /outings", who: seesAll, show: h.showOutings},
		{pattern: "GET /outings/new", who: plans, show: h.showOutingForm},
		{pattern: "POST /outings", who: plans, show: h.keepOuting},
		{pattern: "GET " + one, who: seesAll, show: h.showOuting},
		{pattern: "POST " + one + "/change", who: plans, show: h.keepOuting},
		{pattern: "GET " + one + "/sheet", who: seesAll, show: h.showOutingSheet},
		{pattern: "GET " + one + "/workbook", who: seesAll, show: h.showOutingWorkbook},
	}
}

// outingsPage lists the batches and routes.
type outingsPage struct {
	basePage
	tracking.OutingList
	NoList bool
}

// outingPage is a batch or a route with its list and the form that changes it.
type outingPage struct {
	basePage
	tracking.OutingPage
	Address string
	Edit    form
	Changed bool // the form had errors
}

// newOutingPage is the form of a new batch or route, filled in by a filter.
type newOutingPage struct {
	basePage
	tracking.OutingForm
	Filter form
	Edit   form
	Kinds  []option
	Stages []option
	Of     []option // units
	Months []option
}

// fieldOfOuting is the form field each error code of an outing belongs to.
var fieldOfOuting = map[string]string{"title_missing": "title", "day_missing": "on", "bad_time": "begins",
	"place_too_long": "place", "line_wrong": "lines", "items_missing": "lines", "bad_kind": "kind"}

func (h *handlers) showOutings(w http.ResponseWriter, r *http.Request) error {
	year := r.URL.Query().Get("year")
	list, err := h.t.Outings(r.Context(), actorOf(r), year)
	p := outingsPage{basePage: h.base(w, r), OutingList: list}
	p.NoList = year == "" && err != nil && models.AsError(err).Code == "no_programme"
	if err != nil && !p.NoList {
		return err
	}
	p.add([]string{"plans.css", "ladder.css"}, nil)
	h.write(w, r, http.StatusOK, "outings", "page", p)
	return nil
}

func (h *handlers) showOuting(w http.ResponseWriter, r *http.Request) error {
	view, err := h.t.Outing(r.Context(), actorOf(r), r.PathValue("outing"))
	if err != nil {
		return err
	}
	f := newForm(r)
	for name, value := range map[string]string{"title": view.Title, "on": view.On.String(), "begins": view.Begins,
		"place": view.Place, "lines": view.Lines, "version": strconv.Itoa(view.Version)} {
		f.Set(name, value)
	}
	h.writeOuting(w, r, http.StatusOK, view, f)
	return nil
}

func (h *handlers) writeOuting(w http.ResponseWriter, r *http.Request, status int, view tracking.OutingPage, f form) {
	p := outingPage{basePage: h.base(w, r), OutingPage: view, Address: outingsAddress + "/" + url.PathEscape(view.ID),
		Edit: f, Changed: len(f.errors) > 0}
	p.add([]string{"plans.css", "ladder.css"}, nil)
	h.write(w, r, status, "outing", "page", p)
}

// outingFilter reads the filter of a new batch or route.
func outingFilter(r *http.Request) (f models.OutingFilter, err error) {
	q := r.URL.Query()
	f = models.OutingFilter{Kind: models.OutingKind(q.Get("kind")), Stage: models.Stage(q.Get("stage")),
		Unit: q.Get("unit")}
	if f.From, err = models.ParseMonth(q.Get("from")); err == nil {
		f.Until, err = models.ParseMonth(q.Get("until"))
	}
	return f, err
}

func (h *handlers) showOutingForm(w http.ResponseWriter, r *http.Request) error {
	return h.writeOutingForm(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeOutingForm(w http.ResponseWriter, r *http.Request, status int, f form) error {
	filter, err := outingFilter(r)
	if err != nil {
		return err
	}
	if len(f.errors) > 0 {
		filter.Kind = models.OutingKind(f.Value("kind"))
	}
	view, err := h.t.OutingForm(r.Context(), actorOf(r), "", filter)
	if err != nil {
		return err
	}
	p := newOutingPage{basePage: h.base(w, r), OutingForm: view, Filter: newForm(r), Edit: f}
	for name := range r.URL.Query() {
		p.Filter.Set(name, r.URL.Query().Get(name))
	}
	if !f.values.Has("lines") {
		f.Set("lines", view.Lines)
		f.Set("kind", p.Filter.Value("kind"))
		f.Set("begins", "09:00")
	}
	for _, k := range models.OutingKinds {
		p.Kinds = append(p.Kinds, option{string(k), p.Lang.word(k.Chinese())})
	}
	p.Stages, p.Of, p.Months = []option{{"", p.Lang.text("全部")}}, []option{{"", p.Lang.text("全部")}},
		[]option{{"", p.Lang.text("不限")}}
	for _, s := range []models.Stage{models.StageNewStart, models.StageCarried, models.StageCompleting} {
		p.Stages = append(p.Stages, option{string(s), p.Lang.word(s.Chinese())})
	}
	for _, u := range view.Units {
		p.Of = append(p.Of, option{u, u})
	}
	for m := models.MonthOf(view.Year, 1); m.Year() == view.Year; m++ {
		p.Months = append(p.Months, option{m.String(), p.Lang.monthOfYear(m)})
	}
	p.add([]string{"plans.css"}, nil)
	h.write(w, r, status, "outingnew", "page", p)
	return nil
}

// keepOuting enters a batch or a route, or changes one.
func (h *handlers) keepOuting(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("outing")
	e := models.OutingEntry{Kind: models.OutingKind(f.Value("kind")), Title: f.Value("title"), Begins: f.Value("begins"),
		Place: f.Value("place"), Lines: f.Value("lines"), Version: versionSeen(f)}
	if e.On, err = models.ParseDate(f.Value("on")); err != nil {
		f.errors["on"] = f.lang.say(models.AsError(err).Message)
	} else {
		page, wrong := h.t.KeepOuting(r.Context(), actorOf(r), f.Key, "", id, e)
		if wrong == nil {
			return h.redirectWithMessage(w, r, outingsAddress+"/"+url.PathEscape(page.ID), f.lang.text("已保存"))
		}
		err = wrong
	}
	if !f.wrong(err, fieldOfOuting) {
		return err
	}
	if id == "" {
		return h.writeOutingForm(w, r, statusOf(err), f)
	}
	view, loading := h.t.Outing(r.Context(), actorOf(r), id)
	if loading != nil {
		return loading
	}
	h.writeOuting(w, r, statusOf(err), view, f)
	return nil
}

func (h *handlers) showOutingSheet(w http.ResponseWriter, r *http.Request) error {
	d, err := h.t.OutingSheet(r.Context(), actorOf(r), r.PathValue("outing"))
	return sendDownload(w, d.FileName, d.Content, err)
}

func (h *handlers) showOutingWorkbook(w http.ResponseWriter, r *http.Request) error {
	name, content, err := h.t.OutingWorkbook(r.Context(), actorOf(r), r.PathValue("outing"))
	return sendDownload(w, name, content, err)
}

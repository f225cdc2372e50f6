package web

import (
	"net/http"
	"net/url"
	"slices"

	"duban/models"
	"duban/tracking"
)

const reserveAddress = "/reserve"

func (h *handlers) reserveRoutes() []route {
	const one = "/reserve/projects/{reserve}"
	return []route{
		{pattern: "GET /reserve", who: seesOwn, show: h.showReserves},
		{pattern: "POST /reserve", who: handsIn, show: h.takeReserves, body: largestUpload},
		{pattern: "GET /reserve/export", who: seesOwn, show: h.exportReserves},
		{pattern: "POST /reserve/call", who: plans, show: h.callReserves},
		{pattern: "GET /reserve/new", who: handsIn, show: h.showReserveForm},
		{pattern: "POST /reserve/new", who: handsIn, show: h.keepReserve},
		{pattern: "GET " + one, who: seesOwn, show: h.showReserve},
		{pattern: "POST " + one, who: handsIn, show: h.takeReserve, body: largestUpload},
		{pattern: "GET " + one + "/change", who: handsIn, show: h.showReserveForm},
		{pattern: "POST " + one + "/change", who: handsIn, show: h.keepReserve},
		{pattern: "GET " + one + "/scan/{step}", who: seesOwn, show: h.showReserveScan},
		{pattern: "POST /reserve/imports", who: handsIn, show: h.uploadReserves, body: largestUpload},
		{pattern: "GET /reserve/imports/{import}", who: handsIn, show: h.showReserveImport},
		{pattern: "POST /reserve/imports/{import}", who: handsIn, show: h.commitReserves},
		{pattern: "GET /reserve/plan", who: plans, show: h.showNextPlan},
		{pattern: "POST /reserve/plan", who: plans, show: h.draftNextPlan},
	}
}

// reservesPage lists the applications for a year's list, with the acts that are taken on several at once.
type reservesPage struct {
	basePage
	tracking.ReserveView
	Form   upload
	State  models.ReserveState // that is shown; "": all
	States []reserveCount
	Choose []option // years
	Rows   []tracking.ReserveLine
	Pager  pager
	Batch  []models.ReserveAct // acts on the chosen ones
	Acting actFields
}

// CallForm is the form that asks units to apply.
func (p reservesPage) CallForm() form { return p.Form.form }

// reserveCount is a state with how many applications are in it.
type reserveCount struct {
	State   models.ReserveState
	N       int
	Address string
}

// actFields are the fields of an act for the template parts.
type actFields struct {
	Form     upload
	Acts     []models.ReserveAct
	Opinions []option
	Of       string // what the identifiers of its fields begin with
}

// Has reports whether an act is offered.
func (a actFields) Has(act string) bool { return slices.Contains(a.Acts, models.ReserveAct(act)) }

const reservesPerPage = 60

// batchActs are the acts that can be taken on several applications at once.
var batchActs = []models.ReserveAct{models.ReserveApply, models.ReservePass, models.ReserveSay, models.ReserveAdmit}

func (h *handlers) showReserves(w http.ResponseWriter, r *http.Request) error {
	return h.writeReserves(w, r, http.StatusOK, upload{form: newForm(r)})
}

func (h *handlers) writeReserves(w http.ResponseWriter, r *http.Request, status int, u upload) error {
	year, err := reserveYear(r)
	if err != nil {
		return err
	}
	view, err := h.t.Reserves(r.Context(), actorOf(r), year)
	if err != nil {
		return err
	}
	p := reservesPage{basePage: h.base(w, r), ReserveView: view, Form: u, State: models.ReserveState(r.FormValue("state"))}
	shown := view.Lines
	if p.State.Chinese() != "" {
		shown = slices.DeleteFunc(slices.Clone(shown), func(l tracking.ReserveLine) bool { return l.State != p.State })
	} else {
		p.State = ""
	}
	for _, s := range models.ReserveStates {
		if n := view.Of[s]; n > 0 || s == p.State {
			p.States = append(p.States, reserveCount{s, n, reservesOf(view.Year, s)})
		}
	}
	for _, y := range view.Years {
		p.Choose = append(p.Choose, option{itoa(y), p.Lang.text("%d年", y)})
	}
	for _, act := range batchActs {
		if p.State != "" && slices.ContainsFunc(shown, func(l tracking.ReserveLine) bool {
			return slices.Contains(l.Acts, act)
		}) {
			p.Batch = append(p.Batch, act)
		}
	}
	u.Set("year", itoa(view.Year))
	p.Acting = actFields{u, p.Batch, opinionOptions(p.Lang), "b-"}
	p.Rows, p.Pager = part(r, listing{parameter: "page", anchor: "list-title", size: reservesPerPage}, shown)
	p.add([]string{"plans.css", "ladder.css", "accounts.css", "reserve.css"}, nil)
	h.write(w, r, status, "reserve", "page", p)
	return nil
}

// reservesOf is the address of the list in a state; "": all states.
func reservesOf(year int, state models.ReserveState) string {
	address := reserveAddress + "?year=" + itoa(year)
	if state != "" {
		address += "&state=" + url.QueryEscape(string(state))
	}
	return address
}

// reserveYear is the year of a request; 0: the next.
func reserveYear(r *http.Request) (int, error) {
	text := r.FormValue("year")
	if text == "" {
		return 0, nil
	}
	month, err := models.ParseMonth(text + "-01")
	if err != nil {
		return 0, models.Errorf(models.KindInvalid, "bad_year", "年度“%s”有误，请重新选择", text)
	}
	return month.Year(), nil
}

func opinionOptions(l lang) []option {
	options := []option{{"", l.text("请选择")}}
	for _, o := range models.ReserveOpinions {
		options = append(options, option{string(o), l.word(o.Chinese())})
	}
	return options
}

func (h *handlers) exportReserves(w http.ResponseWriter, r *http.Request) error {
	year, err := reserveYear(r)
	if err != nil {
		return err
	}
	name, content, err := h.t.ExportReserves(r.Context(), actorOf(r), year)
	return sendDownload(w, name, content, err)
}

// callReserves asks units to apply.
func (h *handlers) callReserves(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	year, err := reserveYear(r)
	if err != nil {
		return err
	}
	c := tracking.ReserveCall{Year: year, Document: f.Value("notice")}
	if c.Due, err = models.ParseDate(f.Value("due")); err == nil {
		if _, err = h.t.CallReserves(r.Context(), actorOf(r), f.Key, c); err == nil {
			return h.redirectWithMessage(w, r, reservesOf(year, ""), phrase("已通知各责任单位申报").in(f.lang))
		}
	}
	if !f.wrong(err, map[string]string{"bad_date": "due", "due_missing": "due", "due_past": "due"}) {
		return err
	}
	return h.writeReserves(w, r, statusOf(err), upload{form: f})
}

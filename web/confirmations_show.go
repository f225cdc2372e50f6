package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// confirmationsPage lists who needs a 形象进度确认单 of a month, and who lacks it. It is for the office.
type confirmationsPage struct {
	basePage
	tracking.Confirmations
	Form   form
	Months []option
	Shown  []tracking.ConfirmationLine
	Pager  pager
	NoList bool
}

// confirmationsPerPage is how many projects are listed at once.
const confirmationsPerPage = 60

func (h *handlers) confirmationRoutes() []route {
	const one = "/projects/{year}/{code}/confirmations"
	return []route{
		{pattern: "GET /confirmations", who: plans, show: h.showConfirmations},
		{pattern: "POST /confirmations", who: plans, show: h.askConfirmations},
		{pattern: "POST /confirmations/rule", who: plans, show: h.setConfirmationRule},
		{pattern: "GET /confirmations/sheets", who: plans, show: h.showConfirmationSheets},
		{pattern: "GET " + one, who: seesOwn, show: h.showConfirmation},
		{pattern: "POST " + one, who: handsIn, show: h.attachConfirmation, body: largestUpload},
		{pattern: "GET " + one + "/sheet", who: seesOwn, show: h.showConfirmationSheet},
		{pattern: "GET " + one + "/print", who: seesOwn, show: h.showConfirmationPrint},
		{pattern: "GET " + one + "/{confirmation}/file", who: seesOwn, show: h.showConfirmationFile},
	}
}

func (h *handlers) showConfirmations(w http.ResponseWriter, r *http.Request) error {
	return h.writeConfirmations(w, r, http.StatusOK, newForm(r))
}

func (h *handlers) writeConfirmations(w http.ResponseWriter, r *http.Request, status int, f form) error {
	month, err := models.ParseMonth(r.FormValue("month"))
	if err != nil {
		return err
	}
	year := ""
	if month != 0 {
		year = itoa(month.Year())
	}
	p := confirmationsPage{basePage: h.base(w, r), Form: f}
	p.Confirmations, err = h.t.Confirmations(r.Context(), actorOf(r), year, month)
	if err != nil && (month != 0 || models.AsError(err).Code != "no_programme") {
		return err
	}
	if p.NoList = err != nil; !p.NoList {
		last := min(p.AsOf.Date().Month(), models.MonthOf(p.Year, monthsOfYear))
		for m := last; m >= models.MonthOf(p.Year, 1); m-- {
			p.Months = append(p.Months, option{m.String(), p.Lang.monthOfYear(m)})
		}
		if !f.values.Has("from") {
			f.Set("from", p.Rule.From.In(models.WanYuan))
		}
		f.Set("month", p.Month.String())
		p.Shown, p.Pager = part(r, listing{parameter: "page", anchor: "list-title", size: confirmationsPerPage}, p.Lines)
	}
	p.add([]string{"plans.css"}, nil)
	h.write(w, r, status, "confirmations", "page", p)
	return nil
}

// askConfirmations asks the chosen projects for a 形象进度确认单.
func (h *handlers) askConfirmations(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c := tracking.ConfirmationsAsked{Projects: f.values["projects"]}
	if c.Month, err = models.ParseMonth(f.Value("month")); err != nil {
		return err
	}
	if _, err = h.t.AskConfirmations(r.Context(), actorOf(r), f.Key, itoa(c.Month.Year()), c); err == nil {
		return h.redirectWithMessage(w, r, "/confirmations?month="+c.Month.String(), f.lang.text("已登记"))
	}
	if !f.wrong(err, nil) {
		return err
	}
	return h.writeConfirmations(w, r, statusOf(err), f)
}

// setConfirmationRule sets from which annual plan on a 形象进度确认单 is needed.
func (h *handlers) setConfirmationRule(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	month, err := models.ParseMonth(f.Value("month"))
	if err != nil {
		return err
	}
	from, err := models.ParseMoney(f.Value("from"), models.WanYuan)
	if err == nil {
		_, err = h.t.SetConfirmationRule(r.Context(), actorOf(r), f.Key, itoa(month.Year()), from)
	}
	if err == nil {
		return h.redirectWithMessage(w, r, "/confirmations?month="+month.String(), f.lang.text("已保存"))
	}
	if !f.wrong(err, map[string]string{"bad_amount": "from", "not_a_number": "from",
		"unit_missing": "from", "out_of_range": "from"}) {
		return err
	}
	return h.writeConfirmations(w, r, statusOf(err), f)
}

func (h *handlers) showConfirmationSheets(w http.ResponseWriter, r *http.Request) error {
	month, err := models.ParseMonth(r.URL.Query().Get("month"))
	if err != nil {
		return err
	}
	year := ""
	if month != 0 {
		year = itoa(month.Year())
	}
	name, content, err := h.t.ConfirmationSheets(r.Context(), actorOf(r), year, month)
	return sendDownload(w, name, content, err)
}

package web

import (
	"net/http"
	"net/url"
	"strings"

	"duban/models"
	"duban/tracking"
)

// reportPage is the form a month is reported with.
type reportPage struct {
	basePage
	tracking.ReportForm
	In     handIn
	Check  *checked // nil when nothing was looked at
	Action string
	Today  models.Date
	Units  []unitChoice
}

// unitChoice is a unit amounts may be typed in.
type unitChoice struct {
	Value models.Unit
	Name  string
}

// What a report form gives: a month's report, or only its estimate.
const (
	givesReport   = "report"
	givesEstimate = "estimate"
)

// amountUnits are the units amounts may be typed in.
var amountUnits = []models.Unit{models.WanYuan, models.YiYuan, models.Yuan}

// Title names the report.
func (p reportPage) Title() string { return p.Lang.reportTitle(p.Month) }

// Exact prints an amount in 万元 to the fen, as it is typed.
func (reportPage) Exact(m models.Money) string { return m.In(models.WanYuan) }

// EarlyDays reports whether the month may still be estimated.
func (p reportPage) EarlyDays() bool { return p.Today >= p.Opens && p.Today <= p.EstimateUntil }

// Open reports whether the month may be handed in now.
func (p reportPage) Open() bool {
	return !p.Closed && p.Today >= p.Opens && p.Status != models.ReportWaiting && p.Status != models.ReportApproved
}

func (h *handlers) showReportForm(w http.ResponseWriter, r *http.Request) error {
	view, err := h.reportForm(r)
	if err != nil {
		return err
	}
	in := handInOf(r, view.FormHead)
	fillReport(in, view)
	var check *checked
	if query := r.URL.Query(); query.Has("check") { // without scripts a check is a page of its own
		for name := range query {
			in.Set(name, query.Get(name))
		}
		if check, err = h.checkOf(r, view, query); err != nil {
			return err
		}
	}
	h.writeReport(w, r, http.StatusOK, view, in, check)
	return nil
}

func (h *handlers) reportForm(r *http.Request) (tracking.ReportForm, error) {
	month, err := models.ParseMonth(r.URL.Query().Get("month"))
	if err != nil {
		return tracking.ReportForm{}, err
	}
	return h.t.ReportForm(r.Context(), actorOf(r), projectOf(r), month)
}

// fillReport fills in what is known: what was sent back, or nothing but what kind of figure the day asks for.
func fillReport(in handIn, view tracking.ReportForm) {
	in.Set("unit", string(models.WanYuan))
	in.Set("gives", givesReport)
	if today := view.AsOf.Date(); today >= view.Opens && today <= view.EstimateUntil {
		in.Set("gives", givesEstimate)
	}
	if view.Estimate != nil {
		in.Set("estimate", view.Estimate.In(models.WanYuan))
	}
	if last := view.Last; last != nil && last.Status == models.SubmissionReturned {
		in.Set("gives", givesReport)
		for name, amount := range map[string]*models.Money{"month_amount": last.MonthAmount, "ytd": last.YTDAmount} {
			if amount != nil {
				in.Set(name, amount.In(models.WanYuan))
			}
		}
		in.Set("physical", last.Physical)
		in.Set("problems", last.Problems)
		in.Set("next_step", last.NextStep)
	}
}

func (h *handlers) writeReport(w http.ResponseWriter, r *http.Request, status int, view tracking.ReportForm, in handIn,
	check *checked) {
	p := reportPage{basePage: h.base(w, r), ReportForm: view, In: in, Check: check, Today: view.AsOf.Date()}
	for _, u := range amountUnits {
		p.Units = append(p.Units, unitChoice{u, phrase(u).in(p.Lang)})
	}
	p.Action = projectAddress(view.Year, view.Code) + "/report"
	p.add([]string{"handin.css", "report.css"}, []string{"handin.js"})
	h.write(w, r, status, "report", "page", p)
}

func (h *handlers) reportMonth(w http.ResponseWriter, r *http.Request) error {
	view, err := h.reportForm(r)
	if err != nil {
		return err
	}
	in, err := h.sentHandIn(r, view.FormHead)
	if r.MultipartForm != nil {
		defer func() { _ = r.MultipartForm.RemoveAll() }() // the temporary directory is emptied by the system, too
	}
	if err != nil {
		return err
	}
	c, wrong := reportOf(view.Month, in.values)
	for field, err := range wrong {
		in.refused(err, field)
	}
	c.Evidence, c.Paper = in.Have, in.Value("paper")
	if in.Wrong() {
		h.writeReport(w, r, http.StatusUnprocessableEntity, view, in, nil)
		return nil
	}
	receipt, err := h.t.ReportMonth(r.Context(), actorOf(r), in.Key, projectOf(r), c)
	if err == nil {
		return h.handedIn(w, r, receipt, in.Next)
	}
	if !in.refused(err, fieldOfReport(models.AsError(err).Code, in.Value("gives"))) {
		return err
	}
	h.writeReport(w, r, statusOf(err), view, in, nil)
	return nil
}

// reportOf reads what was typed; what cannot be read is by field.
func reportOf(month models.Month, values url.Values) (models.ReportMonthCommand, map[string]error) {
	c, wrong := models.ReportMonthCommand{Month: month}, map[string]error{}
	unit := models.Unit(values.Get("unit"))
	if values.Get("unit") == "" {
		unit = models.WanYuan
	}
	read := func(field string) *models.Money {
		text := strings.TrimSpace(values.Get(field))
		if text == "" {
			return nil
		}
		m, err := models.ParseMoney(text, unit)
		if err != nil {
			wrong[field] = err
		}
		return &m
	}
	if values.Get("gives") == givesEstimate {
		if c.Estimate = read("estimate"); c.Estimate == nil {
			wrong["estimate"] = models.Errorf(models.KindInvalid, "amount_missing", "请填写预计完成投资")
		}
		return c, wrong
	}
	c.MonthAmount, c.YTDAmount = read("month_amount"), read("ytd")
	if c.MonthAmount == nil {
		wrong["month_amount"] = models.Errorf(models.KindInvalid, "amount_missing", "请填写本月完成投资，没有投资请填 0")
	}
	c.Physical, c.Problems, c.NextStep = strings.TrimSpace(values.Get("physical")),
		strings.TrimSpace(values.Get("problems")), strings.TrimSpace(values.Get("next_step"))
	return c, wrong
}

// fieldOfReport is the field of the form an error of the rules is about.
func fieldOfReport(code, gives string) string {
	switch code {
	case "amount_missing", "negative_amount", "out_of_range":
		if gives == givesEstimate {
			return "estimate"
		}
		return "month_amount"
	case "ytd_below_last_month", "ytd_mismatch", "ytd_below_month", "ytd_missing", "over_total":
		return "ytd"
	case "evidence_missing":
		return "files"
	}
	return ""
}

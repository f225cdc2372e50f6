package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// reportPage is the form of a month's report.
type reportPage struct {
	basePage
	tracking.ReportForm
	Input  submissionForm
	Check  *checkResult // nil when nothing was checked
	Action string
	Units  []unitChoice
}

// unitChoice is a unit amounts may be typed in.
type unitChoice struct {
	Value models.Unit
	Name  string
}

// Values of the form field "gives": a month's report, or only its estimate.
const (
	givesReport   = "report"
	givesEstimate = "estimate"
)

// unitChoices lists the units amounts may be typed in.
func unitChoices(l lang) (all []unitChoice) {
	for _, u := range []models.Unit{models.WanYuan, models.YiYuan, models.Yuan} {
		all = append(all, unitChoice{u, phrase(u).in(l)})
	}
	return all
}

// Title returns the report's name.
func (p reportPage) Title() string { return p.Lang.reportTitle(p.Month) }

// Exact formats an amount in 万元 to the fen.
func (reportPage) Exact(m models.Money) string { return m.In(models.WanYuan) }

func (h *handlers) showReportForm(w http.ResponseWriter, r *http.Request) error {
	view, err := h.reportForm(r)
	if err != nil {
		return err
	}
	opensOffline(w, r)
	in := newSubmissionForm(r, view.FormHead)
	fillReport(in, view)
	var check *checkResult
	if query := r.URL.Query(); query.Has("check") { // without scripts the check is part of the page
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

// fillReport sets the form's initial values: the returned report, or whether the day asks for an estimate or a report.
func fillReport(in submissionForm, view tracking.ReportForm) {
	in.Set("unit", string(models.WanYuan))
	in.Set("gives", givesReport)
	if view.Early() {
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
		if followsMonth(view, last) {
			in.Set("ytd", "")
		}
		in.Set("physical", last.Physical)
		in.Set("problems", last.Problems)
		in.Set("next_step", last.NextStep)
	}
}

// followsMonth reports whether the cumulative amount of a returned report is that of the month before and its own: it
// was not typed, or says the same, and follows the month when that is corrected.
func followsMonth(view tracking.ReportForm, last *tracking.Sent) bool {
	before := models.Money(0)
	if view.Before != nil {
		before = view.Before.YTD
	}
	return view.Consecutive && last.MonthAmount != nil && last.YTDAmount != nil &&
		*last.YTDAmount == before+*last.MonthAmount
}

func (h *handlers) writeReport(w http.ResponseWriter, r *http.Request, status int, view tracking.ReportForm,
	in submissionForm,
	check *checkResult) {
	p := reportPage{basePage: h.base(w, r), ReportForm: view, Input: in, Check: check}
	p.Units = unitChoices(p.Lang)
	p.Action = projectAddress(view.Year, view.Code) + "/report"
	p.add([]string{"submission.css", "report.css"}, []string{"submission.js"})
	h.write(w, r, status, "report", "page", p)
}

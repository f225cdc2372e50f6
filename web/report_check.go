package web

import (
	"net/http"
	"net/url"

	"duban/models"
	"duban/tracking"
)

// checkResult is the result of checking a report before it is sent.
type checkResult struct {
	tracking.ReportCheck
	Lang        lang
	Month       models.Month
	Before      *models.Money // cumulative amount of the month before; nil when not known
	MonthAmount *models.Money
	Estimate    *models.Money
	Lines       []checkLine
}

// Wan formats an amount in 万元 to the fen.
func (checkResult) Wan(m models.Money) string { return m.In(models.WanYuan) }

// Yi formats an amount in 亿元, in English in billions of yuan, to the fen.
func (c checkResult) Yi(m models.Money) string { return c.Lang.large(m.In(models.YiYuan)) }

// checkLine is one finding.
type checkLine struct {
	Severity string // "error", "warning" or "notice"
	Text     string
}

// checkReport checks a report while it is typed. It changes nothing.
func (h *handlers) checkReport(w http.ResponseWriter, r *http.Request) error {
	view, err := h.reportForm(r)
	if err != nil {
		return err
	}
	values := r.URL.Query()
	if values.Has("of") { // the form of several projects
		values = valuesOf(values, view.Code)
	}
	check, err := h.checkOf(r, view, values)
	if err != nil {
		return err
	}
	p := reportPage{basePage: basePage{Lang: languageOf(r)}, ReportForm: view, Check: check}
	h.write(w, r, http.StatusOK, "report", "checked", p)
	return nil
}

func (h *handlers) checkOf(r *http.Request, view tracking.ReportForm, values url.Values) (*checkResult, error) {
	c, wrong := parseReport(view.Month, values)
	out := &checkResult{Lang: languageOf(r), Month: view.Month, MonthAmount: c.MonthAmount, Estimate: c.Estimate}
	if view.Consecutive {
		out.Before = new(models.Money)
		if view.Before != nil {
			out.Before = &view.Before.YTD
		}
	}
	for _, field := range []string{"estimate", "month_amount", "ytd"} {
		if err := wrong[field]; err != nil && values.Get(field) != "" {
			out.Lines = append(out.Lines, checkLine{"error", out.Lang.say(models.AsError(err).Message)})
		}
	}
	if len(wrong) > 0 || c.MonthAmount == nil && c.Estimate == nil {
		return out, nil
	}
	var err error
	if out.ReportCheck, err = h.t.CheckReport(r.Context(), actorOf(r), projectOf(r), c); err != nil {
		return nil, err
	}
	for _, f := range out.Findings {
		out.Lines = append(out.Lines, checkLine{f.Severity, out.Lang.say(f.Message)})
	}
	return out, nil
}

package web

import (
	"net/http"
	"net/url"
	"strings"

	"duban/models"
)

func (h *handlers) reportMonth(w http.ResponseWriter, r *http.Request) error {
	view, err := h.reportForm(r)
	if err != nil {
		return err
	}
	in, err := h.sentSubmission(r, view.FormHead)
	defer clearUploads(r)
	if err != nil {
		return err
	}
	c, wrong := parseReport(view.Month, in.values)
	for field, err := range wrong {
		in.keepError(err, field)
	}
	c.Evidence, c.Paper = in.Kept, in.Value("paper")
	if in.HasErrors() {
		h.writeReport(w, r, http.StatusUnprocessableEntity, view, in, nil)
		return nil
	}
	receipt, err := h.t.ReportMonth(r.Context(), actorOf(r), in.Key, projectOf(r), 0, c)
	if err == nil {
		return h.redirectWithReceipt(w, r, receipt, in.Next)
	}
	if !in.keepError(err, fieldOfReport(models.AsError(err).Code, in.Value("gives"))) {
		return err
	}
	h.writeReport(w, r, statusOf(err), view, in, nil)
	return nil
}

// parseReport reads a report from the form's values, with the errors by field.
func parseReport(month models.Month, values url.Values) (models.ReportMonthCommand, map[string]error) {
	c, wrong := models.ReportMonthCommand{Month: month, Confirmed: values.Has("confirmed")}, map[string]error{}
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

// fieldOfReport returns the form field an error code of a report belongs to.
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
	case models.AmountDoubted:
		return "confirmed"
	}
	return ""
}

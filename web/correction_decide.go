package web

import (
	"net/http"

	"duban/models"
)

// confirmCorrection confirms a correction, which the project's process carries out.
func (h *handlers) confirmCorrection(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	receipt, err := h.t.ConfirmCorrection(r.Context(), actorOf(r), f.Key, r.PathValue("correction"),
		trimmedValue(f, "reason"))
	if err == nil {
		return h.redirectWithReceipt(w, r, receipt, correctionsAddress)
	}
	return h.correctionRefused(w, r, f, err)
}

func (h *handlers) refuseCorrection(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	_, err = h.t.RefuseCorrection(r.Context(), actorOf(r), f.Key, r.PathValue("correction"), trimmedValue(f, "reason"))
	if err == nil {
		return h.redirectWithMessage(w, r, correctionsAddress, "更正申请已驳回")
	}
	return h.correctionRefused(w, r, f, err)
}

func (h *handlers) withdrawCorrection(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	_, err = h.t.WithdrawCorrection(r.Context(), actorOf(r), f.Key, r.PathValue("correction"))
	if err == nil {
		return h.redirectWithMessage(w, r, correctionsAddress, "更正申请已撤回")
	}
	return h.correctionRefused(w, r, f, err)
}

// correctionRefused shows the list with an error that a person can act on.
func (h *handlers) correctionRefused(w http.ResponseWriter, r *http.Request, f form, err error) error {
	if !f.wrong(err, nil) {
		return err
	}
	return h.writeCorrections(w, r, f, statusOf(err))
}

// takeBack withdraws an acceptance that the person gave within the last ten minutes.
func (h *handlers) takeBack(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	submission := r.PathValue("submission")
	receipt, err := h.t.TakeBack(r.Context(), actorOf(r), f.Key, submission)
	if err == nil {
		return h.redirectWithReceipt(w, r, receipt, reviewAddress(submission))
	}
	if !f.wrong(err, nil) {
		return err
	}
	view, loading := h.t.SubmissionPage(r.Context(), actorOf(r), submission)
	if loading != nil {
		return loading
	}
	c := caseOf(r, view)
	c.Return, c.Accept.errors[""] = f, f.Error("")
	h.writeReview(w, r, statusOf(err), c)
	return nil
}

// fieldOfCorrection is the form field each error code of a correction belongs to.
var fieldOfCorrection = map[string]string{
	"reason_missing": "reason", "amount_missing": "amount", "not_a_number": "amount", "too_precise": "amount",
	"negative_amount": "amount", "same_amount": "amount", "out_of_range": "amount", "over_total": "amount",
	"later_months": "later", "absorb_negative": "later", "ytd_below_last_month": "amount", "ytd_mismatch": "amount",
	models.AmountDoubted: "confirmed", "month_not_approved": "month", "milestone_open": "milestone",
	"milestone_not_found": "milestone",
}

// askCorrection asks for the correction of a month or a milestone, with the scan of the paper it stands on.
func (h *handlers) askCorrection(w http.ResponseWriter, r *http.Request) error {
	u, err := sentUpload(r)
	if err != nil {
		return err
	}
	view, err := h.t.CorrectionForm(r.Context(), actorOf(r), projectOf(r))
	if err != nil {
		return err
	}
	c := models.CorrectionCommand{Kind: models.CorrectionKind(u.Value("kind")), Milestone: u.Value("milestone"),
		Later: models.LaterMonths(u.Value("later")), Reason: trimmedValue(u.form, "reason"),
		Document: trimmedValue(u.form, "document"), Confirmed: u.Value("confirmed") != ""}
	if text := u.Value("month"); text != "" {
		if c.Month, err = models.ParseMonth(text); err != nil {
			return err
		}
	}
	if text := trimmedValue(u.form, "amount"); text != "" && c.Kind != models.ReopenMilestone {
		var amount models.Money
		if amount, err = models.ParseMoney(text, models.WanYuan); err == nil {
			c.MonthAmount = &amount
		}
	}
	if err == nil {
		err = h.keepFiles(r, &u)
	}
	if err == nil && len(u.Kept) > 0 {
		c.Evidence = &u.Kept[0]
	}
	if err == nil {
		if _, err = h.t.AskCorrection(r.Context(), actorOf(r), u.Key, projectOf(r), c); err == nil {
			return h.redirectWithMessage(w, r, correctionAddress(view.Year, view.Project),
				"更正申请已提出，待重点项目办另一人确认")
		}
	}
	if !u.wrong(err, fieldOfCorrection) {
		return err
	}
	h.writeCorrection(w, r, statusOf(err), view, u)
	return nil
}

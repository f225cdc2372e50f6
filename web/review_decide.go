package web

import (
	"net/http"
	"strings"

	"duban/models"
)

// fieldOfReview is the field an error of a decision is about.
var fieldOfReview = map[string]string{
	"reason_missing": "more", "amount_missing": "approved_month", "negative_amount": "approved_month",
	"not_a_number": "approved_month", "too_precise": "approved_month",
	"ytd_mismatch": "approved_ytd", "ytd_below_last_month": "approved_ytd", "ytd_below_month": "approved_ytd",
	"over_total": "approved_ytd",
}

// decide accepts a submission, by its own figures or by others, or returns it with a reason.
func (h *handlers) decide(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	view, err := h.t.SubmissionPage(r.Context(), actorOf(r), r.PathValue("submission"))
	if err != nil {
		return err
	}
	command := models.ReviewCommand{Submission: view.ID, Decision: models.Decision(f.Value("decision"))}
	if command.Decision == models.Return {
		command.Reason = strings.Join(append(f.values["reason"], trimmed(f, "more")...), "；")
	} else {
		err = parseApproved(f, view.MonthAmount, view.YTDAmount, &command)
	}
	if err == nil {
		receipt, sending := h.t.Review(r.Context(), actorOf(r), f.Key, 0, command)
		if sending == nil {
			next := localPath(f.Value("next"))
			if next == "" {
				next = "/reviews"
			}
			return h.redirectWithReceipt(w, r, receipt, next)
		}
		err = sending
	}
	if !f.wrong(err, fieldOfReview) {
		if models.KindOf(err) != models.KindUnavailable {
			return err
		}
		f.errors[""] = f.lang.say(models.AsError(err).Message) // what was typed must not be lost
	}
	// somebody else may have decided meanwhile
	if view, err2 := h.t.SubmissionPage(r.Context(), actorOf(r), view.ID); err2 == nil {
		c := caseOf(r, view)
		if command.Decision == models.Return {
			c.Return, c.Reasons = f, usualReasons(view.Kind, f)
		} else {
			c.Accept = f
		}
		if next := localPath(f.Value("next")); next != "" {
			c.Following = next
		}
		h.writeReview(w, r, statusOf(err), c)
		return nil
	}
	return err
}

// parseApproved reads what is to be approved where it is other than what was reported.
func parseApproved(f form, month, ytd *models.Money, c *models.ReviewCommand) error {
	typed := func(field string) (*models.Money, error) {
		text := f.Value(field)
		if text == "" {
			return nil, nil
		}
		m, err := models.ParseMoney(text, models.WanYuan)
		if err != nil {
			f.errors[field] = f.lang.say(models.AsError(err).Message)
		}
		return &m, err
	}
	approvedMonth, err := typed("approved_month")
	if err != nil {
		return err
	}
	approvedYTD, err := typed("approved_ytd")
	if err != nil {
		return err
	}
	if month != nil && ytd != nil && approvedMonth != nil && approvedYTD != nil && *approvedMonth == *month &&
		*approvedYTD == *ytd {
		return nil
	}
	c.MonthAmount, c.YTDAmount = approvedMonth, approvedYTD
	return nil
}

// trimmed is what was typed into a field, as a list of one or none.
func trimmed(f form, field string) []string {
	if text := strings.TrimSpace(f.Value(field)); text != "" {
		return []string{text}
	}
	return nil
}

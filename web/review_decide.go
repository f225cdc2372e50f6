package web

import (
	"net/http"
	"net/url"
	"strings"

	"duban/models"
)

// fieldOfReview is the form field each error code of a decision belongs to.
var fieldOfReview = map[string]string{
	"reason_missing": "more", "amount_missing": "approved_month", "negative_amount": "approved_month",
	"not_a_number": "approved_month", "too_precise": "approved_month",
	"ytd_mismatch": "approved_ytd", "ytd_below_last_month": "approved_ytd", "ytd_below_month": "approved_ytd",
	"over_total": "approved_ytd", models.AmountDoubted: "confirmed",
	models.EvidenceDoubted: "evidence",
}

// decide accepts a submission, with its own or corrected figures, or returns it with a reason.
func (h *handlers) decide(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	view, err := h.t.SubmissionPage(r.Context(), actorOf(r), r.PathValue("submission"))
	if err != nil {
		return err
	}
	command := models.ReviewCommand{Submission: view.ID, Decision: models.Decision(f.Value("decision")),
		Confirmed: f.Value("confirmed") != ""}
	if command.Decision == models.Return {
		reasons := f.values["reason"]
		if more := trimmedValue(f, "more"); more != "" {
			reasons = append(reasons, more)
		}
		command.Reason = strings.Join(reasons, "；")
	} else {
		command.Reason = trimmedValue(f, "why")
		err = parseApproved(f, view.MonthAmount, view.YTDAmount, &command)
	}
	if err == nil {
		receipt, sending := h.t.Review(r.Context(), actorOf(r), f.Key, 0, command)
		if sending == nil {
			next := localPath(f.Value("next"))
			if next == "" {
				next = "/reviews"
			}
			if command.Decision == models.Accept && !receipt.Pending {
				next = withQuery(next, "accepted", view.ID)
			}
			return h.redirectWithReceipt(w, r, receipt, next)
		}
		err = sending
	}
	if !f.wrong(err, fieldOfReview) {
		if models.KindOf(err) != models.KindUnavailable {
			return err
		}
		f.errors[""] = f.lang.say(models.AsError(err).Message) // keep what was typed
	}
	// another person may have decided meanwhile
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

// withQuery returns a local address with one more parameter.
func withQuery(address, name, value string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return with(u, name, value)
}

// parseApproved reads the figures to approve into the command, when they differ from the reported ones.
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

package web

import (
	"net/http"
	"net/url"

	"duban/models"
)

// preReview passes a submission on to the office or returns it.
func (h *handlers) preReview(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	c := models.ReviewCommand{Submission: r.PathValue("submission"), Decision: models.Decision(f.Value("decision")),
		Reason: f.Value("reason")}
	receipt, err := h.t.PreReview(r.Context(), actorOf(r), f.Key, 0, c)
	if err == nil {
		return h.redirectWithReceipt(w, r, receipt, "/unit?unit="+url.QueryEscape(f.Value("unit")))
	}
	if !f.wrong(err, map[string]string{"reason_missing": "reason"}) {
		return err
	}
	return h.writeUnit(w, r, statusOf(err), f.Value("unit"), c.Submission, f)
}

package web

import (
	"net/http"

	"duban/models"
)

// fieldOfDecision is the form field each error code of a decision on a request belongs to.
var fieldOfDecision = map[string]string{
	"reason_missing": "reason", "paper_missing": "paper", "paper_on_missing": "paper_on", "paper_on_future": "paper_on",
	"party_missing": "post", "bad_party": "post",
}

// decideAsked approves or refuses a request, or passes it on with the responsible unit's opinion.
func (h *handlers) decideAsked(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("request")
	c := models.DecideRequestCommand{Decision: models.RequestDecision(f.Value("decision")),
		Reason: trimmedValue(f, "reason"), Post: f.Value("post"), Paper: trimmedValue(f, "paper")}
	if text := f.Value("paper_on"); text != "" {
		if c.PaperOn, err = models.ParseDate(text); err != nil {
			f.errors["paper_on"] = f.lang.say(models.AsError(err).Message)
		}
	}
	if err == nil {
		receipt, err := h.t.DecideAsked(r.Context(), actorOf(r), f.Key, id, c)
		if err == nil {
			return h.redirectWithReceipt(w, r, receipt, askedAddress)
		}
		return h.askedRefused(w, r, f, err)
	}
	return h.askedRefused(w, r, f, err)
}

func (h *handlers) withdrawAsked(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	receipt, err := h.t.WithdrawAsked(r.Context(), actorOf(r), f.Key, r.PathValue("request"))
	if err == nil {
		return h.redirectWithReceipt(w, r, receipt, askedAddress)
	}
	return h.askedRefused(w, r, f, err)
}

// askedRefused shows the request with an error that a person can act on.
func (h *handlers) askedRefused(w http.ResponseWriter, r *http.Request, f form, err error) error {
	if !f.wrong(err, fieldOfDecision) {
		if models.KindOf(err) != models.KindUnavailable {
			return err
		}
		f.errors[""] = f.lang.say(models.AsError(err).Message) // keep what was typed
	}
	v, loading := h.t.RequestPage(r.Context(), actorOf(r), r.PathValue("request"))
	if loading != nil {
		return loading
	}
	h.writeAskedOne(w, r, statusOf(err), v, f)
	return nil
}

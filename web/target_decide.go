package web

import (
	"net/http"
	"net/url"

	"duban/models"
)

var fieldOfTarget = map[string]string{
	"amount_missing": "amount", "not_a_number": "amount", "document_missing": "document", "document_used": "document",
	models.AmountDoubted: "confirmed", "date_missing": "date", "date_future": "date", "date_outside_year": "date",
	"bad_date": "date",
}

// decideTarget enters a decision on the target or the adjusted plan.
func (h *handlers) decideTarget(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	programme := f.Value("programme")
	entry := models.TargetEntry{Kind: models.TargetKind(f.Value("kind")), Document: trimmedValue(f, "document"),
		Reason: trimmedValue(f, "reason"), Confirmed: f.Value("confirmed") != ""}
	if text := trimmedValue(f, "amount"); text != "" {
		entry.Amount, err = models.ParseMoney(text, models.WanYuan)
	}
	if err == nil {
		entry.DecidedOn, err = models.ParseDate(trimmedValue(f, "date"))
	}
	if err == nil {
		_, err = h.t.DecideTarget(r.Context(), actorOf(r), f.Key, programme, entry)
	}
	switch {
	case err == nil:
		return h.redirectWithMessage(w, r, "/target?programme="+url.QueryEscape(programme),
			f.lang.text("%s已登记", entry.Kind.Chinese()))
	case f.wrong(err, fieldOfTarget):
		return h.writeTarget(w, r, statusOf(err), programme, f)
	}
	return err
}

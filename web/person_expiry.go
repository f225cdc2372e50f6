package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// setExpiry requests the last day of an account; an empty one is no end.
func (h *handlers) setExpiry(w http.ResponseWriter, r *http.Request) error {
	return h.askForPerson(w, r, "账号有效期已设定", func(f form) (tracking.Settled, error) {
		last, err := models.ParseDate(f.Value("expires"))
		if err != nil {
			return tracking.Settled{}, err
		}
		return h.t.SetAccountExpiry(withReason(r, f), actorOf(r), f.Key, r.PathValue("person"), last)
	})
}

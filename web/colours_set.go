package web

import "net/http"

// setColours switches the programme to another set of colour rules.
func (h *handlers) setColours(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if err := h.t.SetColours(r.Context(), actorOf(r), f.Key, f.Value("programme"), f.Value("colours")); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/settings/live", phrase("灯色规则已更改").in(f.lang))
}

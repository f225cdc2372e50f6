package web

import "net/http"

// clockRoutes has the action of the notice about the server's clock.
func (h *handlers) clockRoutes() []route {
	return []route{{pattern: "POST /clock/confirm", who: confirms, show: h.confirmClock}}
}

// confirmClock records that a person confirms the server's clock, and redirects to their first page.
func (h *handlers) confirmClock(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if _, err := h.t.ConfirmClock(r.Context(), actorOf(r), f.Key); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, h.landing(r), "已确认系统时间，正在补记到期事项")
}

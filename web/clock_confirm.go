package web

import "net/http"

// clockRoutes is the one action of the notice about the machine's clock.
func (h *handlers) clockRoutes() []route {
	return []route{{pattern: "POST /clock/confirm", who: confirms, show: h.confirmClock}}
}

// confirmClock says that the machine's clock is right, and leads back to the first page.
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

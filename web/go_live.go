package web

import (
	"net/http"
	"strings"

	"duban/models"
)

// fieldOfLive is the form field each error code of going live belongs to.
var fieldOfLive = map[string]string{"live_day_past": "from", "live_day_off": "from", "live_unconfirmed": "confirm"}

// goLive sets the first day on which messages are sent; without a day the programme goes back to trial running.
func (h *handlers) goLive(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	var day models.Date
	if text := strings.TrimSpace(f.Value("from")); text != "" {
		day, err = models.ParseDate(text)
	} else if f.Value("back") == "" {
		err = models.Errorf(models.KindInvalid, "date_missing", "请选择正式督办的第一天")
	}
	if err != nil {
		f.errors["from"] = f.lang.say(models.AsError(err).Message)
		return h.writeTrial(w, r, http.StatusUnprocessableEntity, f)
	}
	if _, err := h.t.GoLive(r.Context(), actorOf(r), f.Value("programme"), day,
		f.Value("confirm"), f.Key); err != nil {
		if !f.wrong(err, fieldOfLive) {
			return err
		}
		return h.writeTrial(w, r, statusOf(err), f)
	}
	message := phrase("已恢复试运行").in(f.lang)
	if day != 0 {
		message = f.lang.text("自 %s 起正式督办", day.String())
	}
	return h.redirectWithMessage(w, r, "/settings/live", message)
}

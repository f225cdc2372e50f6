package web

import (
	"net/http"
	"strings"

	"duban/models"
)

// chooseRank has the programme's groups ranked by another rule.
func (h *handlers) chooseRank(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	rule := models.RankRule(f.Value("rule"))
	if err := h.t.SetRank(r.Context(), actorOf(r), f.Key, f.Value("programme"), rule); err != nil {
		return err
	}
	back := f.Value("back")
	if !strings.HasPrefix(back, "/rankings") {
		back = "/rankings"
	}
	return h.redirectWithMessage(w, r, back, f.lang.text("已改按%s排名", f.lang.word(rule.Chinese())))
}

package web

import (
	"math"
	"net/http"
	"strconv"
	"strings"

	"duban/models"
)

// paced refuses a change or an export of a person who sends too many of them: the same limit as that of the API. Pages
// are not limited; a person has few connections.
func (h *handlers) paced(w http.ResponseWriter, r *http.Request, to route) error {
	v := visitOf(r)
	reads := r.Method == http.MethodGet || r.Method == http.MethodHead
	if v == nil || to.who.public || reads && !strings.Contains(to.pattern, "/export") {
		return nil
	}
	wait := h.pace.Take(v.actor.ID)
	if wait <= 0 {
		return nil
	}
	seconds := int(math.Ceil(wait.Seconds()))
	w.Header().Set("Retry-After", strconv.Itoa(seconds))
	h.log.WarnContext(r.Context(), "too many requests", "person", v.actor.ID, "address", h.addressOf(r), "path",
		r.URL.Path)
	return models.Errorf(models.KindUnavailable, "too_many_requests", "请求过于频繁，没有处理，请 %d 秒后再发", seconds)
}

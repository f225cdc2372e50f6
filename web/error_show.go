package web

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"duban/internal/httpkind"
	"duban/models"
	"duban/tracking"
)

// errorPage says what is wrong and what to do.
type errorPage struct {
	basePage
	Title  string
	Detail string // the sentence, in the page's language where the catalogue has it
	Number string // number of the request in the log; "" when the log has no entry
}

var titleOfKind = map[models.Kind]phrase{
	models.KindInvalid:     "内容不符合要求",
	models.KindNotFound:    "没有找到",
	models.KindConflict:    "与现状冲突",
	models.KindForbidden:   "没有权限",
	models.KindUnavailable: "暂时不可用",
	models.KindInternal:    "系统内部错误",
}

// showError logs an error and answers with its page. All handlers' errors come here. For a fragment request the open
// page keeps its content and only the line with its time is replaced.
func (h *handlers) showError(w http.ResponseWriter, r *http.Request, err error) {
	e, status := models.AsError(err), statusOf(err)
	l := languageOf(r)
	p := errorPage{basePage: h.base(w, r), Title: titleOfKind[e.Kind].in(l), Detail: l.say(e.Message)}
	if e.Kind.Ours() && !(errors.Is(err, context.Canceled) && r.Context().Err() != nil) {
		p.Number = requestNumber(r)
		h.log.Error("page failed", "request", p.Number, "path", loggedPath(r), "command", r.PostForm.Get("key"), "code",
			e.Code, "error", err)
	}
	h.t.NoteDenied(tracking.FromAddress(r.Context(), h.addressOf(r)), actorOf(r), r.Method+" "+r.URL.Path, err)
	if isFragment(r) {
		w.Header().Set("HX-Retarget", "#as-of")
		w.Header().Set("HX-Reswap", "outerHTML")
		h.write(w, r, status, "error", "stale", p)
		return
	}
	h.write(w, r, status, "error", "page", p)
}

// loggedPath returns the path of a request without the secret of a link to the board or to a calendar.
func loggedPath(r *http.Request) string {
	if link := r.PathValue("link"); link != "" {
		return strings.Replace(r.URL.Path, link, "…", 1)
	}
	return r.URL.Path
}

// statusOf returns the HTTP status of an error.
func statusOf(err error) int { return httpkind.Status(err) }

// showUnknown answers addresses and methods that no route has: not found.
func (h *handlers) showUnknown(w http.ResponseWriter, r *http.Request) error {
	return models.Errorf(models.KindNotFound, "no_page", "没有这个页面，请核对地址")
}

package web

import (
	"net/http"

	"duban/tracking"
)

// keepView keeps the view of the list of projects under a name.
func (h *handlers) keepView(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	v, err := h.t.KeepView(r.Context(), actorOf(r), f.Key, tracking.ViewKept{Name: f.Value("name"),
		Query: f.Value("query"), Shared: f.Value("shared") != ""})
	if err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, projectsPage{}.ViewAddress(v), f.lang.text("视图“%s”已保存", v.Name))
}

// removeView removes a view.
func (h *handlers) removeView(w http.ResponseWriter, r *http.Request) error {
	f, err := sentForm(r)
	if err != nil {
		return err
	}
	if err := h.t.RemoveView(r.Context(), actorOf(r), f.Key, f.Value("view")); err != nil {
		return err
	}
	return h.redirectWithMessage(w, r, "/projects", f.lang.text("视图已删除"))
}

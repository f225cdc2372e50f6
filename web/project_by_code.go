package web

import "net/http"

// showProjectByCode leads to the page of the latest project with that code that the person may see. Messages of
// earlier versions link to it.
func (h *handlers) showProjectByCode(w http.ResponseWriter, r *http.Request) error {
	one, err := h.t.ProjectPage(r.Context(), actorOf(r), r.PathValue("code"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, projectAddress(one.Year, one.Code), http.StatusSeeOther)
	return nil
}

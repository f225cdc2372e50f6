package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// showTemplate sends a form, prefilled for the projects the person may see.
func (h *handlers) showTemplate(w http.ResponseWriter, r *http.Request) error {
	query := r.URL.Query()
	month, err := models.ParseMonth(query.Get("month"))
	if err != nil {
		return err
	}
	year := query.Get("year")
	if year == "" && month != 0 {
		year = itoa(month.Year())
	}
	name, content, err := h.t.Template(r.Context(), actorOf(r), tracking.TemplateRequest{
		Kind: tracking.TemplateKind(r.PathValue("kind")), Programme: year, Month: month, Project: query.Get("project"),
	})
	return sendDownload(w, name, content, err)
}

package web

import (
	"net/http"

	"duban/tracking"
)

// pastePage has a text for each receiver that a person can pass on.
type pastePage struct {
	basePage
	Texts []tracking.PasteText
	Names bool // of people are in the texts
}

func (h *handlers) showPasteTexts(w http.ResponseWriter, r *http.Request) error {
	names := r.URL.Query().Get("names") != ""
	texts, err := h.t.PasteTexts(r.Context(), actorOf(r), names)
	if err != nil {
		return err
	}
	p := pastePage{basePage: h.base(w, r), Texts: texts, Names: names}
	p.add([]string{"channels.css"}, nil)
	h.write(w, r, http.StatusOK, "senttexts", "page", p)
	return nil
}

package web

import (
	"net/http"
	"slices"

	"duban/tracking"
)

// audiencesPage says which posts are meant where the ladder informs leaders of the whole district.
type audiencesPage struct {
	basePage
	Rows []audienceRow
}

type audienceRow struct {
	tracking.AudiencePosts
	Form form
}

// Chosen reports whether a post was entered.
func (a audienceRow) Chosen(id string) bool { return slices.Contains(a.Entered, id) }

func (h *handlers) showAudiences(w http.ResponseWriter, r *http.Request) error {
	rows, err := h.t.AudiencePosts(r.Context(), actorOf(r))
	if err != nil {
		return err
	}
	p := audiencesPage{basePage: h.base(w, r)}
	p.add([]string{"ladder.css"}, nil)
	for _, row := range rows {
		p.Rows = append(p.Rows, audienceRow{row, newForm(r)})
	}
	h.write(w, r, http.StatusOK, "audiences", "page", p)
	return nil
}

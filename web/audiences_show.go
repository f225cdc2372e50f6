package web

import (
	"net/http"
	"slices"

	"duban/tracking"
)

// audiencesPage assigns posts to the ladder's audiences that are not of one project, such as the district head.
type audiencesPage struct {
	basePage
	Rows []audienceRow
}

// audienceRow is an audience with the form that sets its posts.
type audienceRow struct {
	tracking.AudiencePosts
	Form form
}

// Chosen reports whether a post is assigned to the audience.
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

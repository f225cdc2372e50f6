package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// HandlerShowing serves the pages with show as the overview.
func HandlerShowing(t *tracking.Service, o Options, show func(http.ResponseWriter, *http.Request) error) http.Handler {
	h := newHandlers(t, o)
	routes := h.routes()
	for i := range routes {
		if routes[i].pattern == "GET /{$}" {
			routes[i].show = show
		}
	}
	return h.serve(routes)
}

// HandlerOf serves the pages with a fixed overview.
func HandlerOf(t *tracking.Service, o tracking.Overview) http.Handler {
	h := newHandlers(t, Options{})
	return HandlerShowing(t, Options{}, func(w http.ResponseWriter, r *http.Request) error {
		return h.writeOverview(w, r, o, "", false)
	})
}

// Patterns returns the patterns of the route table.
func Patterns() (patterns []string) {
	for _, r := range newHandlers(nil, Options{}).routes() {
		patterns = append(patterns, r.pattern)
	}
	return patterns
}

// MayOpen returns the roles that may open each pattern.
func MayOpen() map[string][]models.RoleName {
	may := map[string][]models.RoleName{}
	for _, r := range newHandlers(nil, Options{}).routes() {
		for _, role := range models.RoleNames {
			if r.who.ask == nil ||
				r.who.ask(models.Actor{ID: "p", Roles: []models.Role{{Role: role, OrganisationID: "o"}}}) == nil {
				may[r.pattern] = append(may[r.pattern], role)
			}
		}
	}
	return may
}

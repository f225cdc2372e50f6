package web

import "duban/models"

// Patterns lists the patterns of the route table.
func Patterns() (patterns []string) {
	for _, r := range newHandlers(nil, Options{}).routes() {
		patterns = append(patterns, r.pattern)
	}
	return patterns
}

// MayOpen reports whether a role may open an address of the route table.
func MayOpen(pattern string, role models.RoleName) bool {
	for _, r := range newHandlers(nil, Options{}).routes() {
		if r.pattern == pattern {
			return r.who.ask == nil || r.who.ask(models.Actor{ID: "p", Roles: []models.Role{{Role: role, OrganisationID: "o"}}}) == nil
		}
	}
	return false
}

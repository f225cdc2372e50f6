package web

import "duban/models"

// Patterns lists the patterns of the route table.
func Patterns() (patterns []string) {
	for _, r := range newHandlers(nil, Options{}).routes() {
		patterns = append(patterns, r.pattern)
	}
	return patterns
}

// MayOpen lists who may open each address of the route table.
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

package web_test

import "maps"

// The rows of ten-day and weekly rounds.
func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /settings/interim":                {who: "office"},
		"POST /settings/interim":               {who: "office"},
		"POST /settings/interim/{round}/end":   {who: "office", gone: true},
		"GET /api/v1/interim-rounds":           {who: "all"},
		"POST /api/v1/interim-rounds":          {who: "office"},
		"POST /api/v1/interim-rounds/{id}/end": {who: "office", gone: true},
	})
}

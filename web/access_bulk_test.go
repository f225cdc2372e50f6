package web_test

import "maps"

func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /bulk": {who: "office"}, "GET /bulk/done": {who: "office"}, "POST /bulk": {who: "office"},
		"POST /api/v1/bulk/preview": {who: "office"}, "GET /api/v1/bulk/{key}": {who: "own", gone: true},
		"POST /api/v1/bulk/urge": {who: "office"}, "POST /api/v1/bulk/extend": {who: "office"},
		"POST /api/v1/bulk/pause": {who: "office"}, "POST /api/v1/bulk/resume": {who: "office"},
		"POST /api/v1/bulk/assign": {who: "office"}, "POST /api/v1/bulk/accept": {who: "office"},
	})
	maps.Copy(scopesOf, map[string]string{
		"POST /api/v1/bulk/preview": "plan read",
		"GET /api/v1/bulk/{key}":    "read",
		"POST /api/v1/bulk/urge":    "plan read",
		"POST /api/v1/bulk/extend":  "plan read",
		"POST /api/v1/bulk/pause":   "plan read",
		"POST /api/v1/bulk/resume":  "plan read",
		"POST /api/v1/bulk/assign":  "plan read",
		"POST /api/v1/bulk/accept":  "review read",
	})
}

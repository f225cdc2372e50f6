package web_test

import "maps"

// The rows of matters to verify. The fixture has none: who may act gets the answer of one that does not exist.
func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /findings":                           {who: "office"},
		"GET /findings/{finding}":                 {who: "own", gone: true},
		"GET /findings/{finding}/paper":           {who: "own", gone: true},
		"POST /findings/{finding}":                {who: "fills", gone: true},
		"GET /api/v1/findings":                    {who: "office"},
		"GET /api/v1/findings/{finding}":          {who: "own", gone: true},
		"POST /api/v1/findings/{finding}/ask":     {who: "office", gone: true},
		"POST /api/v1/findings/{finding}/explain": {who: "fills", gone: true},
		"POST /api/v1/findings/{finding}/settle":  {who: "office", gone: true},
	})
}

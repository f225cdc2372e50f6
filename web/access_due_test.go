package web_test

import "maps"

func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /due":             {who: "own"},
		"GET /timeline":        {who: "own"},
		"GET /towns":           {who: "all"},
		"GET /sheets":          {who: "office"},
		"GET /api/v1/due":      {who: "own"},
		"GET /api/v1/timeline": {who: "own"},
	})
}

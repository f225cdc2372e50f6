package web_test

import "maps"

func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /offline":    {public: true},
		"GET /offline.js": {public: true},
	})
}

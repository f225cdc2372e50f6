package web_test

import "maps"

func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"POST /projects/{year}/{code}/comments":                           {who: "notes", one: true},
		"POST /projects/{year}/{code}/comments/{comment}/withdraw":        {who: "notes", one: true, gone: true},
		"GET /api/v1/projects/{year}/{code}/comments":                     {who: "own", one: true},
		"POST /api/v1/projects/{year}/{code}/comments":                    {who: "notes", one: true},
		"POST /api/v1/projects/{year}/{code}/comments/{comment}/withdraw": {who: "notes", one: true, gone: true},
	})
}

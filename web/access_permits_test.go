package web_test

import "maps"

func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /permits":                                    {who: "all"},
		"GET /projects/{year}/{code}/permits":             {who: "own", one: true},
		"GET /projects/{year}/{code}/permits/{kind}/file": {who: "own", one: true, gone: true},
		"POST /projects/{year}/{code}/permits":            {who: "fills", one: true},
		"POST /projects/{year}/{code}/formalities":        {who: "fills", one: true},
		"GET /api/v1/permits":                             {who: "all"},
		"GET /api/v1/projects/{year}/{code}/permits":      {who: "own", one: true},
		"POST /api/v1/projects/{year}/{code}/permits":     {who: "fills", one: true},
		"POST /api/v1/projects/{year}/{code}/formalities": {who: "fills", one: true},
	})
}

package web_test

import "maps"

func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /search": {who: "own"}, "GET /api/v1/search": {who: "own", query: "q=a"},
		"GET /projects/paste":                       {who: "office"},
		"POST /projects/paste":                      {who: "office"},
		"POST /projects/undo":                       {who: "office", gone: true},
		"POST /projects/{year}/{code}/star":         {who: "own", one: true},
		"GET /api/v1/stars":                         {who: "own"},
		"POST /api/v1/projects/{year}/{code}/star":  {who: "own", one: true},
		"POST /projects/views":                      {who: "own"},
		"POST /projects/views/remove":               {who: "own"},
		"GET /projects/{year}/{code}/cells":         {who: "office", one: true},
		"POST /projects/{year}/{code}/cells":        {who: "office", one: true},
		"PATCH /projects/{year}/{code}/cells":       {who: "office", one: true},
		"GET /api/v1/projects/{year}/{code}/cells":  {who: "own", one: true},
		"POST /api/v1/projects/{year}/{code}/cells": {who: "office", one: true},
		"POST /api/v1/cells/preview":                {who: "office"},
		"POST /api/v1/cells/paste":                  {who: "office"},
		"POST /api/v1/cells/undo":                   {who: "office"},
		"GET /api/v1/views":                         {who: "own"},
		"POST /api/v1/views":                        {who: "own"},
		"POST /api/v1/views/{view}/remove":          {who: "own", gone: true},
	})
	maps.Copy(scopesOf, map[string]string{
		"GET /api/v1/stars": "read", "POST /api/v1/projects/{year}/{code}/star": "read",
	})
}

package web_test

import "maps"

// The rows of batches and routes. The fixture has none: who may act gets the answer of one that does not exist.
func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /outings":                          {who: "all"},
		"GET /outings/new":                      {who: "office"},
		"POST /outings":                         {who: "office", gone: true},
		"GET /outings/{outing}":                 {who: "all", gone: true},
		"POST /outings/{outing}/change":         {who: "office", gone: true},
		"GET /outings/{outing}/sheet":           {who: "all", gone: true},
		"GET /outings/{outing}/workbook":        {who: "all", gone: true},
		"GET /api/v1/outings":                   {who: "all"},
		"GET /api/v1/outing-form":               {who: "office"},
		"POST /api/v1/outings":                  {who: "office", gone: true},
		"GET /api/v1/outings/{outing}":          {who: "all", gone: true},
		"POST /api/v1/outings/{outing}/change":  {who: "office", gone: true},
		"GET /api/v1/outings/{outing}/sheet":    {who: "all", gone: true},
		"GET /api/v1/outings/{outing}/workbook": {who: "all", gone: true},
	})
}

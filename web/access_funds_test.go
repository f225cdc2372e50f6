package web_test

import "maps"

// The rows of the fund ledger.
func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /funds":                                {who: "forecasts"},
		"GET /funds/export":                         {who: "forecasts"},
		"GET /funds/imports":                        {who: "office"},
		"POST /funds/imports":                       {who: "office"},
		"GET /funds/imports/{import}":               {who: "office", gone: true},
		"POST /funds/imports/{import}/answers":      {who: "office", gone: true},
		"POST /funds/imports/{import}/commit":       {who: "office", gone: true},
		"POST /funds/imports/{import}/undo":         {who: "office", gone: true},
		"GET /settings/funds":                       {who: "office"},
		"POST /settings/funds":                      {who: "office"},
		"GET /projects/{year}/{code}/funds":         {who: "funds", one: true},
		"POST /projects/{year}/{code}/funds":        {who: "fills", one: true},
		"GET /api/v1/funds":                         {who: "forecasts"},
		"GET /api/v1/exports/funds":                 {who: "forecasts"},
		"GET /api/v1/projects/{year}/{code}/funds":  {who: "funds", one: true},
		"POST /api/v1/projects/{year}/{code}/funds": {who: "fills", one: true},
		"GET /api/v1/fund-sources":                  {who: "own"},
		"POST /api/v1/fund-sources":                 {who: "office"},
		"GET /api/v1/fund-imports":                  {who: "office"},
		"POST /api/v1/fund-imports":                 {who: "office", query: "file=a.csv"},
		"GET /api/v1/fund-imports/{id}":             {who: "office", gone: true},
		"POST /api/v1/fund-imports/{id}/answers":    {who: "office", gone: true},
		"POST /api/v1/fund-imports/{id}/commit":     {who: "office", gone: true},
		"POST /api/v1/fund-imports/{id}/undo":       {who: "office", gone: true},
	})
}

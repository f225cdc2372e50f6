package web_test

import "maps"

// The rows of applications for a coming year's list.
func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /reserve":                                {who: "own"},
		"POST /reserve":                               {who: "fills", gone: true},
		"GET /reserve/export":                         {who: "own"},
		"POST /reserve/call":                          {who: "office", gone: true},
		"GET /reserve/new":                            {who: "fills"},
		"POST /reserve/new":                           {who: "fills", gone: true},
		"GET /reserve/projects/{reserve}":             {who: "own", gone: true},
		"POST /reserve/projects/{reserve}":            {who: "fills", gone: true},
		"GET /reserve/projects/{reserve}/change":      {who: "fills", gone: true},
		"POST /reserve/projects/{reserve}/change":     {who: "fills", gone: true},
		"GET /reserve/projects/{reserve}/scan/{step}": {who: "own", gone: true},
		"POST /reserve/imports":                       {who: "fills", gone: true},
		"GET /reserve/imports/{import}":               {who: "fills", gone: true},
		"POST /reserve/imports/{import}":              {who: "fills", gone: true},
		"GET /reserve/plan":                           {who: "office"},
		"POST /reserve/plan":                          {who: "office"},
		"GET /api/v1/reserve":                         {who: "own"},
		"POST /api/v1/reserve":                        {who: "fills", gone: true},
		"GET /api/v1/reserve/projects/{id}":           {who: "own", gone: true},
		"POST /api/v1/reserve/projects/{id}":          {who: "fills", gone: true},
		"POST /api/v1/reserve/acts":                   {who: "fills", gone: true},
		"POST /api/v1/reserve/call":                   {who: "office", gone: true},
		"GET /api/v1/exports/reserve":                 {who: "own"},
		"POST /api/v1/reserve/imports":                {who: "fills", query: "file=a.csv", gone: true},
		"GET /api/v1/reserve/imports/{id}":            {who: "fills", gone: true},
		"POST /api/v1/reserve/imports/{id}":           {who: "fills", gone: true},
		"GET /restructure":                            {who: "office"},
		"POST /restructure":                           {who: "office", gone: true},
		"GET /api/v1/restructures":                    {who: "all"},
		"GET /api/v1/restructures/left":               {who: "office", query: "project=2021%2F{code}"},
		"POST /api/v1/restructures":                   {who: "office", gone: true},
		"GET /api/v1/reserve/plan":                    {who: "office"},
		"POST /api/v1/reserve/plan":                   {who: "office"},
	})
}

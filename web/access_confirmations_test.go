package web_test

import "maps"

func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /meeting-templates":                                               {who: "office"},
		"POST /meeting-templates":                                              {who: "office"},
		"POST /meeting-templates/{version}/use":                                {who: "office"},
		"GET /meeting-templates/{version}/file":                                {who: "office"},
		"GET /confirmations":                                                   {who: "office"},
		"POST /confirmations":                                                  {who: "office"},
		"POST /confirmations/rule":                                             {who: "office"},
		"GET /confirmations/sheets":                                            {who: "office"},
		"GET /projects/{year}/{code}/confirmations":                            {who: "own", one: true},
		"POST /projects/{year}/{code}/confirmations":                           {who: "fills", one: true},
		"GET /projects/{year}/{code}/confirmations/sheet":                      {who: "own", one: true},
		"GET /projects/{year}/{code}/confirmations/print":                      {who: "own", one: true},
		"GET /projects/{year}/{code}/confirmations/{confirmation}/file":        {who: "own", one: true, gone: true},
		"GET /api/v1/meeting-templates":                                        {who: "office"},
		"POST /api/v1/meeting-templates":                                       {who: "office"},
		"POST /api/v1/meeting-templates/try":                                   {who: "office"},
		"POST /api/v1/meeting-templates/{version}/use":                         {who: "office"},
		"GET /api/v1/meeting-templates/{version}/file":                         {who: "office"},
		"GET /api/v1/confirmations":                                            {who: "office"},
		"POST /api/v1/confirmations":                                           {who: "office"},
		"POST /api/v1/confirmation-rule":                                       {who: "office"},
		"GET /api/v1/confirmations/sheets":                                     {who: "office"},
		"GET /api/v1/projects/{year}/{code}/confirmations":                     {who: "own", one: true},
		"POST /api/v1/projects/{year}/{code}/confirmations":                    {who: "fills", one: true},
		"GET /api/v1/projects/{year}/{code}/confirmations/sheet":               {who: "own", one: true},
		"GET /api/v1/projects/{year}/{code}/confirmations/{confirmation}/file": {who: "own", one: true, gone: true},
	})
}

package web_test

import "maps"

// The rows of quarterly scores. The fixture has none: who may act gets the answer of one that does not exist.
func init() {
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /scores":                                        {who: "unit or all"},
		"POST /scores":                                       {who: "office", gone: true},
		"POST /scores/formula":                               {who: "office"},
		"GET /scores/{score}":                                {who: "unit or all", gone: true},
		"POST /scores/{score}/points":                        {who: "office", gone: true},
		"POST /scores/{score}/step":                          {who: "office", gone: true},
		"POST /scores/{score}/object":                        {who: "unit and office", gone: true},
		"POST /scores/{score}/objections/{objection}":        {who: "office", gone: true},
		"GET /scores/{score}/sheet":                          {who: "all", gone: true},
		"GET /scores/{score}/workbook":                       {who: "all", gone: true},
		"GET /api/v1/scores":                                 {who: "unit or all"},
		"POST /api/v1/scores":                                {who: "office", gone: true},
		"POST /api/v1/score-formulas":                        {who: "office"},
		"GET /api/v1/scores/{score}":                         {who: "unit or all", gone: true},
		"POST /api/v1/scores/{score}/points":                 {who: "office", gone: true},
		"POST /api/v1/scores/{score}/steps":                  {who: "office", gone: true},
		"POST /api/v1/scores/{score}/objections":             {who: "unit and office", gone: true},
		"POST /api/v1/scores/{score}/objections/{objection}": {who: "office", gone: true},
		"GET /api/v1/scores/{score}/sheet":                   {who: "all", gone: true},
		"GET /api/v1/scores/{score}/workbook":                {who: "all", gone: true},
	})
}

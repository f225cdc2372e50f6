package web_test

import "maps"

// The rows of the account policy and of the last day of accounts.
func init() {
	rolesByAccess["administrators"] = "system_admin security_admin audit_admin"
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /account-policy":                  {who: "administrators"},
		"POST /account-policy":                 {who: "security"},
		"POST /accounts/{person}/expiry":       {who: "admin"},
		"GET /api/v1/account-policy":           {who: "administrators"},
		"POST /api/v1/account-policy":          {who: "security"},
		"POST /api/v1/accounts/{login}/expiry": {who: "admin"},
	})
	maps.Copy(scopesOf, map[string]string{"GET /api/v1/account-policy": "admin", "POST /api/v1/account-policy": "admin",
		"POST /api/v1/accounts/{login}/expiry": "admin"})
}

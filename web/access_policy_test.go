package web_test

import "maps"

// The rows of the account policy, of the last day of accounts and of the second factor.
func init() {
	rolesByAccess["administrators"] = "system_admin security_admin audit_admin"
	maps.Copy(accessByRoute, map[string]routeAccess{
		"GET /account-policy":                               {who: "administrators"},
		"POST /account-policy":                              {who: "security"},
		"POST /accounts/{person}/expiry":                    {who: "admin"},
		"POST /accounts/{person}/second-factor":             {who: "admin"},
		"GET /login/code":                                   {public: true},
		"POST /login/code":                                  {public: true},
		"GET /second-factor":                                {who: "anyone"},
		"POST /second-factor/start":                         {who: "anyone"},
		"POST /second-factor/confirm":                       {who: "anyone", gone: true},
		"POST /second-factor/codes":                         {who: "anyone"},
		"GET /api/v1/account-policy":                        {who: "administrators"},
		"POST /api/v1/account-policy":                       {who: "security"},
		"POST /api/v1/accounts/{login}/expiry":              {who: "admin"},
		"POST /api/v1/accounts/{login}/second-factor/reset": {who: "admin"},
	})
	maps.Copy(scopesOf, map[string]string{"GET /api/v1/account-policy": "admin", "POST /api/v1/account-policy": "admin",
		"POST /api/v1/accounts/{login}/expiry":              "admin",
		"POST /api/v1/accounts/{login}/second-factor/reset": "admin"})
}

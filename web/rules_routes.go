package web

import "net/url"

func (h *handlers) rulesRoutes() []route {
	return []route{
		{pattern: "GET /settings/units", who: plans, show: h.showUnitKinds},
		{pattern: "POST /settings/units", who: plans, show: h.setUnitKinds},
		{pattern: "GET /settings/rules", who: plans, show: h.showRules},
		{pattern: "POST /settings/rules", who: plans, show: h.draftRules},
		{pattern: "GET /settings/rules/{rules}", who: plans, show: h.showRuleSet},
		{pattern: "POST /settings/rules/{rules}", who: plans, show: h.editRules},
		{pattern: "POST /settings/rules/{rules}/adopt", who: plans, show: h.adoptRules},
		{pattern: "POST /settings/rules/{rules}/drop", who: plans, show: h.dropRules},
		{pattern: "GET /settings/rules/{rules}/try", who: plans, show: h.showRulesTried},
	}
}

func rulesAddress(rules string) string { return "/settings/rules/" + url.PathEscape(rules) }

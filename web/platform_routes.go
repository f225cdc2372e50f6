package web

func (h *handlers) platformRoutes() []route {
	return []route{
		{pattern: "GET /platforms", who: seesAll, show: h.showPlatforms},
		{pattern: "POST /platforms", who: plans, show: h.comparePlatform, body: largestWorkbooks},
		{pattern: "GET /platforms/{comparison}", who: seesAll, show: h.showPlatform},
	}
}

func platformAddress(id string) string { return "/platforms/" + id }

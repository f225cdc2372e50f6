package web

func (h *handlers) projectRoutes() []route {
	return []route{
		{pattern: "GET /projects", who: seesOwn, show: h.showProjects},
		{pattern: "GET /projects/{year}/{code}", who: seesOwn, show: h.showProject},
		{pattern: "GET /projects/{year}/{code}/history", who: seesOwn, show: h.showHistory},
		{pattern: "GET /submissions/{submission}/evidence/{position}", who: seesOwn, show: h.showEvidence},
		{pattern: "GET /submissions/{submission}/evidence/{position}/small", who: seesOwn, show: h.showThumbnail},
	}
}

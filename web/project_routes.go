package web

func (h *handlers) projectRoutes() []route {
	return []route{
		{pattern: "GET /projects", who: seesOwn, show: h.showProjects},
		{pattern: "GET /search", who: seesOwn, show: h.showSearch},
		{pattern: "POST /projects/{year}/{code}/star", who: seesOwn, show: h.setStar},
		{pattern: "GET /projects/paste", who: plans, show: h.showPaste},
		{pattern: "POST /projects/paste", who: plans, show: h.pasteCells, body: 2 * largestForm},
		{pattern: "POST /projects/undo", who: plans, show: h.undoCells},
		{pattern: "POST /projects/views", who: seesOwn, show: h.keepView},
		{pattern: "POST /projects/views/remove", who: seesOwn, show: h.removeView},
		{pattern: "GET /projects/{code}", who: seesOwn, show: h.showProjectByCode},
		{pattern: "GET /projects/{year}/{code}", who: seesOwn, show: h.showProject},
		{pattern: "GET /projects/{year}/{code}/history", who: seesOwn, show: h.showHistory},
		{pattern: "GET /projects/{year}/{code}/cells", who: plans, show: h.showCells},
		{pattern: "POST /projects/{year}/{code}/cells", who: plans, show: h.setCells},
		{pattern: "PATCH /projects/{year}/{code}/cells", who: plans, show: h.editCells},
		{pattern: "GET /submissions/{submission}/evidence/{position}", who: seesOwn, show: h.showEvidence},
		{pattern: "GET /submissions/{submission}/evidence/{position}/small", who: seesOwn, show: h.showThumbnail},
	}
}

package web

func (h *handlers) helpRoutes() []route {
	return []route{
		{pattern: "GET /help", who: signedIn, show: h.showHelp},
		{pattern: "GET /docs/api", who: signedIn, show: h.showDocs},
		{pattern: "GET /docs/api/{group}", who: signedIn, show: h.showDocsGroup},
	}
}

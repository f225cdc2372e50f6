package web

import (
	"context"

	"duban/models"
	"duban/tracking"
)

// Helping is what the help tells of the house's own rules.
type Helping interface {
	Rulebook(ctx context.Context, actor models.Actor, programme string) (tracking.Rulebook, error)
}

func (h *handlers) helpRoutes() []route {
	return []route{
		{pattern: "GET /help", who: signedIn, show: h.showHelp},
		{pattern: "GET /docs/api", who: signedIn, show: h.showDocs},
		{pattern: "GET /docs/api/{group}", who: signedIn, show: h.showDocsGroup},
	}
}

package web

import (
	"context"

	"duban/models"
	"duban/tracking"
)

// Projects is what there is of projects to be seen.
type Projects interface {
	Projects(ctx context.Context, actor models.Actor, filter tracking.ProjectFilter) (tracking.ProjectList, error)
	ProjectPage(ctx context.Context, actor models.Actor, project string) (tracking.ProjectPage, error)
	ProjectHistory(ctx context.Context, actor models.Actor, project string, from, count int) (tracking.History, error)
	OpenEvidence(ctx context.Context, actor models.Actor, submission string, position int) (tracking.OpenedEvidence, error)
	Thumbnail(ctx context.Context, actor models.Actor, submission string, position int) ([]byte, error)
}

func (h *handlers) projectRoutes() []route {
	return []route{
		{pattern: "GET /projects", who: seesOwn, show: h.showProjects},
		{pattern: "GET /projects/{year}/{code}", who: seesOwn, show: h.showProject},
		{pattern: "GET /projects/{year}/{code}/history", who: seesOwn, show: h.showHistory},
		{pattern: "GET /submissions/{submission}/evidence/{position}", who: seesOwn, show: h.showEvidence},
		{pattern: "GET /submissions/{submission}/evidence/{position}/small", who: seesOwn, show: h.showThumbnail},
	}
}

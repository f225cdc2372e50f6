package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) PermitList(_ context.Context, a models.Actor, programme string) (tracking.PermitList, error) {
	return tracking.PermitList{Projects: []tracking.PermitPage{}}, f.note(a, "permits %s", programme)
}

func (f *fake) PermitPage(_ context.Context, a models.Actor, project string) (tracking.PermitPage, error) {
	return tracking.PermitPage{Permits: []tracking.PermitLine{}}, f.note(a, "permits %s", project)
}

func (f *fake) SetPermit(_ context.Context, a models.Actor, key, project string, e models.PermitEntry) (
	tracking.PermitPage, error) {
	return tracking.PermitPage{Permits: []tracking.PermitLine{}}, f.note(a, "set permit %s %s %s", key, project, e.Kind)
}

func (f *fake) SetFormalities(_ context.Context, a models.Actor, key, project string, e models.FormalitiesEntry) (
	tracking.PermitPage, error) {
	return tracking.PermitPage{Permits: []tracking.PermitLine{}}, f.note(a, "set formalities %s %s %s", key, project,
		e.ApprovalCode)
}

package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) RestructureForm(_ context.Context, a models.Actor, projects []string) (tracking.RestructureForm, error) {
	return tracking.RestructureForm{}, f.note(a, "remaining %d", len(projects))
}

func (f *fake) Restructure(_ context.Context, a models.Actor, key string, c models.RestructureCommand) (
	tracking.RestructureAct, error) {
	return tracking.RestructureAct{}, f.note(a, "restructure %s %s", key, c.Kind)
}

func (f *fake) Restructures(_ context.Context, a models.Actor, project string) ([]tracking.RestructureAct, error) {
	return []tracking.RestructureAct{}, f.note(a, "restructures %s", project)
}

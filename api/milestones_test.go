package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) MilestoneTemplates(_ context.Context, a models.Actor) ([]tracking.MilestoneTemplateView, error) {
	return nil, f.note(a, "milestone templates")
}

func (f *fake) SetMilestoneTemplate(_ context.Context, a models.Actor, key string, t models.MilestoneTemplate) error {
	return f.note(a, "set milestone template %s %s %d", key, t.Name, len(t.Steps))
}

func (f *fake) ResetMilestoneTemplate(_ context.Context, a models.Actor, key, name string) error {
	return f.note(a, "reset milestone template %s %s", key, name)
}

func (f *fake) Schedule(_ context.Context, a models.Actor, project, template string,
	ends models.ScheduleEnds) (tracking.Schedule, error) {
	return tracking.Schedule{Milestones: []tracking.MilestoneLine{}, Templates: []string{},
			Steps: []models.ProposedStep{}, Waiting: []tracking.AskedView{}}, f.note(a, "schedule %s %s %s %s", project,
			template, ends.From, ends.By)
}

package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) DueMonth(_ context.Context, a models.Actor, filter tracking.DueFilter) (tracking.DueMonth, error) {
	return tracking.DueMonth{Days: []tracking.DueDay{}, Units: []string{}, Sponsors: []string{}},
		f.note(a, "due %s %s %s %s %s", filter.Programme, filter.Month, filter.Unit, filter.Sponsor, filter.Kind)
}

func (f *fake) Timeline(_ context.Context, a models.Actor, filter tracking.ProjectFilter) (tracking.Timeline, error) {
	return tracking.Timeline{Projects: []tracking.TimelineProject{}},
		f.note(a, "timeline %s %s %s %s", filter.Programme, filter.Unit, filter.Sponsor, filter.Town)
}

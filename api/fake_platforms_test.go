package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) PlatformComparisons(_ context.Context, a models.Actor, programme string) (tracking.PlatformList, error) {
	return tracking.PlatformList{}, f.note(a, "platform-comparisons %s", programme)
}

func (f *fake) PlatformComparison(_ context.Context, a models.Actor, id string) (tracking.PlatformPage, error) {
	return tracking.PlatformPage{}, f.note(a, "platform-comparison %s", id)
}

func (f *fake) ComparePlatform(_ context.Context, a models.Actor, key, programme string, e models.PlatformEntry,
	file tracking.ImportFile) (tracking.PlatformPage, error) {
	return tracking.PlatformPage{}, f.note(a, "compare-platform %s %s %s %s %s %s %s %d", key, programme, e.Month,
		e.Platform, e.Unit, e.Basis, file.Name, len(file.Content))
}

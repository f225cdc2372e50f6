package tracking

import (
	"testing"

	"duban/importer/compare"
	"duban/models"
)

// A project is found by what people type; one that went on from last year's list is this year's.
func TestProjectsAreFoundByWhatPeopleType(t *testing.T) {
	of := func(year int, names ...string) (all []models.Facts) {
		for i, name := range names {
			code := models.ProjectID(year, string(rune('A'+i)))
			all = append(all, models.Facts{Project: models.Project{ID: code, Code: code, Name: name,
				NameKey: models.NameKey(name)}})
		}
		return all
	}
	snapshot := compare.Snapshot{Facts: of(2026, "科汇电气产业园二期", "西六路改造", "西五路改造", "鲁中物流园三期"),
		LastYear: of(2025, "科汇电气产业园二期", "鲁中物流园")}
	now, before := snapshot.Facts, snapshot.LastYear
	for text, want := range map[string]string{
		now[1].Project.Code: now[1].Project.ID, "西六路 改造": now[1].Project.ID, "科汇电气": now[0].Project.ID,
		"khdq": now[0].Project.ID, "XLLGZ": now[1].Project.ID, "科汇二期": now[0].Project.ID, "鲁中物流园": before[1].Project.ID,
		"lzwly": now[3].Project.ID,
		"路改造":   "project_unclear", "谁也不认识": "project_not_found", "": "project_not_found",
	} {
		got, err := findProject(snapshot, text)
		if err != nil {
			got = models.AsError(err).Code
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

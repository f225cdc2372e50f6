package tracking

import (
	"fmt"
	"testing"

	"duban/importer"
	"duban/models"
)

// bookOf has the same projects in so many monthly sheets.
func bookOf(projects, months int) *importer.Book {
	book := &importer.Book{}
	for range months {
		sheet := importer.Sheet{}
		for i := range projects {
			name := fmt.Sprintf("项目%d", i)
			sheet.Projects = append(sheet.Projects, importer.ProjectRow{Row: i + 3, Name: name})
			sheet.Reports = append(sheet.Reports, importer.ReportRow{Row: i + 3, Project: name})
		}
		book.Sheets = append(book.Sheets, sheet)
	}
	return book
}

func TestAProjectInManySheetsIsOneProject(t *testing.T) {
	for _, c := range []struct {
		projects, months int
		refused          bool
	}{
		{1_000, 12, false}, {maxImportProjects, maxImportRows / maxImportProjects, false},
		{maxImportProjects + 1, 1, true}, {maxImportProjects, maxImportRows/maxImportProjects + 1, true},
	} {
		err := checkUnderstood("进度.xlsx", []*importer.Book{bookOf(c.projects, c.months)})
		if refused := models.AsError(err) != nil && models.AsError(err).Code == "too_large"; refused != c.refused {
			t.Errorf("%d projects in %d sheets: %v", c.projects, c.months, err)
		}
	}
}

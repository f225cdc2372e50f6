package simulate

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"duban/importer"
	"duban/importer/compare"
	"duban/importer/sheet"
	"duban/models"
)

// bring imports a workbook, or a zip of several, as the office does, and looks at every project it touches. What
// tracking and the import's process would refuse is refused: errors, conflicts, nothing new, a plan of another year.
func (m *memory) bring(ctx context.Context, file Workbook) error {
	book, err := read(ctx, file)
	if err != nil {
		return err
	}
	diff, err := compare.Book(book, m.snapshot(book), compare.Choices{})
	if err != nil {
		return err
	}
	if err := checkImport(m.Options, file.Name, importSummary{
		refused: diff.Blocked(), errors: diff.Count(importer.SeverityError), conflicts: len(diff.Conflicts),
		unchanged: len(diff.Changes) == 0, kind: diff.Kind, period: diff.Period,
	}); err != nil {
		return err
	}
	return m.promote(diff.Changes)
}

// importSummary is what the simulation asks of an import before it is committed.
type importSummary struct {
	refused           bool
	errors, conflicts int
	unchanged         bool
	kind              models.BatchKind
	period            string
}

// checkImport refuses a workbook that is of no use to the simulation.
func checkImport(o Options, name string, s importSummary) error {
	switch {
	case s.refused || s.errors+s.conflicts > 0:
		return models.Errorf(models.KindInvalid, "workbook_errors",
			"%s 有 %d 处错误、%d 处冲突，不能模拟，请用 duban inspect 查看并改正", name, s.errors, s.conflicts)
	case s.unchanged:
		return models.Errorf(models.KindInvalid, "nothing_new", "%s 没有新的内容，请核对是否选错了文件", name)
	case s.kind == models.BatchPlan && (s.period < strconv.Itoa(o.From.Year()) || s.period > strconv.Itoa(o.To.Year())):
		return models.Errorf(models.KindInvalid, "wrong_year", "%s 是 %s 年的计划，不在模拟期间 %s 至 %s 内，请更正日期", name,
			s.period, o.From, o.To)
	}
	return nil
}

func read(ctx context.Context, file Workbook) (*importer.Book, error) {
	files, err := sheet.Unpack(file.Name, file.Content)
	if err != nil {
		return nil, err
	}
	var books []*importer.Book
	for _, f := range files {
		book, err := importer.InspectWith(ctx, f.Name, f.Content, importer.Options{})
		if ctx.Err() != nil {
			return nil, interrupted(ctx.Err())
		}
		if err != nil {
			return nil, err
		}
		books = append(books, book)
	}
	if len(books) == 1 {
		return books[0], nil
	}
	return importer.Merge(file.Name, books), nil
}

// snapshot is what a workbook is compared with, as tracking gathers it: the district's list of the workbook's year, and
// the year's other projects.
func (m *memory) snapshot(book *importer.Book) compare.Snapshot {
	s := compare.Snapshot{Organisations: m.organisations, Posts: m.posts}
	year := book.YearOf()
	for _, p := range m.programmes {
		if p.Kind == models.DistrictProgramme && (p.Year == year || year == 0 && p.Year > s.Programme.Year) {
			s.Programme, s.Exists = p, true
		}
	}
	year = max(year, s.Programme.Year)
	ofYear := map[string]bool{}
	for _, p := range m.programmes {
		ofYear[p.ID] = p.Year == year
		if p.Year == year && p.ID != s.Programme.ID {
			s.Others = append(s.Others, p)
		}
	}
	position := map[string]int{}
	for _, place := range m.memberships {
		switch {
		case !place.Active() && ofYear[place.ProgrammeID]:
			s.Former = append(s.Former, place)
		case place.Active() && place.ProgrammeID == s.Programme.ID:
			position[place.ProjectID] = place.Position
		}
	}
	for _, p := range m.projects {
		switch _, listed := position[p.facts.Project.ID]; {
		case listed:
			s.Facts = append(s.Facts, clone(p.facts))
		case p.facts.Project.Year == year:
			s.Elsewhere = append(s.Elsewhere, clone(p.facts))
			s.Codes = append(s.Codes, p.facts.Project.Code)
		}
	}
	slices.SortStableFunc(s.Facts, func(a, b models.Facts) int {
		return cmp.Compare(position[a.Project.ID], position[b.Project.ID])
	})
	return s
}

package models_test

import (
	"testing"

	"duban/models"
)

func platformProjects() []models.PlatformProject {
	of := func(id, code, approval, name string, approved *models.Money) models.PlatformProject {
		p := models.PlatformProject{ApprovalCode: approval, ProjectFigures: models.ProjectFigures{ProjectID: id, Code: code,
			Name: name, Approved: approved, InMonth: approved}}
		p.Record.Project.ToEndOfLastYear = 4000 * models.WanYuan.Fen()
		return p
	}
	return []models.PlatformProject{
		of("a", "ZD-1", "2021-370303-48-01-123456", "齿轮厂", wanYuan(1200)),
		of("b", "ZD-2", "", "学校", new(*wanYuan(300)+450_000)), // 300.45
		of("c", "ZD-3", "", "医院", nil),
		of("d", "ZD-4", "2021-370303-48-01-123459", "公园", wanYuan(50)),
		of("e", "ZD-5", "", "管网", wanYuan(10)), of("f", "ZD-6", "", "管网", wanYuan(10)),
		of("g", "ZD-7", "", "道路", wanYuan(700)),
	}
}

func wanYuan(n int64) *models.Money { return new(models.Money(n) * models.WanYuan.Fen()) }

// A row is found by either code or a name that is one project's; what rounds to the same is the same.
func TestAnExportIsComparedProjectByProject(t *testing.T) {
	rows := []models.PlatformRow{
		{Row: 2, Code: "20213703034801123456", Name: "齿轮厂（一期）", YearToDate: wanYuan(1300)},
		{Row: 3, Name: "学 校", YearToDate: wanYuan(300)},
		{Row: 4, Code: "ZD-3", Name: "医院", YearToDate: wanYuan(9)},
		{Row: 5, Code: "2021-370303-48-01-999999", Name: "公园", YearToDate: wanYuan(50)},
		{Row: 6, Name: "管网", YearToDate: wanYuan(10)},
		{Row: 7, Name: "道路", Lost: "A7", YearToDate: wanYuan(700)},
		{Row: 8, Name: "学校", YearToDate: wanYuan(300)},
		{Row: 9, Name: "别处的项目", YearToDate: wanYuan(1)},
	}
	basis := models.PlatformBasisOf(rows)
	lines := models.ComparePlatform(rows, platformProjects(), basis, models.PlatformStep(rows, basis, models.WanYuan))
	want := []struct {
		state   models.PlatformState
		row     int
		project string
		note    bool
	}{
		{models.PlatformDiffers, 2, "a", true}, {models.PlatformNoFigure, 4, "c", false}, {models.PlatformLost, 7, "", true},
		{models.PlatformOnlyThere, 5, "", true}, {models.PlatformOnlyThere, 6, "", true},
		{models.PlatformOnlyThere, 8, "", true}, {models.PlatformOnlyThere, 9, "", false},
		{models.PlatformOnlyHere, 0, "d", false}, {models.PlatformOnlyHere, 0, "e", false},
		{models.PlatformOnlyHere, 0, "f", false}, {models.PlatformOnlyHere, 0, "g", false},
		{models.PlatformSame, 3, "b", false},
	}
	if len(lines) != len(want) {
		t.Fatalf("%d lines, want %d: %+v", len(lines), len(want), lines)
	}
	for i, w := range want {
		if l := lines[i]; l.State != w.state || l.Row != w.row || l.ProjectID != w.project || l.Note.IsZero() == w.note {
			t.Errorf("line %d: %+v, want %+v", i, l, w)
		}
	}
	if d := lines[0].Difference; d == nil || *d != *wanYuan(100) {
		t.Errorf("differs by %v", d)
	}
}

// The basis is what the export states: since the start it has the earlier years, too.
func TestTheBasisOfAnExportFollowsItsColumns(t *testing.T) {
	rows := []models.PlatformRow{{Row: 2, Name: "齿轮厂", ToDate: wanYuan(5200), Month: wanYuan(0)}}
	basis := models.PlatformBasisOf(rows)
	if basis != models.PlatformToDate {
		t.Fatalf("basis %q", basis)
	}
	lines := models.ComparePlatform(rows, platformProjects()[:1], basis, models.PlatformStep(rows, basis, models.YiYuan))
	if len(lines) != 1 || lines[0].State != models.PlatformSame || *lines[0].Ours != *wanYuan(5200) {
		t.Errorf("%+v", lines)
	}
	for _, c := range []struct {
		amount models.Money
		unit   models.Unit
		want   models.Money
	}{{*wanYuan(5200), models.WanYuan, *wanYuan(1)}, {*wanYuan(5200) + 1_000, models.WanYuan, 1_000},
		{*wanYuan(5200), models.YiYuan, *wanYuan(100)}, {*wanYuan(5210), models.YiYuan, *wanYuan(10)}, {7, models.Yuan, 1}} {
		if got := models.PlatformStep([]models.PlatformRow{{ToDate: &c.amount}}, basis, c.unit); got != c.want {
			t.Errorf("step of %d in %s: %d, want %d", c.amount, c.unit, got, c.want)
		}
	}
}

// What went up is frozen: a figure on record that is another one now is named, also one that is gone.
func TestWhatWentUpAndIsOtherwiseNowIsNamed(t *testing.T) {
	of := func(a, b *models.Money) models.ProgrammeFigures {
		return models.ProgrammeFigures{Lines: []models.ProjectFigures{{ProjectID: "a", Approved: a},
			{ProjectID: "b", Approved: b}, {ProjectID: "c"}}}
	}
	found := models.SentDifferences(of(wanYuan(5), wanYuan(6)), of(wanYuan(5), wanYuan(7)))
	if len(found) != 1 || found[0].ProjectID != "b" || *found[0].Now != *wanYuan(7) {
		t.Errorf("%+v", found)
	}
	if found = models.SentDifferences(of(wanYuan(5), wanYuan(6)), models.ProgrammeFigures{}); len(found) != 2 ||
		found[0].Now != nil {
		t.Errorf("off the list: %+v", found)
	}
}

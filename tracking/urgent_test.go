package tracking_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"duban/models"
	"duban/tracking"
)

// openCityForm enters the city's form and says what its three strange columns are.
func openCityForm(t *testing.T, h *env) tracking.UrgentPage {
	t.Helper()
	entry := urgentEntry(h)
	entry.Columns = nil
	page, err := h.OpenUrgentTable(t.Context(), office, "open", "", entry, &tracking.ImportFile{Name: "市表.xlsx",
		Content: cityForm(t)})
	if err != nil {
		t.Fatal(err)
	}
	page, err = h.SetUrgentColumns(t.Context(), office, "columns", page.ID, map[string]tracking.UrgentChoice{
		"E": {Collect: models.UrgentNumber, Name: "用工人数"}, "计划复工时间": {Collect: models.UrgentDate},
		"G": {Field: "goal"},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// An office is sent a form it has never seen, says once what its columns are, collects two of them, and fills it.
func TestATableByFiveOClock(t *testing.T) {
	s := newFixture(t)
	page := openCityForm(t, s.env)
	if diff := cmp.Diff([]models.UrgentColumn{{Key: "c1", Name: "用工人数", Kind: models.UrgentNumber,
		Header: "现场用工人数(人)"}, {Key: "c2", Name: "计划复工时间", Kind: models.UrgentDate, Header: "计划复工时间"}},
		page.Columns); diff != "" {
		t.Fatal(diff)
	}
	if len(page.Rows) != 3 || len(page.Missing) != 3 || page.Answered != 0 {
		t.Fatalf("%+v", page)
	}
	owner := holding(models.RoleOwner, s.own.OwnerID)
	page, err := s.AnswerUrgent(t.Context(), owner, "answer", page.ID, []tracking.UrgentAnswer{{Project: s.own.Code,
		Values: map[string]string{"用工人数": "1,200", "c2": "2021/3/15"}}})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Rows) != 1 || page.Rows[0].Answers["c1"] != "1200" || page.Rows[0].Answers["c2"] != "2021-03-15" ||
		page.Rows[0].OnBehalfOf != "" {
		t.Fatalf("%+v", page.Rows)
	}
	_, form, err := s.UrgentForm(t.Context(), holding(models.RoleOwner, s.other.OwnerID), page.ID)
	if err != nil {
		t.Fatal(err)
	}
	filled := fillCells(t, form, map[string]any{"F5": 30, "G5": "尽快"})
	taken, err := s.TakeUrgentForms(t.Context(), office, "take", page.ID, []tracking.ImportFile{{Name: "交回.xlsx",
		Content: filled}})
	if err != nil {
		t.Fatal(err)
	}
	if taken.Taken != 1 || len(taken.Left) != 1 || !strings.Contains(taken.Left[0].String(), "G5：") {
		t.Fatalf("%+v", taken)
	}
	page = taken.Page
	i := slices.IndexFunc(page.Rows, func(r tracking.UrgentRow) bool { return r.Code == s.other.Code })
	if r := page.Rows[i]; r.Answers["c1"] != "30" || r.OnBehalfOf == "" || r.Paper != "交回.xlsx" {
		t.Errorf("%+v", r)
	}
	if page.Answered != 1 || len(page.Missing) != 2 {
		t.Errorf("%d answered, %v missing", page.Answered, page.Missing)
	}
	_, content, left, err := s.FillUrgent(t.Context(), office, page.ID)
	if err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(t, content, "统计表")
	if rows[3][1] != s.own.Name || rows[3][4] != "1200" || rows[3][5] != "2021-03-15" || rows[3][6] == "" ||
		rows[4][4] != "30" {
		t.Errorf("%q", rows[3:6])
	}
	if len(left) < 2 || !strings.Contains(left[0].String(), "尚未填报") {
		t.Errorf("%v", left)
	}
}

// What is collected is no figure: nothing of a project changes.
func TestCollectedValuesAreNoFigures(t *testing.T) {
	s := newFixture(t)
	version := s.project(s.own.Name).Project.Version
	before, err := s.Status(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := answerUrgent(s, office); err != nil {
		t.Fatal(err)
	}
	after, err := s.Status(t.Context(), office, "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
	if f := s.project(s.own.Name); f.Project.Version != version {
		t.Errorf("the project is version %d, was %d", f.Project.Version, version)
	}
}

// The next form with the same headers needs no answers: what was said about them is known.
func TestWhatAColumnIsIsSaidOnce(t *testing.T) {
	s := newFixture(t)
	openCityForm(t, s.env)
	entry := urgentEntry(s.env)
	entry.Columns = nil
	page, err := s.OpenUrgentTable(t.Context(), office, "again", "", entry, &tracking.ImportFile{Name: "市表2.xlsx",
		Content: cityForm(t)})
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	for _, c := range page.Columns {
		kinds = append(kinds, c.Name+" "+string(c.Kind))
	}
	if diff := cmp.Diff([]string{"用工人数 number", "计划复工时间 date"}, kinds); diff != "" {
		t.Error(diff)
	}
	goal := page.FormColumns[6]
	if goal.Field != "goal" || !goal.Known {
		t.Errorf("%+v", goal)
	}
}

func TestUrgentTablesThatAreRefused(t *testing.T) {
	s := newFixture(t)
	ctx, entry := t.Context(), urgentEntry(s.env)
	open := func(e models.UrgentEntry) error {
		_, err := s.OpenUrgentTable(ctx, office, "wrong", "", e, nil)
		return err
	}
	late, nameless, twice, none := entry, entry, entry, entry
	late.Due, nameless.Name, none.Columns = 1, " ", nil
	twice.Columns = append(slices.Clone(entry.Columns), entry.Columns...)
	for code, e := range map[string]models.UrgentEntry{"due_past": late, "name_missing": nameless, "column_twice": twice,
		"nothing_asked": none} {
		wantCode(t, open(e), models.KindInvalid, code)
	}
	answer := func(values map[string]string) error {
		_, err := s.AnswerUrgent(ctx, office, "wrong", s.urgent,
			[]tracking.UrgentAnswer{{Project: s.own.Code, Values: values}})
		return err
	}
	wantCode(t, answer(map[string]string{"c1": "约十人"}), models.KindInvalid, "not_a_number")
	wantCode(t, answer(map[string]string{"c9": "1"}), models.KindInvalid, "no_column")
	wantCode(t, answer(map[string]string{"c1": ""}), models.KindInvalid, "nothing_answered")
	if page, err := s.AnswerUrgent(ctx, office, "none", s.urgent, []tracking.UrgentAnswer{{Project: s.own.Code,
		Values: map[string]string{"c1": "没有"}}}); err != nil || page.Answered != 1 ||
		page.Rows[0].Answers["c1"] != models.UrgentNone {
		t.Errorf("%+v %v", page.Rows, err)
	}
	if err := answerUrgent(s, office); err != nil {
		t.Fatal(err)
	}
	_, err := s.SetUrgentColumns(ctx, office, "gone", s.urgent, nil,
		[]models.UrgentColumn{{Name: "别的", Kind: models.UrgentText}})
	wantCode(t, err, models.KindConflict, "column_answered")
	if _, err := s.CloseUrgentTable(ctx, office, "close", s.urgent); err != nil {
		t.Fatal(err)
	}
	wantCode(t, answer(map[string]string{"c1": "3"}), models.KindConflict, "urgent_table_closed")
}

// A form of another table is told by its ID.
func TestAFormOfAnotherTableIsTold(t *testing.T) {
	s := newFixture(t)
	_, form, err := s.UrgentForm(t.Context(), office, s.urgent)
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.OpenUrgentTable(t.Context(), office, "second", "", urgentEntry(s.env), nil)
	if err != nil {
		t.Fatal(err)
	}
	taken, err := s.TakeUrgentForms(t.Context(), office, "take", page.ID, []tracking.ImportFile{{Name: "交回.xlsx",
		Content: fillCells(t, form, map[string]any{"F5": 7})}})
	if err != nil || taken.Taken != 0 || len(taken.Left) != 1 || !strings.Contains(taken.Left[0].String(), s.urgent) {
		t.Errorf("%+v %v", taken, err)
	}
}

func fillCells(t *testing.T, content []byte, cells map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for cell, value := range cells {
		if err := f.SetCellValue(f.GetSheetName(0), cell, value); err != nil {
			t.Fatal(err)
		}
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func rowsOf(t *testing.T, content []byte, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A person's tasks list the urgent tables that ask them, until they have answered.
func TestTasksListUrgentTables(t *testing.T) {
	s := newFixture(t)
	owner := holding(models.RoleOwner, s.own.OwnerID)
	for _, want := range []int{1, 0} {
		tasks, err := s.Tasks(t.Context(), owner)
		if err != nil || len(tasks.Urgent) != want {
			t.Fatalf("%+v %v, want %d", tasks.Urgent, err, want)
		}
		if err := answerUrgent(s, owner); err != nil {
			t.Fatal(err)
		}
	}
}

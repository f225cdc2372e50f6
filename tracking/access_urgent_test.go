package tracking_test

import (
	"slices"
	"testing"

	"duban/internal/testkit/booktest"
	"duban/models"
	"duban/tracking"
)

// cityForm is a form that no one has seen before: a list of projects with amounts, two columns that nothing on record
// fits, and blank rows.
func cityForm(t testing.TB) []byte {
	t.Helper()
	rows := [][]any{
		{"全市重大项目复工情况统计表"}, {"填报单位：", nil, nil, nil, "单位：万元"},
		{"序号", "项目名称", "责任单位", "年度计划投资（万元）", "现场用工人数（人）", "计划复工时间", "备注说明"},
		{nil}, {nil}, {nil}, {nil}, {"填报人："},
	}
	return booktest.Draw(t, booktest.Sheet{Name: "统计表", Rows: rows})
}

// askUrgently opens a table with one column to be answered.
func (s *fixture) askUrgently() {
	page, err := s.OpenUrgentTable(s.t.Context(), office, "scene urgent", "", urgentEntry(s.env), nil)
	if err != nil {
		s.t.Fatal(err)
	}
	s.urgent = page.ID
}

func urgentEntry(h *env) models.UrgentEntry {
	now := models.InstantOf(h.Now())
	return models.UrgentEntry{Name: "复工情况统计表", Month: now.Date().Month(), To: models.UrgentToOwners,
		Due: now.Date().At(17, 0), Columns: []models.UrgentColumn{{Name: "现场用工人数", Kind: models.UrgentNumber}}}
}

// ownIn reports whether own is among the rows.
func ownIn(s fixture, page tracking.UrgentPage, err error) error {
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(page.Rows, func(r tracking.UrgentRow) bool { return r.Code == s.own.Code }) {
		return errEmpty
	}
	return nil
}

func urgentTables(s fixture, a models.Actor) error {
	_, err := s.UrgentTables(s.t.Context(), a, "")
	return err
}

func urgentTable(s fixture, a models.Actor) error {
	page, err := s.UrgentTable(s.t.Context(), a, s.urgent)
	return ownIn(s, page, err)
}

func openUrgentTable(s fixture, a models.Actor) error {
	page, err := s.OpenUrgentTable(s.t.Context(), a, "ask", "", urgentEntry(s.env), nil)
	return ownIn(s, page, err)
}

func setUrgentColumns(s fixture, a models.Actor) error {
	page, err := s.SetUrgentColumns(s.t.Context(), a, "ask", s.urgent, nil,
		[]models.UrgentColumn{{Name: "塔吊数量", Kind: models.UrgentNumber}})
	return ownIn(s, page, err)
}

func answerUrgent(s fixture, a models.Actor) error {
	page, err := s.AnswerUrgent(s.t.Context(), a, "ask", s.urgent, []tracking.UrgentAnswer{{Project: s.own.Code,
		Values: map[string]string{"现场用工人数": "12"}}})
	return ownIn(s, page, err)
}

func urgentForm(s fixture, a models.Actor) error {
	_, content, err := s.UrgentForm(s.t.Context(), a, s.urgent)
	if err == nil && len(content) == 0 {
		return errEmpty
	}
	return err
}

func takeUrgentForms(s fixture, a models.Actor) error {
	content := booktest.Draw(s.t, booktest.Sheet{Name: "急报表", Rows: [][]any{{"复工情况统计表"},
		{"序号", "项目编码", "项目名称", "现场用工人数"}, {1, s.own.Code, s.own.Name, 12}}})
	taken, err := s.TakeUrgentForms(s.t.Context(), a, "ask", s.urgent, []tracking.ImportFile{{Name: "交回.xlsx",
		Content: content}})
	if err == nil && taken.Taken == 0 {
		return errEmpty
	}
	return err
}

func fillUrgent(s fixture, a models.Actor) error {
	_, _, _, err := s.FillUrgent(s.t.Context(), a, s.urgent)
	return err
}

func closeUrgentTable(s fixture, a models.Actor) error {
	_, err := s.CloseUrgentTable(s.t.Context(), a, "ask", s.urgent)
	return err
}

func exportList(s fixture, a models.Actor) error {
	_, _, err := s.ExportList(s.t.Context(), a, tracking.TakenList{Title: "列表", Page: "/projects",
		Columns: []tracking.ListColumn{{Head: "项目"}}, Lines: [][]any{{"甲"}}})
	return err
}

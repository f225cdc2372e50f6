package web_test

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"duban/internal/testkit/booktest"
	"duban/models"
	"duban/store"
)

// urgentTableID is the table that addUrgentTable enters.
const urgentTableID = "JB-2021-001"

// addUrgentTable enters an urgent table with a form, one column of it to be collected, and one answer.
func (d *fixture) addUrgentTable(t testing.TB) {
	t.Helper()
	form := booktest.Draw(t, booktest.Sheet{Name: "统计表", Rows: [][]any{{"复工情况统计表"},
		{"序号", "项目名称", "责任单位", "年度计划投资（万元）", "现场用工人数"}}})
	d.must(t, d.store.Write(context.Background(), func(tx *store.Tx) error {
		if _, err := tx.UrgentTable(urgentTableID); err == nil {
			return nil
		}
		p, err := tx.FindProgramme("2021")
		if err != nil {
			return err
		}
		listed, err := tx.FactsOf(p.ID)
		if err != nil {
			return err
		}
		now := models.InstantOf(d.now.Time())
		if err := tx.InsertUrgentTable(models.UrgentTable{ID: urgentTableID, ProgrammeID: p.ID, Year: 2021, Number: 1,
			Name: "复工情况统计表", Month: models.MonthOf(2021, 6), To: models.UrgentToOwners, Due: now.Date().At(23, 0),
			Columns: []models.UrgentColumn{{Key: "c1", Name: "用工人数", Kind: models.UrgentNumber, Header: "现场用工人数"}},
			ByName:  "办公室", At: now}); err != nil {
			return err
		}
		if err := tx.PutUrgentForm(models.UrgentForm{TableID: urgentTableID, FileName: "市表.xlsx",
			Content: base64.StdEncoding.EncodeToString(form),
			Columns: `[{"column":"D","header":"年度计划投资（万元）","key":"年度计划投资(万元)","field":"annual_plan"},` +
				`{"column":"E","header":"现场用工人数","key":"现场用工人数","collect":"number","name":"用工人数","known":true}]`,
		}); err != nil {
			return err
		}
		return tx.PutUrgentValues([]models.UrgentValue{{TableID: urgentTableID, ProjectID: listed[0].Project.ID, Column: "c1",
			Text: "120", ByName: "项目单位", At: now}})
	}))
}

func TestAnUrgentTableIsAnsweredAndFilled(t *testing.T) {
	d := newSubmissionFixture(t, 2)
	d.addUrgentTable(t)
	address := "/urgent/" + urgentTableID
	h := d.as(models.RoleOffice)
	page := get(h, address).Body.String()
	for _, want := range []string{"尚未填报", `value="collect:number" selected`, `value="120"`, code(2021, 1)} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	got := post(h, address+"/answers", url.Values{"key": {"k1"}, "v " + code(2021, 1) + " c1": {"35"}})
	if got.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	if page = get(h, address).Body.String(); !strings.Contains(page, `value="35"`) || !strings.Contains(page, "都已填报") {
		t.Error("the answer is not shown")
	}
	got = post(h, address+"/answers", url.Values{"key": {"k2"}, "v " + code(2021, 1) + " c1": {"三十"}})
	if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "应填数字") ||
		!strings.Contains(got.Body.String(), `value="三十"`) {
		t.Errorf("%d", got.Code)
	}
	got = post(h, address+"/columns", url.Values{"key": {"k3"}, "is-D": {"total_investment"}, "column": {"负责人", ""},
		"kind": {"text", "text"}})
	if got.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", got.Code, got.Body)
	}
	if page = get(h, address).Body.String(); !strings.Contains(page, "负责人") {
		t.Error("the further column is not shown")
	}
	if got = post(h, address+"/filled", url.Values{"key": {"k5"}}); got.Code != http.StatusOK {
		t.Errorf("filled: %d", got.Code)
	}
	got = post(h, address+"/close", url.Values{"key": {"k4"}})
	if got.Code != http.StatusSeeOther || strings.Contains(get(h, address).Body.String(), "结束收集") {
		t.Errorf("close: %d", got.Code)
	}
}

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"duban/internal/testkit/booktest"
	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// landProblemID is the problem of land that addProblems enters: overdue, with the first project's own unit.
const landProblemID = "problem-land"

// addProblems enters an overdue problem of land, one that waits to be confirmed, and one that is closed.
func (d *fixture) addProblems(t *testing.T) {
	t.Helper()
	d.must(t, d.store.Write(t.Context(), func(tx *store.Tx) error {
		if _, err := tx.Problem(landProblemID); err == nil {
			return nil
		}
		p, err := tx.Project(projectID(2021, 0))
		if err != nil {
			return err
		}
		today := d.now.Date()
		row := models.Problem{ProjectID: p.ID, Level: models.LevelDistrict, DepartmentID: p.ResponsibleUnitID,
			Department: "区自然资源局", DueVersion: 1, RaisedForID: p.OwnerID, RaisedFor: "项目单位", RaisedByName: "张三",
			RaisedAt: d.now.Add(-1)}
		land, energy, money := row, row, row
		land.ID, land.Kind, land.Quantity, land.Text, land.Status, land.Due = landProblemID, models.ProblemLand, 12_500,
			"二期用地指标未落实", models.ProblemSolving, today-20
		energy.ID, energy.Kind, energy.Quantity, energy.Text, energy.Status, energy.Due = "problem-energy",
			models.ProblemEnergy, 3_200_001, "能耗指标缺口", models.ProblemSolved, today+20
		energy.SolvedAt, energy.SolvedByID = d.now.Add(-1), "another"
		money.ID, money.Kind, money.Quantity, money.Text, money.Status, money.Due, money.ClosedAt = "problem-money",
			models.ProblemMoney, 50_000_000_000, "配套资金未到位", models.ProblemClosed, today+20, d.now.Add(-1)
		if err := tx.SetProblems(land, energy, money); err != nil {
			return err
		}
		_, err = tx.InsertProblemSteps(
			models.ProblemStep{ID: "step-1", ProblemID: land.ID, ProjectID: p.ID, Act: models.ActRaise, Text: land.Text,
				Party: "项目单位", ByName: "张三", To: []models.Audience{}, At: d.now.Add(-1)},
			models.ProblemStep{ID: "step-2", ProblemID: land.ID, ProjectID: p.ID, Act: models.ActChase, Step: "overdue-1",
				ByName: "系统", To: []models.Audience{models.ToDepartment}, At: d.now.Add(-1)})
		return err
	}))
}

// The totals of the ledger are the same on the page, in the API and in the workbook, down to a thousandth.
func TestTheLedgerHasOneSum(t *testing.T) {
	d := halfYear(t)
	d.addProblems(t)
	page := get(d.as(models.RoleOffice), "/problems").Body.String()
	for _, want := range []string{"12.5 亩", "3200.001 吨标煤", "50000 万元", "二期用地指标未落实"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if only := get(d.as(models.RoleOffice), "/problems?overdue=1").Body.String(); !strings.Contains(only,
		"二期用地指标未落实") || strings.Contains(only, "能耗指标缺口") {
		t.Error("?overdue=1 lists something else")
	}
	got := get(d.as(models.RoleOffice), "/exports/problems?year=2021")
	if got.Code != http.StatusOK {
		t.Fatalf("workbook: %d %s", got.Code, got.Body)
	}
	rows := booktest.Rows(t, got.Body.Bytes())
	total := ""
	for _, row := range rows {
		if len(row) > 12 && row[0] == "合计" {
			total = strings.Join(row[7:13], " ")
		}
	}
	if want := "12.5 3200.001 50000.00    50000.00 "; total != want {
		t.Errorf("the workbook's totals: %q, want %q", total, want)
	}
}

// Whoever has nothing to do with the project cannot tell a problem of it from one that does not exist; a form that is
// incomplete comes back with what is missing.
func TestAProblemIsHandledOnItsPage(t *testing.T) {
	d := halfYear(t)
	d.addProblems(t)
	page := get(d.as(models.RoleUnit), "/problems/"+landProblemID).Body.String()
	for _, want := range []string{"填报办结", "反馈办理情况", "逾期"} {
		if !strings.Contains(page, want) {
			t.Errorf("the department's page lacks %q", want)
		}
	}
	if got := get(d.as(models.RoleOffice), "/problems/problem-none"); got.Code != http.StatusNotFound {
		t.Errorf("a missing problem: %d", got.Code)
	}
	storetest.Read(t, d.store, func(tx *store.Tx) error {
		row, err := tx.Problem(landProblemID)
		if err == nil && row.Status != models.ProblemSolving {
			t.Errorf("it is now %s", row.Status)
		}
		return err
	})
	form := url.Values{"act": {"raise"}, "kind": {"land"}, "quantity": {"若干"}, "text": {"缺地"}, "key": {"k"}}
	got := post(d.as(models.RoleOffice), "/projects/2021/ZD-2021-001/problem", form)
	if got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "不是数量") ||
		!strings.Contains(got.Body.String(), "若干") {
		t.Errorf("a bad quantity: %d\n%s", got.Code, got.Body)
	}
}

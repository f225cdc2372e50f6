package workbook_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/importer/workbook"
	"duban/models"
)

// What is written into the table of applications is read back the same, and the empty table has no application.
func TestATableOfApplicationsIsReadBack(t *testing.T) {
	one := models.ReserveEntry{Code: "CB-2027-001", Name: "智能装备产业园二期", Owner: "甲公司", Unit: "区工业和信息化局",
		Stage: models.StageNewStart, Investor: models.InvestorState, Sector: "先进制造业", Place: "某街道", Scale: "新建厂房",
		Goal: "主体封顶", Start: models.MonthOf(2027, 3), Finish: models.MonthOf(2028, 12), Total: 3_000_000_000_00,
		AnnualPlan: 1_000_000_050_00, Funding: "自筹60%，银行贷款40%", Contact: "张某某", Phone: "13800000000"}
	two := models.ReserveEntry{Name: "城东学校", Unit: "区教育和体育局", Total: 100_000_000_00}
	for _, taken := range []bool{false, true} {
		var out bytes.Buffer
		if err := workbook.WriteReserveForm(&out, workbook.ReserveForm{Year: 2027, To: "区重点项目办", Taken: taken,
			Units: []string{"区工业和信息化局"},
			Lines: []workbook.ReserveLine{{ReserveEntry: one, State: "联审"}, {ReserveEntry: two}}}); err != nil {
			t.Fatal(err)
		}
		rows, err := importer.ReadReserves("申报表.xlsx", out.Bytes(), 2027)
		if err != nil || len(rows) != 2 {
			t.Fatalf("%+v %v", rows, err)
		}
		for i, want := range []models.ReserveEntry{one, two} {
			if diff := cmp.Diff(want, rows[i].ReserveEntry); diff != "" || !rows[i].Problem.IsZero() {
				t.Errorf("row %d: %s %s", i, diff, rows[i].Problem)
			}
		}
		if _, err := importer.ReadReserves("申报表.xlsx", out.Bytes(), 2028); models.AsError(err).Code != "reserve_year" {
			t.Error("another year's table:", err)
		}
	}
	var empty bytes.Buffer
	if err := workbook.WriteReserveForm(&empty, workbook.ReserveForm{Year: 2027}); err != nil {
		t.Fatal(err)
	}
	if rows, err := importer.ReadReserves("空表.xlsx", empty.Bytes(), 2027); models.AsError(err).Code !=
		"no_reserve_table" {
		t.Error("an empty table:", rows, err)
	}
}

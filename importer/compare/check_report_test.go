package compare

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/importer"
	"duban/models"
)

func TestCheckReportSaysWhatASheetWouldSay(t *testing.T) {
	const wan = models.Money(1_000_000)
	may := models.Report{Month: models.MonthOf(2021, 5), Status: models.ReportApproved, ApprovedYTD: new(500 * wan),
		Physical: "主体施工"}
	known := models.Facts{
		Project: models.Project{Name: "甲", Year: 2021, AnnualPlan: 1200 * wan, TotalInvestment: 10_000 * wan,
			ToEndOfLastYear: 1000 * wan},
		Reports: []models.Report{may},
	}
	june := func(month, ytd models.Money, physical string) importer.ReportRow {
		return importer.ReportRow{Month: models.MonthOf(2021, 6), MonthAmount: new(month * wan), YearToDate: new(ytd * wan),
			Physical: physical}
	}
	type found struct {
		Field    importer.Field
		Severity importer.Severity
		Code     string
		Message  string
	}
	for _, tt := range []struct {
		name string
		row  importer.ReportRow
		want []found
	}{
		{"nothing", june(100, 600, "三层"), nil},
		{"last month's words", june(100, 600, "主体施工"), []found{{importer.FieldPhysical, importer.SeverityNotice,
			"physical_copied",
			"形象进度与上月完全相同，而投资有增加，请核对"}}},
		{"no words", june(100, 600, ""), []found{{importer.FieldPhysical, importer.SeverityNotice, "physical_missing",
			"本月完成投资 100.00 万元 而形象进度为空，请补充"}}},
		{"no words and no money", june(0, 500, ""), nil},
		{"topped out with little spent", june(100, 600, "主体已封顶"),
			[]found{{importer.FieldPhysical, importer.SeverityNotice, "stage_without_money",
				"形象进度写“主体已封顶”，累计完成投资 1600.00 万元 不到总投资 10000.00 万元 的 20%，请核对"}}},
		{"does not add up", june(100, 650, "三层"), []found{{importer.FieldYearToDate, importer.SeverityWarning,
			"month_mismatch",
			"本月 100.00 万元 + 上月累计 500.00 万元 ≠ 累计 650.00 万元，请核对"}}},
		{"fell", june(0, 400, "三层"), []found{{importer.FieldYearToDate, importer.SeverityError, "cumulative_fell",
			"累计投资 400.00 万元 不得小于上月（1-5月审定 500.00 万元），请核对"}}},
		{"over the total", june(9000, 9500, "三层"), []found{{importer.FieldYearToDate, importer.SeverityError,
			"over_total",
			"至上年底累计 1000.00 万元 + 年初累计 9500.00 万元 超过总投资 10000.00 万元，请核对"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []found
			for _, f := range CheckReport(known, tt.row) {
				got = append(got, found{f.Field, f.Severity, f.Code, f.Message.Text})
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

package web_test

import (
	"fmt"
	"testing"

	"duban/models"
)

// What an owner expects of a month is on the round's page and beside the report in the review queue; what is three
// times the last month is asked about.
func TestEstimatesAreShownBesideLastMonthAndPlan(t *testing.T) {
	d := newSubmissionFixture(t, 3)
	may, june := models.MonthOf(2021, 5), models.MonthOf(2021, 6)
	send := func(project int, c models.ReportMonthCommand) {
		t.Helper()
		c.Confirmed, c.Physical, c.Paper = true, "主体施工", "报表扫描件"
		code := fmt.Sprintf("ZD-2021-%03d", project)
		receipt, err := d.service.ReportMonth(t.Context(), models.Operator, fmt.Sprint(project, c.Month, c.Estimate != nil),
			code, 0, c)
		if err != nil || receipt.Pending {
			t.Fatalf("%s: %+v, %v", code, receipt, err)
		}
	}
	wan := func(n int64) *models.Money { return new(models.Money(n * 1_000_000)) }
	for project := 1; project <= 3; project++ {
		send(project, models.ReportMonthCommand{Month: may, MonthAmount: wan(1000), YTDAmount: wan(5000)})
	}
	send(1, models.ReportMonthCommand{Month: june, Estimate: wan(1100)})
	send(2, models.ReportMonthCommand{Month: june, Estimate: wan(10000)})
	office := d.as(models.RoleOffice)
	page := get(office, "/round?month=2021-06").Body.String()
	check(t, office, page)
	contains(t, page, []string{"已报 2 个，未报 1 个", "1 个须核对", "本月预计数是上月的 10 倍", ">11,100<", ">2,000<", ">3,000<", ">15,000<"},
		nil)
	send(1, models.ReportMonthCommand{Month: june, MonthAmount: wan(1050), YTDAmount: wan(6050)})
	contains(t, get(office, "/reviews").Body.String(), []string{"预计 1,100", "上月 1,000", "待审月报合计"}, nil)
}

package figurecheck

import (
	"strings"
	"testing"

	"duban/models"
	"duban/tracking"
)

const closed = "light annual_plan_fen scheduled_fen approved_fen carried_from in_month_fen late_report gap_fen rung"

// close closes a month as the office does.
func (c *scene) close(month models.Month) {
	c.t.Helper()
	_, err := c.CloseMonth(c.t.Context(), office, "close "+month.String(), "", tracking.CloseRequest{Month: month,
		Reason: "一个项目未报，按应报尽报催办后月结"})
	c.must(err)
}

// ofMonth are the doors that print a month that is over.
func ofMonth(month models.Month) []door {
	m := month.String()
	ranking := onPage("rankings of "+m, "/rankings?month="+m, readRankings, "approved_fen", "annual_plan_fen",
		"plan share")
	api := answers()[1]
	asked := onAPI("rankings of "+m, "/api/v1/rankings?month="+m, nil, api.must...)
	asked.find = api.find
	closing := onAPI("closing of "+m, "/api/v1/closings/"+m, nil, "approved_fen", "light")
	closing.find = func(doc []byte) []reading {
		return jsonReadings(doc, []jsonFigures{{at: "totals/", names: totals}, {at: "lines/*/", by: "code", names: closed}})
	}
	preview := onAPI("preview of "+m, "/api/v1/closings/"+m+"/preview", []jsonFigures{{at: "totals/", names: totals}},
		"approved_fen")
	page := onPage("closing of "+m, "/closings/"+m, readClosing, "annual_plan_fen", "approved_fen", "scheduled_fen")
	ledger, monthly := workbooks()[1], workbooks()[0]
	monthly.name, ledger.name = monthly.name+" of "+m, ledger.name+" of "+m
	monthly.read = func(c *scene) []byte {
		_, content, err := c.ExportMonthly(c.t.Context(), office, "", month)
		c.must(err)
		return content
	}
	ledger.read = func(c *scene) []byte {
		_, content, err := c.ExportLedger(c.t.Context(), office, "", month)
		c.must(err)
		return content
	}
	command := onCommand("ranking --month "+m, readRankingText, "approved_fen", "annual_plan_fen")
	return []door{ranking, asked, closing, preview, page, monthly, ledger, command}
}

func readClosing(p *page) {
	p.rows(func(c cell) bool { return strings.HasPrefix(c.text, "ZD-") && len(c.text) == len("ZD-2021-001") },
		func(row *page) {
			of := " of " + row.cells[0].text
			row.tagged(`data-label="年度计划"`, number, printed{"annual_plan_fen" + of, wan})
			row.tagged(`data-label="序时进度"`, number, printed{"scheduled_fen" + of, wan})
			row.tagged(`data-label="累计审定"`, number, printed{"approved_fen" + of, wan})
		})
	for label, figure := range map[string]string{"项目": "projects", "年度计划": "annual_plan_fen", "序时进度": "scheduled_fen",
		"累计审定": "approved_fen", "当月": "in_month_fen"} {
		unit := float64(yi)
		if label == "项目" {
			unit = one
		}
		p.after(label, 1, number, printed{figure, unit})
	}
}

// A closed month prints what was frozen, in every door, and later changes move nothing of it.
func checkClosed(t *testing.T, c *scene) {
	t.Helper()
	may := models.MonthOf(2021, 5)
	want := c.then(may)
	ask := func(when string) {
		n := 0
		for _, d := range ofMonth(may) {
			readings := d.find(d.read(c))
			n += len(readings)
			for _, wrong := range compare(d.name, readings, want, d.must) {
				t.Errorf("%s: %s", when, wrong)
			}
		}
		t.Logf("%s: %d figures", when, n)
	}
	ask("as it was closed")
	facts := c.facts()
	c.drop(facts[10].Project.Name)
	c.runs.asking = office
	_, err := c.ChangePlan(t.Context(), office, "more", facts[12].Project.Code, 0, models.ChangePlanCommand{
		Change: models.PlanAmount, AnnualPlan: facts[12].Project.AnnualPlan + 100_000_00, Reason: "追加投资", Approver: "区政府"})
	c.must(err)
	ask("after a drop and a changed plan")
}

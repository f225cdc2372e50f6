package figurecheck

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"duban/internal/figures"
	"duban/models"
)

const (
	estimate  = "estimate_fen last_month_fen month_plan_fen before_fen expected_fen actual_fen missing"
	estimates = "estimated missing asked estimate_fen last_month_fen month_plan_fen before_fen expected_fen actual_fen " +
		"given/estimate_fen given/last_month_fen given/month_plan_fen given/before_fen given/expected_fen given/actual_fen"
)

var estimateColumns = strings.Fields("estimate_fen last_month_fen month_plan_fen before_fen expected_fen actual_fen")

// estimates enters what each project expects of a round's month, and the sums.
func (c *scene) estimates(e expectation, p figures.Programme, month models.Month) {
	var all []models.MonthEstimate
	for _, f := range p.Facts() {
		rules := models.RulesFor(f, p.Calendar)
		state := models.RoundStateOf(rules, f, month, c.clock.Date())
		if state == models.RoundNotDue {
			continue
		}
		one := rules.MonthEstimate(f, month, state)
		e.put("estimate/", " of "+f.Project.Code, one)
		all = append(all, one)
	}
	e.put("estimates/", "", models.TotalEstimates(all))
}

// expect enters estimates of three projects for a month: one like last month, one three times it, one confirmed at ten
// times.
func (c *scene) expect(month models.Month) {
	c.t.Helper()
	given := 0
	for _, f := range c.facts() {
		i := slices.IndexFunc(f.Reports, func(r models.Report) bool {
			return r.Month == month-1 && r.ApprovedMonth != nil && *r.ApprovedMonth > 0
		})
		open := !slices.ContainsFunc(f.Reports, func(r models.Report) bool {
			return r.Month == month && r.Status != models.ReportOpen
		})
		if i < 0 || !open || f.Project.Status == models.ProjectClosed {
			continue
		}
		amount := *f.Reports[i].ApprovedMonth * []models.Money{1, 3, 10}[given]
		c.runs.asking = models.Operator
		_, err := c.ReportMonth(c.t.Context(), models.Operator, "estimate "+f.Project.ID, f.Project.Code, 0,
			models.ReportMonthCommand{Month: month, Estimate: &amount, Confirmed: true, Paper: "预计数报表扫描件"})
		c.must(err)
		if given++; given == 3 {
			return
		}
	}
	c.t.Fatalf("%d projects can give an estimate", given)
}

// estimateTable reads the table of estimates of the round's page.
func estimateTable(p *page) {
	start := slices.IndexFunc(p.cells, func(c cell) bool { return strings.Contains(c.tag, `<h2 id="estimates-title"`) })
	end := slices.IndexFunc(p.cells, func(c cell) bool { return strings.Contains(c.tag, `<h2 id="units-title"`) })
	if start < 0 || end < start {
		return
	}
	table := &page{cells: p.cells[start:end]}
	table.find(`^已报 (\d+) 个，未报 (\d+) 个`, printed{"estimates/estimated", one}, printed{"estimates/missing", one})
	table.find(`^(\d+) 个须核对`, printed{"estimates/asked", one})
	table.rows(func(c cell) bool { return strings.HasPrefix(c.tag, `<th scope="row"`) || zd.MatchString(c.text) },
		func(row *page) {
			name, prefix, of := row.cells[0].text, "", ""
			switch {
			case zd.MatchString(name):
				prefix, of = "estimate/", " of "+name
			case strings.HasPrefix(name, "已报预计的"):
				prefix = "estimates/given/"
			case strings.HasPrefix(name, "全部"):
				prefix = "estimates/"
			default:
				return
			}
			n := 0
			for _, c := range row.cells[1:] {
				if !strings.Contains(c.tag, `<td class="number"`) && !strings.HasPrefix(c.tag, `<b class="late"`) {
					continue
				}
				cells := &page{cells: []cell{c}}
				if n < len(estimateColumns) {
					cells.find(number, printed{prefix + estimateColumns[n] + of, wan})
				}
				row.readings = append(row.readings, cells.readings...)
				n++
			}
		})
	p.readings = append(p.readings, table.readings...)
}

var zd = regexp.MustCompile(`^ZD-\d{4}-\d+$`)

func readEstimatesText(doc []byte) []reading {
	const amount = ` +(—|-?[\d.]+)`
	row := strings.Repeat(amount, len(estimateColumns))
	all := func(prefix string) (out []printed) {
		for _, name := range estimateColumns {
			out = append(out, printed{prefix + name, wan})
		}
		return out
	}
	return texts(doc,
		textFigures{`已报 (\d+) 个，未报 (\d+) 个`, false, []printed{{"estimates/estimated", one}, {"estimates/missing", one}}},
		textFigures{`(?m)^  (ZD-\S+) +\S+` + row, true, all("estimate/")},
		textFigures{`(?m)^  已报预计的 +合计` + row, false, all("estimates/given/")},
		textFigures{`(?m)^  全部 +合计` + row, false, all("estimates/")})
}

// readEstimates reads the sheet of estimates of the month's book.
func readEstimates(t *table) {
	for i, row := range t.rows {
		prefix, of := "", ""
		switch {
		case len(row) > 2 && strings.HasPrefix(row[1], "ZD-"):
			prefix, of = "estimate/", " of "+row[1]
		case len(row) > 0 && row[0] == "合计":
			prefix = "estimates/"
		default:
			continue
		}
		for n, heading := range []string{`^本月预计数$`, `^上月完成$`, `^本月计划$`, `^年初至上月累计$`, `^年初至本月累计（含预计）$`, `^本月实报$`} {
			t.take(i, t.column(heading), printed{prefix + estimateColumns[n] + of, wan})
		}
	}
}

// The book of the month in progress says of each project what is expected of it, as the page does.
func checkEstimates(t *testing.T, c *scene) {
	t.Helper()
	s, _, _ := c.expected(0)
	month := openRound(s.Programme, *c.clock)
	_, content, err := c.ExportMonthly(t.Context(), office, "", month)
	c.must(err)
	sheet := tablesOf(content)["预计数"]
	if sheet == nil {
		t.Fatal("the book has no sheet of estimates")
	}
	readEstimates(sheet)
	for _, wrong := range compare("workbook 预计数", sheet.readings, c.now(), []string{"estimate/estimate_fen",
		"estimates/estimate_fen"}) {
		t.Error(wrong)
	}
}

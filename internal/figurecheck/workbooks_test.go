package figurecheck

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"duban/models"
)

// workbooks are the exports of the headline's month.
func workbooks() []door {
	monthly := door{name: "workbook 月报", at: true, book: true, find: readMonthly, must: []string{"approved_fen",
		"scheduled_fen", "annual_plan_fen", "in_month_fen", "points", "plan share", "rank of 区商务局", "light name",
		"lights/green", "start_rate/done", "annual_target_fen", "target share"},
		read: func(c *scene) []byte {
			_, content, err := c.ExportMonthly(c.t.Context(), office, "", c.month())
			c.must(err)
			return content
		}}
	ledger := door{name: "workbook 台账", at: true, book: true, find: readLedger, must: []string{"approved_fen",
		"annual_plan_fen", "plan share"},
		read: func(c *scene) []byte {
			_, content, err := c.ExportLedger(c.t.Context(), office, "", c.month())
			c.must(err)
			return content
		}}
	return []door{monthly, ledger}
}

func (c *scene) month() models.Month {
	_, at, _ := c.expected(0)
	return at.Month
}

// table is a sheet with the headings of its columns.
type table struct {
	name     string
	rows     [][]string
	readings []reading
}

func tablesOf(content []byte) map[string]*table {
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		panic(err)
	}
	out := map[string]*table{}
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			panic(err)
		}
		key := name
		if strings.HasSuffix(name, "台账") {
			key = "台账"
		}
		out[key] = &table{name: name, rows: rows}
	}
	return out
}

// column returns the number of the first column whose heading matches, looking at the first rows; -1: none.
func (t *table) column(heading string) int {
	re := regexp.MustCompile(heading)
	for _, row := range t.rows[:min(6, len(t.rows))] {
		if len(row) > 2 && len(row[1]) < 60 {
			for i, text := range row {
				if re.MatchString(text) {
					return i
				}
			}
		}
	}
	return -1
}

// take reads a cell as a figure; an empty cell is not one.
func (t *table) take(row, column int, figure printed) {
	if column < 0 || column >= len(t.rows[row]) {
		return
	}
	text := strings.TrimLeft(t.rows[row][column], "●○ ")
	if text == "" {
		return
	}
	cell, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		panic(err)
	}
	t.readings = append(t.readings, reading{key: figure.key, text: text, place: t.name + "!" + cell, unit: figure.unit,
		exact: true})
}

// say reads the figures in a sentence.
func (t *table) say(patterns ...textFigures) {
	for i, row := range t.rows {
		for j, text := range row {
			if i > 4 && !strings.HasPrefix(text, "注：") {
				continue
			}
			for _, r := range texts([]byte(text), patterns...) {
				r.place, _ = excelize.CoordinatesToCellName(j+1, i+1)
				r.place = t.name + "!" + r.place
				t.readings = append(t.readings, r)
			}
		}
	}
}

func readMonthly(doc []byte) (readings []reading) {
	tables := tablesOf(doc)
	detail := tables["明细"]
	figures := map[string]printed{`年计划投资$`: {"annual_plan_fen", wan}, `^\d+月完成投资$`: {"in_month_fen", wan},
		`累计完成投资$`: {"approved_fen", wan}, `^投资完成率$`: {"plan share", 0}, `^序时目标$`: {"scheduled_fen", wan},
		`^与序时差距`: {"points", percent}, `^总投资`: {"total_investment_fen", yi}}
	for i, row := range detail.rows {
		of := ""
		switch {
		case len(row) > 2 && strings.HasPrefix(row[1], "ZD-"):
			of = " of " + row[1]
			detail.take(i, detail.column(`^亮灯$`), printed{"light name" + of, 0})
			detail.take(i, detail.column(`^责任单位$`), printed{"unit" + of, 0})
		case len(row) == 0 || row[0] != "合计":
			continue
		}
		for heading, f := range figures {
			detail.take(i, detail.column(heading), printed{f.key + of, f.unit})
		}
	}
	summary := tables["汇总"]
	summary.say(
		textFigures{`共(\d+)个项目（其中市重大(\d+)个），总投资([\d.]+)亿元，年度计划投资([\d.]+)亿元(?:，年度目标([\d.]+)亿元)?`, false,
			[]printed{{"projects", one}, {"city_major", one}, {"total_investment_fen", yi}, {"annual_plan_fen", yi},
				{"annual_target_fen", yi}}},
		textFigures{`累计完成([\d.]+)亿元，占年度计划的([\d.]+)%(?:、年度目标的([\d.]+)%)?`, false, []printed{{"approved_fen", yi},
			{"plan share", percent}, {"target share", percent}}},
		textFigures{`\d月完成投资([\d.]+)亿元`, false, []printed{{"in_month_fen", yi}}},
		textFigures{`序时目标([\d.]+)亿元`, false, []printed{{"scheduled_fen", yi}}},
		textFigures{`(超前|滞后|落后)([\d.]+)个百分点`, false, []printed{{"points", percent}}},
		textFigures{`绿灯(\d+)个，黄灯(\d+)个，红灯(\d+)个，无数据(\d+)个`, false, []printed{{"lights/green", one}, {"lights/yellow", one},
			{"lights/red", one}, {"lights/no_data", one}}},
		textFigures{`开工率([\d.]+)%（应开工(\d+)个，已开工(\d+)个）`, false, []printed{{"start share", percent},
			{"start_rate/base", one}, {"start_rate/done", one}}},
		textFigures{`竣工率([\d.]+)%（年内计划竣工(\d+)个，已竣工(\d+)个）`, false, []printed{{"completing share", percent},
			{"completing_rate/base", one}, {"completing_rate/done", one}}},
		textFigures{`纳统率([\d.]+)%（已开工(\d+)个，已纳统(\d+)个）`, false, []printed{{"statistics share", percent},
			{"statistics_rate/base", one}, {"statistics_rate/done", one}}},
	)
	readSummary(summary)
	lagging := tables["滞后清单"]
	for i, row := range lagging.rows {
		if i < 4 || len(row) < 5 {
			continue
		}
		of := " of " + strings.TrimPrefix(row[2], "★")
		lagging.take(i, lagging.column(`^亮灯$`), printed{"light name" + of, 0})
		lagging.take(i, lagging.column(`^投资完成率$`), printed{"plan share" + of, 0})
	}
	readings = append(readings, detail.readings...)
	readings = append(readings, summary.readings...)
	readings = append(readings, lagging.readings...)
	return append(readings, readCharts(tables["图表"])...)
}

// readSummary reads the part of the summary that is by responsible unit.
func readSummary(summary *table) {
	in := false
	lights := summary.column(`^亮灯情况`)
	for i, row := range summary.rows {
		if len(row) < 5 {
			continue
		}
		of := " of " + row[0]
		switch {
		case strings.HasPrefix(row[0], "一、按责任单位（"):
			in, of = true, ""
		case strings.Contains(row[0], "、按责任单位"): // a kind of units, or those that are not ranked
			in = true
			continue
		case strings.Contains(row[0], "、按"):
			return
		}
		if !in {
			continue
		}
		for heading, f := range map[string]printed{`^项目数`: {"projects", one}, `年计划投资$`: {"annual_plan_fen", wan},
			`^\d+月完成投资$`: {"in_month_fen", wan}, `累计完成投资$`: {"approved_fen", wan}, `^年度计划完成率$`: {"plan share", 0},
			`^序时目标$`: {"scheduled_fen", wan}, `^与序时差距`: {"points", percent}, `^排名`: {"rank", one},
			`^总投资`: {"total_investment_fen", yi}} {
			summary.take(i, summary.column(heading), printed{f.key + of, f.unit})
		}
		for n, light := range []models.Colour{models.Green, models.YellowHue, models.RedHue, models.NoData} {
			summary.take(i, lights+n, printed{"lights/" + string(light) + of, one})
		}
	}
}

// readCharts reads the months of the charts, and the units.
func readCharts(charts *table) []reading {
	for i, row := range charts.rows {
		if len(row) < 5 || i < 4 {
			continue
		}
		of := " of " + row[0]
		if m := regexp.MustCompile(`^(\d+)月$`).FindStringSubmatch(row[0]); m != nil {
			of = " in month " + m[1]
			charts.take(i, 1, printed{"annual_target_fen", yi})
		}
		charts.take(i, charts.column(`^序时目标$`), printed{"scheduled_fen" + of, yi})
		charts.take(i, charts.column(`^当月完成$`), printed{"in_month_fen" + of, yi})
		charts.take(i, charts.column(`^累计完成$`), printed{"approved_fen" + of, yi})
	}
	return charts.readings
}

func readLedger(doc []byte) []reading {
	ledger := tablesOf(doc)["台账"]
	for i, row := range ledger.rows {
		of := ""
		switch {
		case len(row) > 2 && strings.HasPrefix(row[1], "ZD-"):
			of = " of " + row[1]
			ledger.take(i, ledger.column(`^亮灯$`), printed{"light name" + of, 0})
			ledger.take(i, ledger.column(`^总投资$`), printed{"total_investment_fen" + of, wan})
		case len(row) == 0 || row[0] != "合计":
			continue
		}
		ledger.take(i, ledger.column(`^小计$`), printed{"annual_plan_fen" + of, wan})
		if of == "" {
			of = " of those on the list"
		}
		ledger.take(i, ledger.column(`^年内累计$`), printed{"approved_fen" + of, wan})
		ledger.take(i, ledger.column(`^投资完成率$`), printed{"plan share" + of, 0})
	}
	ledger.say(textFigures{`其调出前完成的([\d.]+)万元`, false, []printed{{"dropped approved_fen", wan}}})
	return ledger.readings
}

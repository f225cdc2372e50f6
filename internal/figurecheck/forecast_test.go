package figurecheck

import (
	"math/big"
	"strings"

	"duban/models"
)

// forecastAmounts are the amounts a forecast has of each project.
const forecastAmounts = "annual_plan_fen approved_fen low_fen mid_fen high_fen naive_fen at_low_fen lacks_fen"

// forecast enters what models forecasts.
func (e expectation) forecast(f models.Forecast) {
	for _, p := range f.Projects {
		of := " of " + p.Code
		p.Holds = nil
		e.put("forecast/", of, p)
		e.put("forecast/", " of "+p.Name, p)
	}
	for _, g := range f.GapProjects {
		e["forecast/adds_fen of "+g.Code] = big.NewRat(int64(g.Adds), 1)
		e["forecast/adds_fen of "+g.Name] = big.NewRat(int64(g.Adds), 1)
	}
	e["short"] = big.NewRat(int64(f.Short()), 1)
	e["forecast/coverage/inside"], e["forecast/coverage/of"] = count(f.Coverage.Inside), count(f.Coverage.Of)
	e["gap projects"] = count(len(f.GapProjects))
}

// forecastDoors are the places that print a forecast project by project.
func forecastDoors() []door {
	must := []string{"outlook/low_fen", "outlook/high_fen", "outlook/naive_fen", "outlook/capped_low_fen", "short",
		"forecast/low_fen", "forecast/high_fen", "forecast/naive_fen"}
	json := []jsonFigures{{prefix: "outlook/", names: outlook}, {at: "projects/*/", by: "code", prefix: "forecast/",
		names: forecastAmounts}, {at: "gap_projects/*/", by: "code", prefix: "forecast/", names: "adds_fen"},
		{at: "coverage/", prefix: "forecast/coverage/", names: "inside of"}}
	answer := onAPI("forecast", "/api/v1/forecast", json, "outlook/low_fen", "forecast/low_fen")
	return []door{
		onPage("forecast", "/forecast", readForecastPage, must...),
		answer, onCommand("forecast --json", answer.find, answer.must...),
		onCommand("forecast", readForecastText, "outlook/low_fen", "outlook/naive_fen", "forecast/low_fen"),
		{name: "workbook 全年测算", book: true, find: readForecastBook, must: []string{"outlook/low_fen", "forecast/low_fen",
			"forecast/at_low_fen"}, read: func(c *scene) []byte {
			_, content, err := c.ExportForecast(c.t.Context(), office, "")
			c.must(err)
			return content
		}},
	}
}

func readForecastPage(p *page) {
	p.find(`全年预计完成 ([\d.]+)—([\d.]+) 亿元`, printed{"outlook/low_fen", yi}, printed{"outlook/high_fen", yi})
	p.find(`完成目标仍有缺口 ([\d.]+) 亿元`, printed{"short", yi})
	yearToCome(p)
	p.after("超额部分不计", 1, `^([\d.]+)—([\d.]+)$`, printed{"outlook/capped_low_fen", yi},
		printed{"outlook/capped_high_fen", yi})
	p.after("按月均推算", 1, number, printed{"outlook/naive_fen", yi})
	p.find(`的 (\d+) 个项目区间中，(\d+) 个与本月审定数相符`, printed{"forecast/coverage/of", one},
		printed{"forecast/coverage/inside", one})
	p.gap()
	codes := func(c cell) bool { return strings.HasPrefix(c.text, "ZD-") && strings.Contains(c.tag, "<small>") }
	p.rows(codes, func(row *page) {
		of := " of " + row.cells[0].text
		row.tagged(`data-label="年度计划"`, number, printed{"forecast/annual_plan_fen" + of, wan})
		row.tagged(`data-label="累计审定"`, number, printed{"forecast/approved_fen" + of, wan})
		row.tagged(`data-label="全年预计完成"`, `^([\d.,]+)—([\d.,]+)$`, printed{"forecast/low_fen" + of, wan},
			printed{"forecast/high_fen" + of, wan})
		row.tagged(`data-label="按月均推算"`, number, printed{"forecast/naive_fen" + of, wan})
	})
}

// gap reads the projects that close the gap.
func (p *page) gap() {
	p.find(`^(\d+) 个项目(?:全部)?完成年度计划`, printed{"gap projects", one})
	for i, c := range p.cells {
		if i > 0 && strings.HasPrefix(c.text, "可增 ") {
			one := &page{cells: []cell{c}}
			one.find(`^可增 ([\d.,]+) 万元`, printed{"forecast/adds_fen of " + p.cells[i-1].text, wan})
			p.readings = append(p.readings, one.readings...)
		}
	}
}

func readForecastText(doc []byte) []reading {
	return texts(doc,
		textFigures{`全年预计完成 ([\d.]+)—([\d.]+) 亿元`, false, []printed{{"outlook/low_fen", yi}, {"outlook/high_fen", yi}}},
		textFigures{`完成目标仍有缺口 ([\d.]+) 亿元`, false, []printed{{"short", yi}}},
		textFigures{`(?m)^超额部分不计 +([\d.]+)—([\d.]+) 亿元`, false, []printed{{"outlook/capped_low_fen", yi},
			{"outlook/capped_high_fen", yi}}},
		textFigures{`(?m)^按月均推算 +([\d.]+) 亿元`, false, []printed{{"outlook/naive_fen", yi}}},
		textFigures{`(?m)^(ZD-\d+-\d+) .*可增 ([\d.]+) 万元`, true, []printed{{"forecast/adds_fen", wan}}},
		textFigures{`(?m)^(ZD-\d+-\d+)  +\S+  +([\d.]+)  +([\d.]+|—)  +([\d.]+)  +([\d.]+)  +([\d.]+)`, true, []printed{
			{"forecast/annual_plan_fen", wan}, {"forecast/approved_fen", wan}, {"forecast/low_fen", wan},
			{"forecast/high_fen", wan}, {"forecast/naive_fen", wan}}})
}

func readForecastBook(doc []byte) []reading {
	t := tablesOf(doc)["全年测算"]
	t.say(textFigures{`全年预计完成 ([\d.]+)—([\d.]+) 亿元`, false, []printed{{"outlook/low_fen", yi}, {"outlook/high_fen", yi}}},
		textFigures{`完成目标仍有缺口 ([\d.]+) 亿元`, false, []printed{{"short", yi}}})
	name := t.column(`^项目名称$`)
	for i, row := range t.rows {
		if name < 0 || len(row) <= name || row[name] == "" || len(row[0]) == 0 || row[0][0] < '0' || row[0][0] > '9' {
			continue
		}
		of := " of " + row[name]
		for heading, figure := range map[string]string{`^年度计划投资$`: "annual_plan_fen", `^已审定$`: "approved_fen",
			`^测算下限$`: "low_fen", `^测算中值$`: "mid_fen", `^测算上限$`: "high_fen", `^按月均推算$`: "naive_fen",
			`^计入全区下限$`: "at_low_fen"} {
			t.take(i, t.column(heading), printed{"forecast/" + figure + of, wan})
		}
	}
	return t.readings
}

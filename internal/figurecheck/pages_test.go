package figurecheck

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"duban/models"
)

// door is a place that prints figures.
type door struct {
	name string
	read func(c *scene) []byte
	find func(doc []byte) []reading
	at   bool     // prints a month as it stood, not as it is now
	must []string // figures it prints, whatever else
	book bool     // a workbook
}

func (c *scene) page(path string) []byte {
	c.t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.AddCookie(&http.Cookie{Name: "duban", Value: c.session})
	w := httptest.NewRecorder()
	c.pages.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		c.t.Errorf("%s answers %d", path, w.Code)
	}
	return w.Body.Bytes()
}

func onPage(name, path string, read func(p *page), must ...string) door {
	return door{name: "page " + name, read: func(c *scene) []byte { return c.page(path) }, must: must,
		find: func(doc []byte) []reading {
			p := pageOf(append([]byte(nil), doc...))
			read(p)
			return p.readings
		}}
}

// pages are the pages that print figures of a programme.
func pages() []door {
	return []door{
		onPage("overview", "/", readOverview, "annual_target_fen", "approved_fen", "scheduled_fen", "lead", "points",
			"target share", "share scheduled", "outlook/low_fen", "outlook/high_fen", "outlook/left_fen", "outlook/needed_fen",
			"outlook/pace_fen",
			"projects", "city_major", "total_investment_fen", "annual_plan_fen", "lights/green", "rungs/yellow", "gap_fen",
			"behind", "five share", "headline/progress/approved", "light name", "days_late"),
		onPage("one page", "/print/onepage", readOnePage, "approved_fen", "lead", "outlook/left_fen", "gap_fen"),
		onPage("board", "/board", readBoard, "annual_target_fen", "approved_fen", "scheduled_fen", "lead", "points",
			"lights/red", "plan share", "days_late"),
		onPage("board read from 4 m away", "/board?view=far", readFarBoard, "annual_target_fen", "approved_fen", "lead",
			"lights/red", "plan share", "light name", "days_late"),
		onPage("projects", "/projects", readProjects, "approved_fen", "annual_plan_fen", "plan share", "gap_fen",
			"light name", "days_late"),
		onPage("round", "/round", readRound, "this round/expected", "this round/approved", "this round/missing",
			"state", "estimate/estimate_fen", "estimates/estimate_fen", "estimates/given/last_month_fen"),
		onPage("escalations", "/escalations", readEscalations),
		onPage("plans", "/plans", readPlans, "annual_target_fen", "today/annual_plan_fen"),
		onPage("target", "/target", readTarget, "annual_target_fen", "today/annual_plan_fen"),
	}
}

func heading(p *page) {
	p.find(`^(\d+) 个项目 · 其中市重大 (\d+) 个`, printed{"projects", one}, printed{"city_major", one})
	p.find(`总投资 ([\d.,]+) 亿元`, printed{"total_investment_fen", yi})
	p.find(`各项目年度计划合计 ([\d.,]+) 亿元`, printed{"annual_plan_fen", yi})
	p.find(`(?:月|，)已审定 (\d+)/(\d+)`, printed{"headline/progress/approved", one},
		printed{"headline/progress/expected", one})
}

func headline(p *page) {
	heading(p)
	p.after("年度目标", 1, number, printed{"annual_target_fen", yi})
	p.after("已完成（审定）", 1, number, printed{"approved_fen", yi})
	p.after("序时应完成", 1, number, printed{"scheduled_fen", yi})
	p.find(`占目标 ([\d.]+)%`, printed{"target share", percent})
	p.find(`占年度计划 ([\d.]+)%`, printed{"share scheduled", percent})
	for i, c := range p.cells {
		if word := strings.TrimPrefix(strings.TrimPrefix(c.text, "▲ "), "▼ "); word == "超前序时" || word == "落后序时" {
			lead := &page{cells: []cell{p.cells[i+1]}}
			lead.find(number, printed{"lead", yi})
			lead.cells = p.cells[i+2 : min(i+5, len(p.cells))]
			lead.find(`^([\d.]+) 个百分点`, printed{"points", percent})
			for j := range lead.readings {
				lead.readings[j].minus = word == "落后序时"
			}
			p.readings = append(p.readings, lead.readings...)
			break
		}
	}
}

func verdict(p *page) {
	p.find(`余下 (\d+) 个月月均须完成 ([\d.]+) 亿元；前 (\d+) 个月月均 ([\d.]+) 亿元`, printed{"outlook/months_left", one},
		printed{"outlook/needed_fen", yi}, printed{}, printed{"outlook/pace_fen", yi})
	p.find(`^(\d+) 个项目落后，合计落后 ([\d.]+) 亿元；以下 \d+ 个占 ([\d.]+)%`, printed{"behind", one}, printed{"gap_fen", yi},
		printed{"five share", percent})
}

// yearToCome reads the outlook.
func yearToCome(p *page) {
	p.after("全年预计完成", 1, `^([\d.]+)—([\d.]+)$`, printed{"outlook/low_fen", yi}, printed{"outlook/high_fen", yi})
}

func readOverview(p *page) {
	headline(p)
	verdict(p)
	p.find(`^还差 ([\d.]+) 亿元`, printed{"outlook/left_fen", yi})
	p.find(`计入待审为(超前|落后) ([\d.]+)`, printed{"reported lead", yi})
	yearToCome(p)
	p.find(`连同待审共报 ([\d.]+) 亿元`, printed{"reported_fen", yi})
	for _, rung := range []models.Rung{models.Top, models.Red, models.Yellow, models.Urging} {
		p.after(rung.Reached(), 1, `^(\d+) 项`, printed{"rungs/" + string(rung), one})
	}
	for _, light := range []models.Colour{models.Green, models.YellowHue, models.RedHue, models.NoData} {
		p.after(light.LightName(), 1, `^(\d+)$`, printed{"lights/" + string(light), one})
	}
	p.curve()
	projectRows(p)
	for i, c := range p.cells {
		if i > 0 && strings.Contains(c.text, "个，年度计划 ") {
			section := &page{cells: []cell{c}}
			section.find(`个，年度计划 ([\d,.]+) 万元`, printed{"annual_plan_fen of " + p.cells[i-1].text, wan})
			p.readings = append(p.readings, section.readings...)
		}
	}
}

// curve reads the table of the months.
func (p *page) curve() {
	for i, c := range p.cells {
		var month int
		if _, err := fmt.Sscanf(c.text, "%d月", &month); err != nil || c.tag != `<th scope="row">` || i+2 >= len(p.cells) {
			continue
		}
		of := fmt.Sprintf(" in month %d", month)
		row := &page{cells: []cell{p.cells[i+1]}}
		row.find(number, printed{"scheduled_fen" + of, yi})
		row.cells = []cell{p.cells[i+2]}
		row.find(number, printed{"approved_fen" + of, yi})
		p.readings = append(p.readings, row.readings...)
	}
}

// projectRows reads the rows of a list of projects, each with its code.
func projectRows(p *page) {
	codes := func(c cell) bool {
		return strings.HasPrefix(c.text, "ZD-") && len(c.text) == len("ZD-2021-001") && strings.Contains(c.tag, "<small>")
	}
	p.rows(codes, func(row *page) {
		of := " of " + row.cells[0].text
		for i, c := range row.cells { // up to the next project's name
			if i > 0 && strings.Contains(c.tag, `class="name"`) || strings.HasPrefix(c.tag, "<h") {
				row.cells = row.cells[:i]
				break
			}
		}
		row.find(`^(绿灯|黄灯|红灯|无数据)$`, printed{"light name" + of, 0})
		row.find(`^(达到.*)$`, printed{"rung name" + of, 0})
		row.tagged(`class="quiet"`, `^(.*)$`, printed{"reason" + of, 0})
		for label, figure := range map[string]printed{"年度计划": {"annual_plan_fen" + of, wan},
			"序时": {"scheduled_fen" + of, wan}, "完成": {"approved_fen" + of, wan}, "完成率": {"plan share" + of, percent},
			"完成序时进度的": {"schedule share" + of, percent}, "落后": {"gap_fen" + of, wan}} {
			row.tagged(`data-label="`+label+`"`, rate, figure)
		}
		row.tagged(`class="late"`, `^逾期 (\d+) 个工作日`, printed{"days_late" + of, one})
	})
}

func readOnePage(p *page) {
	p.find(`(?:月|，)已审定 (\d+)/(\d+)`, printed{"headline/progress/approved", one},
		printed{"headline/progress/expected", one})
	verdict(p)
	p.after("年度目标", 1, number, printed{"annual_target_fen", yi})
	p.after("已完成（审定）", 1, number, printed{"approved_fen", yi})
	p.after("序时应完成", 1, number, printed{"scheduled_fen", yi})
	p.after("完成率", 1, rate, printed{"target share", percent})
	p.after("项目", 1, number, printed{"projects", one})
	p.after("市重大", 1, number, printed{"city_major", one})
	for i, c := range p.cells {
		if strings.HasPrefix(c.text, "亿元，超前序时") || strings.HasPrefix(c.text, "亿元，落后序时") {
			lead := &page{cells: []cell{p.cells[i+1]}}
			lead.find(number, printed{"lead", yi})
			lead.readings[0].minus = strings.Contains(c.text, "落后")
			lead.cells = []cell{p.cells[i+3]}
			lead.find(number, printed{"outlook/left_fen", yi})
			p.readings = append(p.readings, lead.readings...)
		}
	}
	for _, rung := range []models.Rung{models.Top, models.Red, models.Yellow, models.Urging} {
		p.after(rung.Reached(), 1, `^(\d+)$`, printed{"rungs/" + string(rung), one})
	}
	p.curve()
}

func readBoard(p *page) {
	headline(p)
	for i, c := range p.cells {
		for _, light := range []models.Colour{models.Green, models.YellowHue, models.RedHue, models.NoData} {
			if c.text == light.LightName() && i > 0 {
				hue := &page{cells: []cell{p.cells[i-1]}}
				hue.find(`^(\d+)$`, printed{"lights/" + string(light), one})
				p.readings = append(p.readings, hue.readings...)
			}
		}
		if i > 0 && strings.Contains(c.text, "个 · 年度计划 ") {
			section := &page{cells: []cell{c}}
			section.find(`年度计划 ([\d,.]+) 亿元`, printed{"annual_plan_fen of " + p.cells[i-1].text, yi})
			p.readings = append(p.readings, section.readings...)
		}
	}
	p.rows(func(c cell) bool { return c.tag == "<b >" }, func(row *page) {
		of := " of " + row.cells[0].text
		row.find(`^(绿灯|黄灯|红灯|无数据) ·`, printed{"light name" + of, 0})
		row.find(`· (达到[^ ]+)`, printed{"rung name" + of, 0})
		row.find(`逾期 (\d+) 个工作日`, printed{"days_late" + of, one})
		row.tagged("<b>", rate, printed{"plan share" + of, percent})
	})
}

func readFarBoard(p *page) {
	headline(p)
	p.rows(func(c cell) bool { return c.tag == "<b >" }, func(row *page) {
		of := " of " + row.cells[0].text
		row.tagged(`class="light"`, `^(绿灯|黄灯|红灯|无数据)$`, printed{"light name" + of, 0})
		row.tagged(`class="share"`, rate, printed{"plan share" + of, percent})
		row.tagged(`class="state"`, `^逾期 (\d+) 个工作日`, printed{"days_late" + of, one})
	})
	for i, c := range p.cells {
		for _, light := range []models.Colour{models.Green, models.YellowHue, models.RedHue, models.NoData} {
			if c.text == light.LightName() && i > 0 && c.tag == "<span>" {
				hue := &page{cells: []cell{p.cells[i-1]}}
				hue.find(`^(\d+)$`, printed{"lights/" + string(light), one})
				p.readings = append(p.readings, hue.readings...)
			}
		}
	}
}

func readProjects(p *page) { projectRows(p) }

func readRound(p *page) {
	estimateTable(p)
	for label, figure := range map[string]string{"应报": "expected", "已审定": "approved", "待审定": "waiting",
		"退回未改": "returned", "未报": "missing", "停工": "paused"} {
		for i, c := range p.cells {
			if c.text == label && strings.HasPrefix(c.tag, "<dt") {
				n := &page{cells: []cell{p.cells[i+1]}}
				n.find(`^(\d+)$`, printed{"this round/" + figure, one})
				p.readings = append(p.readings, n.readings...)
			}
		}
	}
	words := map[string]string{"已审定": "approved", "待审定": "waiting", "已退回": "returned", "未报": "missing", "停工": "paused"}
	p.rows(func(c cell) bool { return strings.HasPrefix(c.text, "ZD-") && len(c.text) == len("ZD-2021-001") },
		func(row *page) {
			of := " of " + row.cells[0].text
			if len(row.cells) < 2 {
				return
			}
			if word, known := words[row.cells[1].text]; known {
				row.readings = append(row.readings, reading{key: "state" + of, text: word, at: row.cells[1].at,
					end: row.cells[1].at + len(row.cells[1].text)})
			}
			row.cells = row.cells[:min(3, len(row.cells))]
			row.find(`(?:逾期|迟报) (\d+) 个工作日`, printed{"report days_late" + of, one})
		})
}

func readEscalations(p *page) {
	for i, c := range p.cells {
		for _, rung := range []models.Rung{models.Top, models.Red, models.Yellow, models.Urging} {
			if c.text == rung.Reached() && i > 0 {
				n := &page{cells: []cell{p.cells[i-1]}}
				n.find(`^(\d+)$`, printed{"rungs/" + string(rung), one})
				p.readings = append(p.readings, n.readings...)
			}
		}
		id := strings.Index(c.tag, `href="/escalations/esc-`)
		if id < 0 || !strings.Contains(c.tag, `class="name"`) {
			continue
		}
		key, _, _ := strings.Cut(c.tag[id+len(`href="/escalations/`):], `"`)
		for _, next := range p.cells[i:min(i+6, len(p.cells))] {
			if strings.Contains(next.tag, `data-label="逾期"`) {
				n := &page{cells: []cell{next}}
				n.find(`^(\d+) 个工作日`, printed{"days_overdue of " + key, one})
				p.readings = append(p.readings, n.readings...)
			}
		}
	}
}

func readPlans(p *page) {
	p.after("年度目标", 1, `^([\d.,]+)$`, printed{"annual_target_fen", yi})
	p.after("各项目年度计划合计", 1, `^([\d.,]+)$`, printed{"today/annual_plan_fen", yi})
	p.rows(func(c cell) bool { return strings.HasPrefix(c.text, "ZD-") && len(c.text) == len("ZD-2021-001") },
		func(row *page) {
			row.tagged(`data-label="年度计划"`, number, printed{"annual_plan_fen of " + row.cells[0].text, wan})
		})
}

func readTarget(p *page) {
	p.after("年度目标", 1, `^([\d.,]+)$`, printed{"annual_target_fen", yi})
	p.after("各项目年度计划合计", 1, `^([\d.,]+)$`, printed{"today/annual_plan_fen", yi})
}

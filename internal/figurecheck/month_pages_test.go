package figurecheck

import (
	"fmt"
	"strings"

	"duban/models"
)

// monthPages are the pages that show a month as it stood, and those about one project or unit.
func monthPages(c *scene) []door {
	ranking := onPage("rankings", "/rankings", readRankings, "rank of 区商务局", "approved_fen", "annual_plan_fen",
		"plan share", "points", "schedule share", "start_rate/done", "completing_rate/base", "statistics share",
		"lights/green")
	ranking.at = true
	code := fmt.Sprintf("ZD-%d-009", c.year)
	return []door{
		ranking,
		onPage("project", fmt.Sprintf("/projects/%d/%s", c.year, code), readProject(code), "approved_fen", "scheduled_fen",
			"annual_plan_fen", "light name", "reason"),
		onPage("unit", "/unit?unit=%E5%8C%BA%E5%95%86%E5%8A%A1%E5%B1%80", readUnit, "annual_plan_fen", "approved_fen",
			"light name", "plan share"),
		leaderPage(),
	}
}

func readRankings(p *page) {
	body := p.from("名次")
	body.rows(func(c cell) bool { return strings.HasPrefix(c.tag, `<a class="name" href="/rankings?`) }, func(row *page) {
		readGroup(row, " of "+row.cells[0].text)
	})
	total := p.from("合计")
	total.row(total.cells[:min(30, len(total.cells))], func(row *page) { readGroup(row, "") })
	p.readings = append(p.readings, body.readings...)
	p.readings = append(p.readings, total.readings...)
	for i, c := range p.cells { // the place stands before the name
		if strings.HasPrefix(c.tag, `<a class="name" href="/rankings?`) {
			for j := i - 1; j > i-4 && j >= 0; j-- {
				if p.cells[j].tag == "<b>" {
					place := &page{cells: []cell{p.cells[j]}}
					place.find(`^(\d+)$`, printed{"rank of " + c.text, one})
					p.readings = append(p.readings, place.readings...)
					break
				}
			}
		}
	}
	for list, name := range map[string]string{"红榜": "red", "黑榜": "black"} {
		part := p.from(list)
		for _, c := range part.cells[min(1, len(part.cells)):] {
			if strings.HasPrefix(c.tag, "<h3") || strings.HasPrefix(c.tag, "<h2") {
				break
			}
			if c.tag == "<b >" {
				p.readings = append(p.readings, reading{key: "list of " + c.text, text: name})
			}
		}
	}
}

// readGroup reads one row of a ranking, or its total.
func readGroup(row *page, of string) {
	for i, c := range row.cells {
		if i > 0 && (strings.Contains(c.tag, `class="place"`) || c.text == "合计") {
			row.cells = row.cells[:i]
			break
		}
	}
	row.find(`^(\d+) 个项目(?: · (\d+) 个未报数)?$`, printed{"projects" + of, one}, printed{"without figure" + of, one})
	row.tagged(`data-label="年度计划"`, number, printed{"annual_plan_fen" + of, wan})
	row.tagged(`data-label="审定累计"`, number, printed{"approved_fen" + of, wan})
	row.tagged(`data-label="完成序时进度的"`, rate, printed{"schedule share" + of, percent})
	row.find(`^(超前|落后) ([\d.]+)$`, printed{"points" + of, percent})
	row.find(`^序时 ([\d.]+)%$`, printed{"share scheduled" + of, percent})
	row.find(`^封顶 ([\d.]+)%$`, printed{"capped plan share" + of, percent})
	if row.has(`class="row-line"`) || row.has("<b>") {
		for i, c := range row.cells {
			if c.tag == "<b>" && strings.HasSuffix(c.text, "%") {
				r := &page{cells: []cell{row.cells[i]}}
				r.find(rate, printed{"plan share" + of, percent})
				row.readings = append(row.readings, r.readings...)
				break
			}
		}
	}
	for label, name := range map[string]string{"开工率": "start", "竣工率": "completing", "纳统率": "statistics"} {
		for i, c := range row.cells {
			if strings.Contains(c.tag, `data-label="`+label+`"`) {
				r := &page{cells: row.cells[i:min(i+2, len(row.cells))]}
				r.find(rate, printed{name + " share" + of, percent})
				r.find(`^(\d+)/(\d+)$`, printed{name + "_rate/done" + of, one}, printed{name + "_rate/base" + of, one})
				row.readings = append(row.readings, r.readings...)
				break
			}
		}
	}
	for _, light := range []models.Colour{models.Green, models.YellowHue, models.RedHue, models.NoData} {
		row.after(light.LightName(), 1, `^(\d+)$`, printed{"lights/" + string(light) + of, one})
	}
}

func (p *page) has(tag string) bool {
	for _, c := range p.cells {
		if strings.Contains(c.tag, tag) {
			return true
		}
	}
	return false
}

func readProject(code string) func(p *page) {
	return func(p *page) {
		of := " of " + code
		p.find(`^(绿灯|黄灯|红灯|无数据)$`, printed{"light name" + of, 0})
		p.find(`^(1-\d+月完成.*%|按序时进度推进|尚无审定.*|\d+月数据未报.*)$`, printed{"reason" + of, 0})
		p.after("年度计划投资", 1, number, printed{"annual_plan_fen" + of, wan})
		p.after("序时应完成", 1, number, printed{"scheduled_fen" + of, wan})
		p.after("审定数", 1, number, printed{"approved_fen" + of, wan})
		p.find(`占年度计划 ([\d.]+)%`, printed{"plan share" + of, percent})
		for i, c := range p.cells {
			if c.tag == `<b class="late">` && strings.Contains(c.text, "逾期") && i > 0 {
				r := &page{cells: []cell{c}}
				r.find(`逾期 (\d+) 个工作日`, printed{"days_late of " + code, one})
				p.readings = append(p.readings, r.readings...)
				break
			}
		}
	}
}

func readUnit(p *page) {
	for i, c := range p.cells {
		if strings.Contains(c.text, "· 年度计划 ") && i > 0 {
			of := " of 区商务局"
			sum := &page{cells: []cell{c}}
			sum.find(`年度计划 ([\d,.]+) 万元 · 审定 ([\d,.]+) 万元`, printed{"annual_plan_fen" + of, wan},
				printed{"approved_fen" + of, wan})
			p.readings = append(p.readings, sum.readings...)
		}
	}
	p.rows(func(c cell) bool { return strings.HasPrefix(c.tag, `<a class="name" href="/projects/`) }, func(row *page) {
		of := " of " + row.cells[0].text
		row.find(`^(绿灯|黄灯|红灯|无数据)$`, printed{"light name" + of, 0})
		row.tagged(`data-label="完成率"`, rate, printed{"plan share" + of, percent})
		row.tagged(`data-label="名次"`, `^(\d+) / (\d+)$`, printed{"rank by itself" + of, one}, printed{"ranked", one})
	})
}

func leaderPage() door {
	d := onPage("leader", "/leader", func(p *page) {
		p.after("年度目标", 1, number, printed{"annual_target_fen", yi})
		p.after("已完成（审定）", 1, number, printed{"approved_fen", yi})
		p.after("序时应完成", 1, number, printed{"scheduled_fen", yi})
		yearToCome(p)
		p.find(`^占目标 ([\d.]+)%`, printed{"target share", percent})
		verdict(p)
		for i, c := range p.cells {
			if c.text == "超前序时" || c.text == "落后序时" {
				lead := &page{cells: []cell{p.cells[i+1]}}
				lead.find(number, printed{"lead", yi})
				lead.readings[0].minus = c.text == "落后序时"
				p.readings = append(p.readings, lead.readings...)
			}
		}
	}, "annual_target_fen", "approved_fen", "scheduled_fen", "lead", "outlook/low_fen", "outlook/high_fen",
		"target share", "outlook/needed_fen")
	d.read = func(c *scene) []byte {
		session := c.session
		c.session = c.leaderSession
		defer func() { c.session = session }()
		return c.page("/leader")
	}
	return d
}

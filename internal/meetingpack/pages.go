package meetingpack

import (
	"cmp"
	"fmt"
	"strings"

	"duban/internal/document"
	"duban/models"
)

// pages has a page for each project.
func (p Pack) pages(title string, lines []models.ProjectFigures) document.Document {
	d := document.Document{Title: title, Close: true}
	for i, l := range lines {
		p.page(&d, l, i > 0)
	}
	return d
}

// page adds the page of a project.
func (p Pack) page(d *document.Document, l models.ProjectFigures, next bool) {
	d.Blocks = append(d.Blocks, document.Block{Style: document.Mark, Text: p.inside(), NewPage: next})
	d.Add(document.Title, cut(l.Name, 40))
	d.Add(document.Centre, fmt.Sprintf("%s　%d年%d月　%s", l.Code, l.Month.Year(), l.Month.Number(), p.Figures.Source()))
	level := "区重点"
	if l.CityMajor {
		level = "市重大"
	}
	facts := l.Record.Project
	rows := []document.Row{
		two("责任单位", cut(l.Unit, 14), "包保领导", cut(cmp.Or(l.Sponsor, "—"), 14)),
		two("项目单位", cut(l.Owner, 28), "项目级别", strings.Trim(level+"　"+l.Stage.Chinese(), "　")),
		wide("建设内容", cut(cmp.Or(facts.Scale, "—"), 90), 1),
		two("年度计划", p.wan(l, &l.Plan), "累计完成", p.wan(l, l.Approved)),
		two("占年度计划", ofPlan(l), "占序时进度", ofSchedule(l)),
		two("亮灯", l.Light.LightName(), "督办层级", cmp.Or(l.Rung.Reached(), "—")),
		wide("亮灯原因", cut(p.reason(l), 70), 1),
		wide("形象进度", cut(cmp.Or(l.Physical, "—"), 90), 2),
		wide("节点情况", p.milestones(l), 2),
		wide("存在问题和诉求", p.troubles(l), 3),
		wide("下步措施", cut(cmp.Or(l.NextStep, "—"), 90), 2),
		wide("领导意见", "", 6),
	}
	d.Blocks = append(d.Blocks, document.Block{Rows: rows})
	note := p.stands()
	if !p.shows(l) {
		note += models.AmountsNote + "。"
	}
	d.Add(document.Note, note)
}

// wan prints an amount with its unit.
func (p Pack) wan(l models.ProjectFigures, amount *models.Money) string {
	if text := p.amountOf(l, amount); text != "—" {
		return text + "万元"
	}
	return "—"
}

// milestones lists the milestones that are late, else the next one.
func (p Pack) milestones(l models.ProjectFigures) string {
	var lines []string
	day := p.Figures.At.Date()
	for _, m := range l.Milestones {
		if m.Status == models.MilestoneOpen && m.Due != 0 && max(m.Due, m.FallsDue) < day {
			lines = append(lines, cut(fmt.Sprintf("%s：应于%s前完成，%s", cut(m.Name, 16), chinese(m.Due), m.Standing(day)), 60))
		}
	}
	if more := len(lines) - 4; more > 0 {
		lines = append(lines[:4], fmt.Sprintf("另有%d个节点逾期", more))
	}
	if len(lines) == 0 {
		if next, found := l.Next(); found {
			return fmt.Sprintf("下一节点：%s，%s前", cut(next.Name, 20), chinese(next.Due))
		}
		return none
	}
	return strings.Join(lines, "\n")
}

// none stands where there is nothing to say.
const none = "—"

// troubles are the open problems of a project, else what the report says.
func (p Pack) troubles(l models.ProjectFigures) string {
	var lines []string
	own := p.problemsOf(l)
	for i, one := range own {
		if i == 3 {
			lines = append(lines, fmt.Sprintf("另有%d个问题见问题清单", len(own)-i))
			break
		}
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, cut(one.says(), 80)))
	}
	if len(lines) == 0 {
		return cut(cmp.Or(l.Problems, none), 120)
	}
	return strings.Join(lines, "\n")
}

func wide(head, text string, least int) document.Row {
	return document.Row{Cells: []document.Cell{{Text: head, Head: true}, {Text: text, Span: 3}}, Least: least}
}

func two(head, text, second, other string) document.Row {
	return document.Row{Cells: []document.Cell{{Text: head, Head: true}, {Text: text}, {Text: second, Head: true},
		{Text: other}}}
}

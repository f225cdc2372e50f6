package meetingpack

import (
	"fmt"
	"strings"

	"duban/internal/document"
	"duban/models"
)

// booklet is the projects of one sponsoring leader.
type booklet struct {
	name     string
	document document.Document
}

// booklets has one for each sponsoring leader, in the order of the list: a list of the projects, then a page for each.
func (p Pack) booklets() (all []booklet) {
	lines := map[string][]models.ProjectFigures{}
	var leaders []string
	for _, l := range p.Figures.Listed() {
		if l.Sponsor == "" {
			continue
		}
		if lines[l.Sponsor] == nil {
			leaders = append(leaders, l.Sponsor)
		}
		lines[l.Sponsor] = append(lines[l.Sponsor], l)
	}
	for _, leader := range leaders {
		all = append(all, booklet{fileName(leader), p.booklet(leader, lines[leader])})
	}
	return all
}

// fileName leaves out what names of files must not have.
func fileName(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < 0x20 {
			return '_'
		}
		return r
	}, text)
}

func (p Pack) booklet(leader string, lines []models.ProjectFigures) document.Document {
	t := models.TotalsOf(lines)
	title := leader + "包保项目情况"
	d := document.Document{Title: title, Close: true}
	d.Add(document.Mark, p.inside())
	d.Add(document.Title, title)
	d.Add(document.Centre, fmt.Sprintf("%s　%d年%d月　%s", p.Issuer, p.Figures.Month.Year(), p.Figures.Month.Number(),
		p.Figures.Source()))
	words := fmt.Sprintf("包保项目%d个：绿灯%d个、黄灯%d个、红灯%d个、无数据%d个。", t.Projects, t.Lights[models.Green],
		t.Lights[models.YellowHue], t.Lights[models.RedHue], t.Lights[models.NoData])
	if t.Known() {
		words += fmt.Sprintf("累计完成占年度计划的%s%%，占序时进度的%s。", models.Percent(t.Approved, t.Plan),
			share(&t.Approved, t.Scheduled))
	}
	d.Add(document.Text, words)
	rows := []document.Row{cellsOf(true, []string{"序号", "项目", "责任单位", "占年度计划", "占序时", "亮灯", "下一节点"})}
	for i, l := range lines {
		next, found := l.Next()
		step := "—"
		if found {
			step = fmt.Sprintf("%s（%s）", next.Name, next.Due.Chinese())
		}
		rows = append(rows, document.Row{Cells: []document.Cell{{Text: fmt.Sprint(i + 1)}, {Text: l.Name}, {Text: l.Unit},
			{Text: ofPlan(l), Right: true}, {Text: ofSchedule(l), Right: true}, {Text: l.Light.LightName()}, {Text: step}}})
	}
	d.Blocks = append(d.Blocks, document.Block{Grid: []int{12, 46, 27, 21, 22, 14, 39}, Rows: rows})
	d.Add(document.Note, p.stands())
	for _, l := range lines {
		p.page(&d, l, true)
	}
	return d
}

// decisions is what became of the last meeting's decisions.
func (p Pack) decisions() document.Document {
	const title = "上次会议议定事项落实情况"
	d := document.Document{Title: title}
	d.Add(document.Mark, p.inside())
	d.Add(document.Title, title)
	d.Add(document.Text, decisionWords(p.Decisions))
	rows := []document.Row{cellsOf(true, []string{"序号", "议定事项", "责任单位", "办结时限", "状态", "落实情况"})}
	for i, one := range p.decisionValues() {
		rows = append(rows, cellsOf(false, []string{fmt.Sprint(i + 1), one["事项"], one["责任单位"], one["办结时限"], one["状态"],
			one["落实情况"]}))
	}
	d.Blocks = append(d.Blocks, document.Block{Grid: []int{12, 48, 26, 26, 16, 46}, Rows: rows})
	return d
}

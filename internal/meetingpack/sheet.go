package meetingpack

import (
	"cmp"
	"fmt"
	"slices"

	"duban/internal/document"
	"duban/models"
)

// How much one page holds.
const (
	gapProjects = 5
	toDecide    = 4
)

// sheet is the one page for the head of the district: how far off today, where the gap is, what is to be decided.
func (p Pack) sheet() document.Document {
	f := p.Figures
	title := fmt.Sprintf("%s%d月进展情况", p.Programme.Name, f.Month.Number())
	d := document.Document{Title: title, Close: true}
	d.Add(document.Mark, p.inside())
	d.Add(document.Title, title)
	d.Add(document.Centre, fmt.Sprintf("%s　%s　%s", p.Issuer, chinese(p.At.Date()), f.Source()))
	d.Add(document.Head, "一、目前差距")
	d.Add(document.Text, p.distance())
	d.Add(document.Head, "二、差距最大的项目")
	p.gap(&d)
	d.Add(document.Head, "三、提请研究事项")
	p.asks(&d)
	if len(p.Decisions) > 0 {
		d.Add(document.Head, "四、上次会议议定事项")
		d.Add(document.Text, decisionWords(p.Decisions))
	}
	d.Add(document.Note, p.stands()+"本页含社会投资项目金额，仅供内部研究，不得外传。")
	return d
}

// distance says how far the programme is from schedule and target.
func (p Pack) distance() string {
	f := p.Figures
	if !f.Known() {
		return "尚无审定的完成数。"
	}
	yi := func(m models.Money) string { return m.Rounded(models.YiYuan) + "亿元" }
	s := fmt.Sprintf("1-%d月累计完成投资%s，占年度计划的%s%%；序时目标%s，", f.Month.Number(), yi(f.Approved),
		models.Percent(f.Approved, f.Plan), yi(f.Scheduled))
	if lead := f.Lead(); lead < 0 {
		s += "较序时进度少完成" + yi(-lead) + "，" + models.LeadWords(lead, f.Plan)
	} else {
		s += "较序时进度多完成" + yi(lead) + "，" + models.LeadWords(lead, f.Plan)
	}
	switch {
	case f.Target > f.Approved:
		s += fmt.Sprintf("；年度目标%s，还差%s", yi(f.Target), yi(f.Target-f.Approved))
	case f.Target > 0:
		s += "；已完成年度目标" + yi(f.Target)
	}
	s += fmt.Sprintf("。绿灯%d个、黄灯%d个、红灯%d个、无数据%d个。", f.Lights[models.Green], f.Lights[models.YellowHue],
		f.Lights[models.RedHue], f.Lights[models.NoData])
	if f.Incomplete() {
		s += fmt.Sprintf("本月未报齐：应报%d个，已审定%d个。", f.Round.Due, f.Round.Approved)
	}
	return s
}

// gap lists the projects with the largest part of what is behind. A sum from which one private firm's amount could be
// computed is left out.
func (p Pack) gap(d *document.Document) {
	var behind []models.ProjectFigures
	for _, l := range p.Figures.Listed() {
		if l.Behind > 0 {
			behind = append(behind, l)
		}
	}
	if len(behind) == 0 {
		d.Add(document.Text, "没有落后于序时进度的项目。")
		return
	}
	slices.SortStableFunc(behind, func(a, b models.ProjectFigures) int { return cmp.Compare(b.Behind, a.Behind) })
	most := behind[:min(len(behind), gapProjects)]
	hidden, named := 0, models.Money(0)
	for _, l := range behind {
		if !p.shows(l) {
			hidden++
		}
	}
	alone := 0 // private firms among the named
	for _, l := range most {
		named += l.Behind
		if !p.shows(l) {
			alone++
		}
	}
	words := fmt.Sprintf("%d个项目落后于序时进度。", len(behind))
	if hidden != 1 {
		words = fmt.Sprintf("%d个项目落后于序时进度，合计%s亿元", len(behind), p.Figures.Behind.Rounded(models.YiYuan))
		if alone != 1 {
			words += fmt.Sprintf("；以下%d个占%s%%", len(most), models.Percent(named, p.Figures.Behind))
		}
		words += "。"
	}
	d.Add(document.Text, words)
	rows := []document.Row{cellsOf(true, []string{"项目", "责任单位", "包保领导", "落后（万元）", "占序时", "主要原因"})}
	for _, l := range most {
		cause := cmp.Or(l.Problems, p.reason(l))
		rows = append(rows, document.Row{Cells: []document.Cell{{Text: cut(l.Name, 20)}, {Text: cut(l.Unit, 13)},
			{Text: cut(cmp.Or(l.Sponsor, "—"), 12)}, {Text: p.amountOf(l, &l.Behind), Right: true},
			{Text: ofSchedule(l), Right: true}, {Text: cut(cause, 22)}}})
	}
	d.Blocks = append(d.Blocks, document.Block{Grid: []int{38, 25, 23, 20, 16, 40}, Rows: rows})
}

// asks lists what is to be decided: problems that no department has, or that are overdue, before the others.
func (p Pack) asks(d *document.Document) {
	list := slices.Clone(p.Problems)
	slices.SortStableFunc(list, func(a, b Problem) int { return cmp.Compare(a.weight(), b.weight()) })
	if len(list) == 0 {
		d.Add(document.Text, "暂无提请研究事项。")
		return
	}
	for i, one := range list[:min(len(list), toDecide)] {
		d.Add(document.Text, fmt.Sprintf("%d. %s：%s", i+1, cut(one.Project, 20), one.brief()))
	}
	if left := len(list) - toDecide; left > 0 {
		d.Add(document.Text, fmt.Sprintf("其余%d项见调度情况。", left))
	}
}

// weight puts first what a leader must decide.
func (one Problem) weight() int {
	switch {
	case one.Level != models.LevelDistrict && one.Level != "":
		return 0
	case one.Department == "":
		return 1
	case one.Late:
		return 2
	}
	return 3
}

// decisionWords counts what became of decisions.
func decisionWords(all []Decision) string {
	done, late, withdrawn := 0, 0, 0
	for _, one := range all {
		switch {
		case one.Withdrawn:
			withdrawn++
		case one.Done:
			done++
		case one.Late:
			late++
		}
	}
	s := fmt.Sprintf("%s议定%d项，已办结%d项，办理中%d项", all[0].held(), len(all), done, len(all)-done-late-withdrawn)
	if late > 0 {
		s += fmt.Sprintf("，逾期%d项", late)
	}
	if withdrawn > 0 {
		s += fmt.Sprintf("，撤销%d项", withdrawn)
	}
	return s + "，详见落实情况。"
}

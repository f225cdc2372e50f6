package meetingpack

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"duban/internal/document"
	"duban/models"
)

// visits has a sheet for each project that may be visited.
func (p Pack) visits(lines []models.ProjectFigures) document.Document {
	d := document.Document{Title: "现场查看单", Close: true}
	for i, l := range lines {
		p.visit(&d, l, i > 0)
	}
	return d
}

// visit adds the sheet of a project: what it is, how far it is, a photograph, and what to look at.
func (p Pack) visit(d *document.Document, l models.ProjectFigures, next bool) {
	facts := l.Record.Project
	d.Blocks = append(d.Blocks, document.Block{Style: document.Mark, Text: p.inside(), NewPage: next})
	d.Add(document.Title, "现场查看单")
	d.Blocks = append(d.Blocks, document.Block{Rows: []document.Row{
		wide("项目名称", cut(l.Name, 44), 1),
		two("建设地点", cut(cmp.Or(facts.Place, "—"), 28), "责任单位", cut(cmp.Or(l.Unit, "—"), 14)),
		wide("建设内容", cut(cmp.Or(facts.Scale, "—"), 90), 1),
		two("占年度计划", ofPlan(l), "占序时进度", ofSchedule(l)),
		wide("形象进度", cut(cmp.Or(l.Physical, "—"), 90), 2),
		wide("查看要点", p.looksAt(l), 3),
	}})
	if photo := p.Photos[l.ProjectID]; photo != nil {
		d.Blocks = append(d.Blocks, document.Block{Picture: &document.Picture{JPEG: photo, Highest: 10}})
	} else {
		d.Blocks = append(d.Blocks, document.Block{Rows: []document.Row{wide("现场照片", "（系统内暂无照片，请现场拍摄后粘贴）", 9)}})
	}
	d.Add(document.Note, fmt.Sprintf("截至%d年%d月。%s", l.Month.Year(), l.Month.Number(), p.stands()))
	d.Blocks = append(d.Blocks, document.Block{Rows: []document.Row{
		wide("查看情况", "", 5), two("查看人", "", "时间", ""),
	}})
}

// looksAt is what a visitor asks about: milestones, and problems if there are any.
func (p Pack) looksAt(l models.ProjectFigures) string {
	lines := []string{p.milestones(l), cut(p.troubles(l), 100)}
	lines = slices.DeleteFunc(lines, func(one string) bool { return one == none })
	return cmp.Or(strings.Join(lines, "\n"), none)
}

package sample

import (
	"fmt"
	"strings"

	"duban/importer/workbook"
	"duban/models"
)

const office = "张店区重点项目办公室"

// disclaimer is at the foot of every sample workbook.
const disclaimer = "项目名称取自2021年张店区《政府工作报告》，本表金额、时间、单位及文字均为示例数据，不代表实际情况"

// Plan is the year's investment plan, for workbook.WritePlan.
func (d Data) Plan() workbook.PlanTable {
	t := workbook.PlanTable{
		Title: fmt.Sprintf("%d年张店区重点项目投资计划表", d.Year), PreparedBy: office, Year: d.Year,
		Notes: []string{"月度栏为空的项目未分月安排投资", disclaimer},
	}
	for _, p := range d.Projects {
		if n := len(t.Sections); n == 0 || t.Sections[n-1].Title != p.Section {
			t.Sections = append(t.Sections, workbook.PlanSection{Title: p.Section})
		}
		last := &t.Sections[len(t.Sections)-1]
		last.Lines = append(last.Lines, p.PlanLine)
	}
	return t
}

// Progress is the progress of one month, for workbook.WriteProgress. In a month of another year no project reports.
func (d Data) Progress(month models.Month) workbook.ProgressTable {
	t := workbook.ProgressTable{
		Title:      fmt.Sprintf("%d年%d月张店区重点项目进展情况表", month.Year(), month.Number()),
		PreparedBy: office, Month: month, Notes: []string{disclaimer},
	}
	for _, p := range d.Projects {
		if n := len(t.Sections); n == 0 || t.Sections[n-1].Title != p.Section {
			t.Sections = append(t.Sections, workbook.ProgressSection{Title: p.Section})
		}
		last := &t.Sections[len(t.Sections)-1]
		last.Lines = append(last.Lines, p.progressLine(month))
	}
	return t
}

// Milestones is the milestone plan at the end of a day, for workbook.WriteMilestones: what is done by then has its
// date.
func (d Data) Milestones(asOf models.Date) workbook.MilestoneTable {
	t := workbook.MilestoneTable{
		Title: fmt.Sprintf("%d年张店区重点项目节点计划表", d.Year), PreparedBy: office, Year: d.Year, Notes: []string{disclaimer},
	}
	for _, p := range d.Projects {
		mp := workbook.MilestoneProject{Name: p.Project.Name, ResponsibleUnit: p.ResponsibleUnit, CityMajor: p.CityMajor}
		for _, m := range p.Milestones {
			if m.DoneOn > asOf {
				m.DoneOn = 0
			}
			mp.Milestones = append(mp.Milestones, m)
		}
		t.Projects = append(t.Projects, mp)
	}
	return t
}

func (p *Project) progressLine(month models.Month) workbook.ProgressLine {
	amount, ytd := p.Progress(month)
	line := workbook.ProgressLine{
		Name: p.Project.Name, Owner: p.Owner, ResponsibleUnit: p.ResponsibleUnit, CityMajor: p.CityMajor,
		TotalInvestment: p.Project.TotalInvestment, AnnualPlan: p.Project.AnnualPlan, Month: amount, YearToDate: ytd,
	}
	if !p.Reports(month) {
		return line
	}
	today := month.Last()
	done, next := p.lastAndNext(today)
	line.Physical, line.NextStep, line.Problems, line.Statistics = doneWords(done), "项目收尾，办理决算和资产移交", p.problem(month),
		p.inStatistics(today)
	if next != nil {
		line.Physical += "，正在推进" + strings.TrimSuffix(next.Name, "完成")
		line.NextStep = fmt.Sprintf("%d月底前%s", next.Due.Date.Month().Number(), goalWords(next.Name))
		if next.Due.Date <= today {
			line.Physical += "（滞后）"
			line.NextStep = "倒排工期，尽快" + goalWords(next.Name)
		}
	}
	return line
}

// doneWords is the Chinese for a step that is done.
func doneWords(step string) string {
	switch {
	case step == "":
		return "正在办理前期手续"
	case step == constructionStart:
		return "已开工"
	case strings.HasSuffix(step, "完成"), strings.HasSuffix(step, "过半"), strings.HasSuffix(step, "封顶"),
		strings.HasSuffix(step, "完工"):
		return step
	}
	return step + "已完成"
}

// goalWords is the Chinese for a step that is to be done.
func goalWords(step string) string {
	if name, ok := strings.CutSuffix(step, "完成"); ok {
		return "完成" + name
	}
	if strings.HasSuffix(step, "过半") || strings.HasSuffix(step, "封顶") || step == constructionStart {
		return "实现" + step
	}
	return "完成" + step
}

// inStatistics is 是 from the milestone 纳统入库 on; also for a project whose list begins after it.
func (p *Project) inStatistics(day models.Date) string {
	for _, m := range p.Milestones {
		if m.Name == statisticsEntry && (m.DoneOn == 0 || m.DoneOn > day) {
			return "否"
		}
	}
	return "是"
}

// lastAndNext returns the last milestone done by a day, and the next one; nil when all are done.
func (p *Project) lastAndNext(day models.Date) (done string, next *workbook.MilestoneLine) {
	for i := range p.Milestones {
		m := &p.Milestones[i]
		if m.DoneOn == 0 || m.DoneOn > day {
			return done, m
		}
		done = m.Name
	}
	return done, nil
}

// problems are the reasons for delay that reports name.
var problems = []string{
	"部分管线迁改未完成，影响施工面展开", "环保管控停工天数较多，工期压缩", "建设资金到位较慢，材料款支付滞后", "规划方案调整，施工图重新审查",
	"设备供货周期延长，到货推迟", "用工紧张，现场作业人员不足",
}

func (p *Project) problem(month models.Month) string {
	if p.entry.pace != slow && p.entry.pace != behind && p.entry.pace != stuck || p.Start.Date > month.Last() {
		return ""
	}
	which := month.Number() / 4
	for _, r := range p.Project.Name {
		which += int(r)
	}
	return problems[which%len(problems)]
}

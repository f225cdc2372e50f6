package workbook

import (
	"duban/models"
)

// Monthly is everything the month's report of a programme says (重点项目月报). It is plain data: all figures are those
// of models, and only printed here.
type Monthly struct {
	Programme  string // "2021年张店区重点项目"
	PreparedBy string // 编制单位
	AsOf       models.Instant
	Figures    models.ProgrammeFigures
	Estimates  []EstimateLine // the projects with an estimate of the month, or without one that they were asked for
	Notes      []string
	// whether the list of projects behind names the amounts of private firms' projects
	PrivateAmounts models.Answer
	// open problems of the ledger, the highest level first, those that are overdue first; nil: the report is of a month
	// before the present one, for which the ledger does not say
	Open []ProblemLine
}

// shows reports whether the list of projects behind names a project's amounts.
func (m Monthly) shows(l models.ProjectFigures) bool {
	return models.Programme{PrivateAmounts: m.PrivateAmounts}.ShowsAmounts(l.Investor)
}

// section is the projects of one section of the list.
type section struct {
	title string // "一、产业项目"; the writer adds the count
	lines []*models.ProjectFigures
}

// droppedNote stands in a report with projects that left the list.
const droppedNote = "已调出清单的项目只计调出前完成的投资和序时目标，不计项目个数和年度计划"

// sections are the projects in the order of the list; those that left it come last, in a section of their own.
func (m Monthly) sections() (out []section) {
	var dropped []*models.ProjectFigures
	for i := range m.Figures.Lines {
		line := &m.Figures.Lines[i]
		if line.Dropped {
			dropped = append(dropped, line)
			continue
		}
		if n := len(out); n == 0 || out[n-1].title != line.Section {
			out = append(out, section{title: line.Section})
		}
		last := &out[len(out)-1]
		last.lines = append(last.lines, line)
	}
	if len(dropped) > 0 {
		out = append(out, section{numerals[min(len(out), len(numerals)-1)] + "、已调出清单的项目", dropped})
	}
	return out
}

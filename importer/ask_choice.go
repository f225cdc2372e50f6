package importer

import (
	"slices"

	"duban/models"
)

// SayHint returns how to answer a choice at the command line.
func SayHint(id string) models.CommandHint {
	return models.CommandHint("（命令行：--say '" + id + "=…'）")
}

// choose asks which of several ways is meant, once for a sheet, and returns the answer; "" without one.
func (s *Sheet) choose(said map[string]string, id string, message models.Message, ways ...Way) string {
	answer := said[id]
	if !slices.ContainsFunc(ways, func(w Way) bool { return w.Value == answer }) {
		answer = ""
	}
	if !slices.ContainsFunc(s.Questions, func(q Question) bool { return q.ID == id }) {
		s.Questions = append(s.Questions, Question{Kind: AskChoice, ID: id, Message: message, Ways: ways,
			Answer: answer})
	}
	return answer
}

// askNoPlan asks what a list without an annual plan is.
func (l *listing) askNoPlan() {
	l.report.choose(l.said, SaidNoPlan, models.Messagef("第 %d 行的表头里没有年度计划投资，是前期（储备）项目清单吗？", l.header.last),
		Way{"preparatory", models.Messagef("是：项目都列为准备类，不设年度计划投资")},
		Way{"column", models.Messagef("不是：请补上年度计划投资一列，或指明是哪一列")})
}

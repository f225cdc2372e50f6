package tracking

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"duban/importer/workbook"
	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// ExportProblems makes the ledger of problems of a programme as a workbook, by department with subtotals.
func (s *Service) ExportProblems(ctx context.Context, actor models.Actor, programme string) (fileName string,
	content []byte, err error) {
	return s.export(ctx, actor, programme, models.ExportProblems, func(tx *store.Tx, p models.Programme,
		out *bytes.Buffer) (shown models.ProgrammeFigures, name string, err error) {
		of, err := s.exportOf(tx, p)
		if err != nil {
			return shown, "", err
		}
		title := p.Name + "问题台账"
		return of.Now(of.present(), of.now), title + ".xlsx", workbook.WriteProblems(out, workbook.ProblemTable{Title: title,
			PreparedBy: preparedBy, AsOf: of.now, Lines: s.problemLines(of.Programme, actor, of.now)})
	})
}

// problemLines lists the problems of the ledger by department: those without one first, then the department with the
// most that are open.
func (s *Service) problemLines(g figures.Programme, actor models.Actor, now models.Instant) []workbook.ProblemLine {
	ledger := s.problemLedger(g, actor, ProblemFilter{}, now)
	open := map[string]int{}
	for _, v := range ledger.Problems {
		if v.row.Open() {
			open[v.Department]++
		}
	}
	slices.SortStableFunc(ledger.Problems, func(a, b ProblemView) int {
		return cmp.Or(boolInt(a.Department != "")-boolInt(b.Department != ""), cmp.Compare(open[b.Department],
			open[a.Department]), cmp.Compare(a.Department, b.Department))
	})
	return linesOf(g, ledger.Problems)
}

// openProblems lists the open problems of the ledger, those that are overdue first.
func (s *Service) openProblems(g figures.Programme, actor models.Actor, now models.Instant) []workbook.ProblemLine {
	ledger := s.problemLedger(g, actor, ProblemFilter{}, now)
	return linesOf(g, slices.DeleteFunc(ledger.Problems, func(v ProblemView) bool { return v.Ended || !v.row.Open() }))
}

func linesOf(g figures.Programme, views []ProblemView) []workbook.ProblemLine {
	lines := make([]workbook.ProblemLine, 0, len(views))
	for _, v := range views {
		m, _ := g.Member(v.row.ProjectID)
		l := workbook.ProblemLine{Code: v.Project, Project: v.Name, CityMajor: m.CityMajor(), Kind: v.Kind,
			Investor: m.Project.Investor,
			Unit:     g.Names.Organisations[m.Project.ResponsibleUnitID], Quantity: v.Quantity, Text: v.Text, Request: v.Request,
			Level: v.Level, Department: v.Department, RaisedFor: v.RaisedFor, RaisedOn: v.RaisedAt.Date(), Due: v.Due,
			DaysLate: v.DaysLate, Status: v.StatusWord(), Solved: v.Status == models.ProblemClosed}
		lines = append(lines, l)
	}
	return lines
}

// StatusWord names the state: of a project that is no longer followed the problem has ended with it.
func (v ProblemView) StatusWord() string {
	switch {
	case v.Ended:
		return "项目已结束"
	case v.Late() && v.row.InHand():
		return "逾期未办结"
	}
	return v.Status.Chinese()
}

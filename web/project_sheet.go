package web

import (
	"duban/models"
	"duban/tracking"
)

// projectSheet is what a project's page prints: one sheet of A4.
type projectSheet struct {
	Nodes     []node // in two columns
	NodesLeft int    // milestones that are not on it
	Problems  []tracking.ProblemView
	Open      []tracking.EscalationView
	MoreOpen  int
	MoreProbs int
}

// How much stands on the sheet.
const (
	sheetNodes    = 14
	sheetProblems = 4
	sheetRungs    = 4
)

func sheetOf(p projectPage) projectSheet {
	var s projectSheet
	statuses := make([]models.MilestoneStatus, len(p.Nodes))
	for i, n := range p.Nodes {
		statuses[i] = n.Status
	}
	var kept []int
	kept, s.NodesLeft = models.OnOneSheet(statuses, sheetNodes)
	for _, i := range kept {
		s.Nodes = append(s.Nodes, p.Nodes[i])
	}
	s.Problems, s.MoreProbs = cut(p.Blocked, sheetProblems)
	s.Open, s.MoreOpen = cut(p.Open, sheetRungs)
	return s
}

// cut returns the first of a list, and how many it leaves out.
func cut[T any](all []T, most int) (shown []T, left int) {
	left = max(0, len(all)-most)
	return all[:len(all)-left], left
}

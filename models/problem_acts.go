package models

// ProblemActs lists what the actor may do with a problem now, in the order in which pages offer it. Rules.Problem
// decides again.
func ProblemActs(a Actor, project Project, p Problem) []ProblemAct {
	acts := []ProblemAct{}
	if CanHandleProblems(a) != nil || project.Status == ProjectClosed {
		return acts
	}
	office := a.Is(RoleOffice)
	member := func(organisation string) bool { return a.has(RoleUnit, organisation) || a.has(RoleOwner, organisation) }
	raiser := p.RaisedForID == "" && office || p.RaisedForID != "" && (member(p.RaisedForID) || office)
	unit := project.ResponsibleUnitID
	own := p.RaisedForID == unit && a.has(RoleUnit, unit) && (p.DepartmentID == "" || p.DepartmentID == unit)
	add := func(may bool, act ProblemAct) {
		if may {
			acts = append(acts, act)
		}
	}
	add((p.Status == ProblemRaised || p.InHand()) && (office || a.Operator || own), ActAssign)
	add(p.InHand() && (member(p.DepartmentID) || office), ActFeedback)
	add(p.InHand() && (member(p.DepartmentID) || office), ActSolve)
	add(p.Status == ProblemSolved && raiser && a.ID != p.SolvedByID, ActClose)
	add((p.Status == ProblemSolved || p.Status == ProblemClosed) && (raiser || office) && !project.HandedOver(), ActReopen)
	add(p.Open() && raiser, ActWithdraw)
	return acts
}

// MayRaiseProblem reports whether the actor may raise a problem of a project.
func MayRaiseProblem(a Actor, project Project) bool {
	return CanHandleProblems(a) == nil && project.Status != ProjectClosed && !project.HandedOver() &&
		(a.Operator || a.Is(RoleOffice) || a.has(RoleOwner, project.OwnerID) || a.has(RoleUnit, project.ResponsibleUnitID))
}

// MayDismiss reports whether the actor may say that a text of a project's report is no problem for the ledger.
func MayDismiss(a Actor, project Project) bool {
	return MayRaiseProblem(a, project) && (a.Is(RoleOffice) || a.has(RoleUnit, project.ResponsibleUnitID))
}

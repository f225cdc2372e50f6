package models

// CanSeeFunds returns nil when the actor may see the fund ledger of a whole programme: the office, the leaders and who
// reads for them.
func CanSeeFunds(a Actor) error {
	if a.Operator || a.Is(RoleOffice, RoleLeader, RoleGovernment) {
		return a.allows(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "资金台账由重点项目办和领导查看，项目单位、责任单位可查看本单位项目")
}

// CanSeeFundsOf returns nil when the actor may see a project's money: who sees the whole ledger, the project's owner
// and its responsible unit.
func CanSeeFundsOf(a Actor, p Project) error {
	if a.has(RoleOwner, p.OwnerID) || a.has(RoleUnit, p.ResponsibleUnitID) {
		return a.allows(ScopeRead)
	}
	if CanSee(a, p) != nil {
		return ProjectNotFound(p.Code)
	}
	return CanSeeFunds(a)
}

package models

// CanSeeReserves returns nil when the actor may see applications for a coming year's list: all of them, or those of
// their organisation.
func CanSeeReserves(a Actor) error { return CanSeeProjects(a) }

// CanSeeReserve returns nil when the actor may see an application: who sees every project, its owner and its unit.
func CanSeeReserve(a Actor, r Reserve) error {
	if a.seesAll() || a.has(RoleOwner, r.OwnerID) || a.has(RoleUnit, r.UnitID) {
		return a.allows(ScopeRead)
	}
	return ReserveNotFound()
}

// CanEnterReserves returns nil when the actor may enter applications at all.
func CanEnterReserves(a Actor) error { return CanSubmit(a) }

// CanEnterReserve returns nil when the actor may enter, change and hand in an application: its owner, its unit and the
// office. onBehalf is true when the office does so (代填).
func CanEnterReserve(a Actor, r Reserve) (onBehalf bool, err error) {
	switch {
	case a.has(RoleOwner, r.OwnerID), a.has(RoleUnit, r.UnitID):
		return false, a.allows(ScopeSubmit)
	case a.Operator, a.is(RoleOffice):
		return true, a.allows(ScopeSubmit)
	}
	if CanSeeReserve(a, r) != nil {
		return false, ReserveNotFound()
	}
	return false, Errorf(KindForbidden, "forbidden", "储备项目由项目单位、责任单位或重点项目办填报")
}

// CanDecideReserves returns nil when the actor may ask for applications, screen them, record opinions and list them.
func CanDecideReserves(a Actor) error {
	if a.Operator || a.is(RoleOffice) {
		return a.allows(ScopePlan)
	}
	return Errorf(KindForbidden, "forbidden", "初筛、联审和列入清单由重点项目办办理")
}

// CanSeeNextPlan returns nil when the actor may see and make the draft of the next year's plan.
func CanSeeNextPlan(a Actor) error {
	if err := CanPlan(a); err != nil {
		return err
	}
	return CanSeeAll(a)
}

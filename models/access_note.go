package models

// CanNote asks whether the actor may write on escalations at all; on which and for whom is asked of whom they inform.
func CanNote(a Actor) error {
	if a.Is(RoleLeader, RoleGovernment, RoleOffice, RoleUnit, RoleOwner) {
		return a.within(ScopeSubmit)
	}
	return Errorf(KindForbidden, "forbidden", "您不能签收、批示或答复督办事项，请联系重点项目办")
}

// CanUpload asks whether the actor may keep a file: with what they hand in, or a scan of what they enter from
// paper.
func CanUpload(a Actor) error {
	if a.Is(RoleGovernment) {
		return a.within(ScopeSubmit)
	}
	return CanSubmit(a)
}

// CanPreReview asks whether the actor may look at a project's submissions before the office decides (初审).
func CanPreReview(a Actor, p Project) error {
	if a.has(RoleUnit, p.ResponsibleUnitID) && a.is(RoleUnit) {
		return a.within(ScopeReview)
	}
	if err := CanSee(a, p); err != nil {
		return err
	}
	return Errorf(KindForbidden, "forbidden", "初审由责任单位办理；重点项目办可以直接审定")
}

// CanSeeUnit asks whether the actor may look at a responsible unit's work.
func CanSeeUnit(a Actor) error {
	if a.seesAll() || a.is(RoleUnit) {
		return a.within(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "您没有查看责任单位页面的权限，请联系重点项目办")
}

// CanSeeLeaderPage asks whether the actor looks at the district as a leader, or reads for leaders.
func CanSeeLeaderPage(a Actor) error {
	if a.Is(RoleLeader, RoleGovernment) {
		return a.within(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "领导专页由领导和政府办查看")
}

package models

// CanNote returns nil when the actor may write notes on escalations at all. On which, and for whom, depends on the
// audiences of the escalation.
func CanNote(a Actor) error {
	if a.Is(RoleLeader, RoleGovernment, RoleOffice, RoleUnit, RoleOwner) {
		return a.allows(ScopeSubmit)
	}
	return Errorf(KindForbidden, "forbidden", "您不能签收、批示或答复督办事项，请联系重点项目办")
}

// CanUpload returns nil when the actor may upload a file: evidence of a submission, or a scan of a paper note.
func CanUpload(a Actor) error {
	if a.Is(RoleGovernment) {
		return a.allows(ScopeSubmit)
	}
	return CanSubmit(a)
}

// CanPreReview returns nil when the actor may pre-review a project's submissions for its responsible unit (初审).
func CanPreReview(a Actor, p Project) error {
	if a.has(RoleUnit, p.ResponsibleUnitID) && a.is(RoleUnit) {
		return a.allows(ScopeReview)
	}
	if err := CanSee(a, p); err != nil {
		return err
	}
	return Errorf(KindForbidden, "forbidden", "初审由责任单位办理；重点项目办可以直接审定")
}

// CanSeeUnit returns nil when the actor may see the page of a responsible unit.
func CanSeeUnit(a Actor) error {
	if a.seesAll() || a.is(RoleUnit) {
		return a.allows(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "您没有查看责任单位页面的权限，请联系重点项目办")
}

// CanSeeLeaderPage returns nil when the actor may see the leaders' page.
func CanSeeLeaderPage(a Actor) error {
	if a.Is(RoleLeader, RoleGovernment) {
		return a.allows(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "领导专页由领导和政府办查看")
}

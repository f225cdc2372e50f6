package models

import "slices"

// Actor is who asks for something: a person with roles, or the operator of the machine.
type Actor struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Operator bool    `json:"operator,omitempty"` // holds the server's own socket: may run and repair, not review
	Roles    []Role  `json:"-"`
	Scopes   []Scope `json:"-"` // of the token that is used; nil: everything the roles allow
	// holds roles that exclude each other, and therefore administers nothing (see ActorOf)
	RolesConflict bool `json:"-"`
}

// Operator is whoever holds the server's own socket on that machine.
var Operator = Actor{ID: "operator", Name: "运维员", Operator: true}

// System is the program itself: timers, reconcile, import follow-up.
var System = Actor{ID: "system", Name: "系统"}

// has reports whether the actor holds a role for an organisation. No organisation is nobody's: neither a role that
// names none nor a project that has none matches anything.
func (a Actor) has(role RoleName, organisation string) bool {
	if organisation == "" {
		return false
	}
	for _, r := range a.Roles {
		if r.Role == role && r.OrganisationID == organisation {
			return true
		}
	}
	return false
}

func (a Actor) is(role RoleName) bool {
	for _, r := range a.Roles {
		if r.Role == role {
			return true
		}
	}
	return false
}

// Is reports whether the actor holds one of the roles, for whomever.
func (a Actor) Is(roles ...RoleName) bool { return slices.ContainsFunc(roles, a.is) }

// Organisations are those the actor holds a role for, in order and each once.
func (a Actor) Organisations(role RoleName) []string {
	var ids []string
	for _, r := range a.Roles {
		if r.Role == role && r.OrganisationID != "" {
			ids = append(ids, r.OrganisationID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// within asks whether the token that is used was given for that.
func (a Actor) within(s Scope) error {
	if a.Scopes == nil || slices.Contains(a.Scopes, s) {
		return nil
	}
	return Errorf(KindForbidden, "token_scope", "该令牌没有「%s」权限，请用范围更大的令牌或登录后操作", s)
}

// seesAll are the roles that see every project.
func (a Actor) seesAll() bool {
	return a.Operator || a.Is(RoleOffice, RoleLeader, RoleGovernment, RoleReadOnly)
}

// CanSee asks whether the actor may see a project. What a person may not see answers as if it did not exist.
func CanSee(a Actor, p Project) error {
	if a.seesAll() || a.has(RoleOwner, p.OwnerID) || a.has(RoleUnit, p.ResponsibleUnitID) {
		return a.within(ScopeRead)
	}
	return ProjectNotFound(p.Code)
}

// ProjectNotFound is the one answer for a project that does not exist and for one that is not the asker's to see.
func ProjectNotFound(code string) *Error {
	return Errorf(KindNotFound, "project_not_found", "没有找到项目「%s」，请核对项目编码", code)
}

// CanSeeAll asks whether the actor may see whole programmes: lists, totals, exports.
func CanSeeAll(a Actor) error {
	if a.seesAll() {
		return a.within(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "您没有查看全部项目的权限，请联系重点项目办")
}

// CanFill asks whether the actor may submit for a project, and whether that is on behalf of its owner (代填).
func CanFill(a Actor, p Project) (onBehalf bool, err error) {
	switch {
	case a.has(RoleOwner, p.OwnerID) && a.is(RoleOwner):
		return false, a.within(ScopeSubmit)
	case a.Operator, a.is(RoleOffice), a.has(RoleUnit, p.ResponsibleUnitID):
		return true, a.within(ScopeSubmit)
	}
	if CanSee(a, p) != nil {
		return false, ProjectNotFound(p.Code)
	}
	return false, Errorf(KindForbidden, "forbidden", "您不能为该项目填报，请由项目单位、责任单位或重点项目办填报")
}

// CanReview asks whether the actor may decide on submissions. The operator may not.
func CanReview(a Actor) error {
	if a.is(RoleOffice) {
		return a.within(ScopeReview)
	}
	if a.Operator {
		return Errorf(KindForbidden, "operator_may_not_review", "运维员不能审核，请用重点项目办人员的令牌（DUBAN_TOKEN）操作")
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办可以审定，请联系重点项目办")
}

// CanPlan asks whether the actor may change plans and bring in workbooks.
func CanPlan(a Actor) error {
	if a.Operator || a.is(RoleOffice) {
		return a.within(ScopePlan)
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办可以导入和调整计划，请联系重点项目办")
}

// CanSeeBoard asks whether the actor may see the board (挂图作战): who sees everything, and a board's own link.
func CanSeeBoard(a Actor) error {
	if a.seesAll() && a.within(ScopeBoard) == nil {
		return nil
	}
	return CanSeeAll(a)
}

// CanManageBoardLinks asks whether the actor may give out links that show the board without anybody logging in.
func CanManageBoardLinks(a Actor) error {
	if a.is(RoleOffice) && a.Scopes == nil {
		return nil
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办登录后可以管理大屏链接，请联系重点项目办")
}

// CanSubmit asks whether the actor hands anything in at all; for which projects is asked by CanFill.
func CanSubmit(a Actor) error {
	if a.Operator || a.Is(RoleOwner, RoleUnit, RoleOffice) {
		return a.within(ScopeSubmit)
	}
	return Errorf(KindForbidden, "forbidden", "您没有填报权限，请联系重点项目办")
}

// CanSeeProjects asks whether the actor sees any project: all of them, or those of their organisation.
func CanSeeProjects(a Actor) error {
	if a.seesAll() || a.Is(RoleOwner, RoleUnit) {
		return a.within(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "您没有查看项目的权限，请联系重点项目办")
}

// CanActAsLeader asks whether the actor decides as a leader or passes on what leaders decide (签收、批示).
func CanActAsLeader(a Actor) error {
	if a.Is(RoleLeader, RoleGovernment) {
		return a.within(ScopeSubmit)
	}
	return Errorf(KindForbidden, "forbidden", "只有领导和政府办可以签收和批示")
}

// CanAdminister asks whether the actor may ask for accounts and roles. What they ask for takes effect when the security
// administrator confirms it (CanConfirm).
func CanAdminister(a Actor) error {
	if a.Operator || a.is(RoleSystemAdmin) {
		return a.within(ScopeAdmin)
	}
	return a.notAdministrator("只有系统管理员可以管理账号，请联系系统管理员")
}

// CanDisableAccounts asks whether the actor may disable accounts and end sessions and tokens.
func CanDisableAccounts(a Actor) error {
	if a.Operator || a.Is(RoleSecurityAdmin, RoleSystemAdmin) {
		return a.within(ScopeAdmin)
	}
	return a.notAdministrator("只有安全管理员可以停用账号和结束会话，请联系安全管理员")
}

// CanSeeAccounts asks whether the actor may see who has an account, who logged in and what waits to be confirmed.
func CanSeeAccounts(a Actor) error {
	if a.Operator || a.Is(RoleSecurityAdmin, RoleSystemAdmin) {
		return a.within(ScopeAdmin)
	}
	return a.notAdministrator("只有系统管理员和安全管理员可以查看账号，请联系系统管理员")
}

// CanAudit asks whether the actor may read the record of everything.
func CanAudit(a Actor) error {
	if a.Operator || a.is(RoleAuditAdmin) {
		return a.within(ScopeRead)
	}
	return a.notAdministrator("只有审计管理员可以查看日志，请联系审计管理员")
}

// notAdministrator refuses what administrators do, and tells a person who holds too many roles why.
func (a Actor) notAdministrator(otherwise string) error {
	if a.RolesConflict {
		return Errorf(KindForbidden, "roles_apart", "您的账号同时担任了不能兼任的角色（三员分立），管理权限已暂停，请联系运维员收回多余的角色")
	}
	return Errorf(KindForbidden, "forbidden", "%s", otherwise)
}

// CanRead asks whether the actor may read what everybody here may: people may, a token when it was given for reading.
func CanRead(a Actor) error { return a.within(ScopeRead) }

// CanManageOwnAccess asks whether the actor may look at and end their own sessions and tokens: by a token only when it
// was given for administration, because a token that reads must not take its person's access away.
func CanManageOwnAccess(a Actor) error { return a.within(ScopeAdmin) }

// CanActInPerson asks whether the actor is a person at the pages, or the operator, and no token: new tokens and
// passwords are given to people only, or whoever finds a token would keep the access for ever.
func CanActInPerson(a Actor) error {
	if a.Scopes == nil {
		return nil
	}
	return Errorf(KindForbidden, "forbidden", "令牌不能办理此事，请本人登录后操作")
}

// CanDiagnose asks whether the actor may see how the system is.
func CanDiagnose(a Actor) error {
	if a.is(RoleSystemAdmin) {
		return a.within(ScopeAdmin)
	}
	return CanOperate(a)
}

// CanSeeNotices asks whether the actor is told what keeps the system from working as usual.
func CanSeeNotices(a Actor) error {
	if a.Operator || a.Is(RoleOffice, RoleSystemAdmin, RoleSecurityAdmin, RoleAuditAdmin) {
		return a.within(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "您没有查看系统提示的权限，请联系系统管理员")
}

// CanConfirmClock asks whether the actor may say that the machine's clock is right: who is there in person, by no
// token.
func CanConfirmClock(a Actor) error {
	if a.Operator || a.Is(RoleOffice, RoleSystemAdmin) && a.Scopes == nil {
		return nil
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办、系统管理员登录后可以确认系统时间，请联系他们")
}

// CanOperate asks whether the actor may run and repair the system.
func CanOperate(a Actor) error {
	if a.Operator {
		return nil
	}
	return Errorf(KindForbidden, "forbidden", "该操作只能由运维员在服务器上执行")
}

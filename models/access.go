package models

import "slices"

// Actor is the person or program that asks for something, with the roles it acts by.
type Actor struct {
	ID       string  `json:"id"`
	Name     string  `json:"name"`
	Operator bool    `json:"operator,omitempty"` // uses the operator's socket: may run and repair, not review
	Roles    []Role  `json:"-"`
	Scopes   []Scope `json:"-"` // of the token used; nil: no token, everything the roles allow
	// holds roles that exclude each other: no administrator's rights (see ActorOf)
	RolesConflict bool `json:"-"`
}

// Operator is the actor of the operator's socket on the server's own machine.
var Operator = Actor{ID: "operator", Name: "运维员", Operator: true}

// System is the actor of what the program does by itself: timers, reconcile, the steps after an import.
var System = Actor{ID: "system", Name: "系统"}

// has reports whether the actor holds a role for an organisation. It is false for an empty organisation, so that a
// role without one never matches a project without one.
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

// Is reports whether the actor holds at least one of the roles, for any organisation or post.
func (a Actor) Is(roles ...RoleName) bool { return slices.ContainsFunc(roles, a.is) }

// Organisations returns the row keys of the organisations the actor holds a role for, sorted and without duplicates.
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

// allows returns nil when the actor's token includes a scope or when no token is used. Errors: KindForbidden
// "token_scope".
func (a Actor) allows(s Scope) error {
	if a.Scopes == nil || slices.Contains(a.Scopes, s) {
		return nil
	}
	return Errorf(KindForbidden, "token_scope", "该令牌没有“%s”权限，请用范围更大的令牌或登录后操作", s)
}

// seesAll reports whether the actor may see every project.
func (a Actor) seesAll() bool {
	return a.Operator || a.Is(RoleOffice, RoleLeader, RoleGovernment, RoleReadOnly)
}

// CanSee returns nil when the actor may see a project. Otherwise the error is ProjectNotFound, the same as for a
// project that does not exist.
func CanSee(a Actor, p Project) error {
	if a.seesAll() || a.has(RoleOwner, p.OwnerID) || a.has(RoleUnit, p.ResponsibleUnitID) {
		return a.allows(ScopeRead)
	}
	return ProjectNotFound(p.Code)
}

// ProjectNotFound returns the KindNotFound error for a project that does not exist or that the actor may not see.
func ProjectNotFound(code string) *Error {
	return Errorf(KindNotFound, "project_not_found", "没有找到项目“%s”，请核对项目编码", code)
}

// CanSeeAll returns nil when the actor may see whole programmes: lists, totals and exports.
func CanSeeAll(a Actor) error {
	if a.seesAll() {
		return a.allows(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "您没有查看全部项目的权限，请联系重点项目办")
}

// CanFill returns nil when the actor may submit for a project. onBehalf is true when the actor does so for the owner
// (代填).
func CanFill(a Actor, p Project) (onBehalf bool, err error) {
	switch {
	case a.has(RoleOwner, p.OwnerID) && a.is(RoleOwner):
		return false, a.allows(ScopeSubmit)
	case a.Operator, a.is(RoleOffice), a.has(RoleUnit, p.ResponsibleUnitID):
		return true, a.allows(ScopeSubmit)
	}
	if CanSee(a, p) != nil {
		return false, ProjectNotFound(p.Code)
	}
	return false, Errorf(KindForbidden, "forbidden", "您不能为该项目填报，请由项目单位、责任单位或重点项目办填报")
}

// CanReview returns nil when the actor may decide on submissions. The operator may not.
func CanReview(a Actor) error {
	if a.is(RoleOffice) {
		return a.allows(ScopeReview)
	}
	if a.Operator {
		return Errorf(KindForbidden, "operator_may_not_review", "运维员不能审核，请用重点项目办人员的令牌（DUBAN_TOKEN）操作")
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办可以审定，请联系重点项目办")
}

// CanCloseMonth returns nil when the actor may close and reopen months and confirm what goes up. The operator may not.
func CanCloseMonth(a Actor) error {
	if a.is(RoleOffice) {
		return a.allows(ScopeReview)
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办可以办理月结，请联系重点项目办")
}

// CanPlan returns nil when the actor may change plans and import workbooks.
func CanPlan(a Actor) error {
	if a.Operator || a.is(RoleOffice) {
		return a.allows(ScopePlan)
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办可以导入和调整计划，请联系重点项目办")
}

// CanBulk returns nil when the actor may do an act on several items: who may do it on one.
func CanBulk(a Actor, act BulkAct) error {
	if act == BulkAccept {
		return CanReview(a)
	}
	return CanPlan(a)
}

// CanSeeBoard returns nil when the actor may see the board (挂图作战): an actor who sees every project, or the link of a
// board.
func CanSeeBoard(a Actor) error {
	if a.seesAll() && a.allows(ScopeBoard) == nil {
		return nil
	}
	return CanSeeAll(a)
}

// CanManageBoardLinks returns nil when the actor may create and end links that show the board without a log-in.
func CanManageBoardLinks(a Actor) error {
	if a.is(RoleOffice) && a.Scopes == nil {
		return nil
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办登录后可以管理大屏链接，请联系重点项目办")
}

// CanSubmit returns nil when the actor may submit anything at all. CanFill decides for one project.
func CanSubmit(a Actor) error {
	if a.Operator || a.Is(RoleOwner, RoleUnit, RoleOffice) {
		return a.allows(ScopeSubmit)
	}
	return Errorf(KindForbidden, "forbidden", "您没有填报权限，请联系重点项目办")
}

// CanSeeProjects returns nil when the actor may see any project: all of them, or those of their organisation.
func CanSeeProjects(a Actor) error {
	if a.seesAll() || a.Is(RoleOwner, RoleUnit) {
		return a.allows(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "您没有查看项目的权限，请联系重点项目办")
}

// CanActAsLeader returns nil when the actor may sign for and instruct on escalations as a leader or for one (签收、批示).
func CanActAsLeader(a Actor) error {
	if a.Is(RoleLeader, RoleGovernment) {
		return a.allows(ScopeSubmit)
	}
	return Errorf(KindForbidden, "forbidden", "只有领导和政府办可以签收和批示")
}

// CanAdminister returns nil when the actor may request changes of accounts and roles. A request takes effect when the
// security administrator confirms it (CanConfirm).
func CanAdminister(a Actor) error {
	if a.Operator || a.is(RoleSystemAdmin) {
		return a.allows(ScopeAdmin)
	}
	return a.notAdministrator("只有系统管理员可以管理账号，请联系系统管理员")
}

// CanDisableAccounts returns nil when the actor may disable accounts and end sessions and tokens.
func CanDisableAccounts(a Actor) error {
	if a.Operator || a.Is(RoleSecurityAdmin, RoleSystemAdmin) {
		return a.allows(ScopeAdmin)
	}
	return a.notAdministrator("只有安全管理员可以停用账号和结束会话，请联系安全管理员")
}

// CanSeeAccounts returns nil when the actor may see accounts, log-ins and waiting account requests.
func CanSeeAccounts(a Actor) error {
	if a.Operator || a.Is(RoleSecurityAdmin, RoleSystemAdmin) {
		return a.allows(ScopeAdmin)
	}
	return a.notAdministrator("只有系统管理员和安全管理员可以查看账号，请联系系统管理员")
}

// CanAudit returns nil when the actor may read the audit record.
func CanAudit(a Actor) error {
	if a.Operator || a.is(RoleAuditAdmin) {
		return a.allows(ScopeRead)
	}
	return a.notAdministrator("只有审计管理员可以查看日志，请联系审计管理员")
}

// notAdministrator returns the refusal of an administrator's action. An actor whose roles conflict gets "roles_apart"
// with the reason, others get "forbidden" with the given sentence.
func (a Actor) notAdministrator(otherwise string) error {
	if a.RolesConflict {
		return Errorf(KindForbidden, "roles_apart", "您的账号同时担任了不能兼任的角色（三员分立），管理权限已暂停，请联系运维员收回多余的角色")
	}
	return Errorf(KindForbidden, "forbidden", "%s", otherwise)
}

// CanRead returns nil when the actor may read what every account may read: a token needs the scope "read".
func CanRead(a Actor) error { return a.allows(ScopeRead) }

// CanReadInbox returns nil when the actor may read what they were told. The operator's socket is no person.
func CanReadInbox(a Actor) error {
	if a.Operator {
		return Errorf(KindForbidden, "forbidden", "运维员没有消息，请用个人账号登录后查看")
	}
	return a.allows(ScopeRead)
}

// CanRelease returns nil when the actor may let messages go to leaders (拟报) and say whether they go by themselves.
func CanRelease(a Actor) error {
	if a.is(RoleOffice) {
		return a.allows(ScopeReview)
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办可以核发拟报清单，请联系重点项目办")
}

// CanManageOwnAccess returns nil when the actor may see and end their own sessions and tokens. A token needs the
// scope "admin": one that may only read must not end its owner's access.
func CanManageOwnAccess(a Actor) error { return a.allows(ScopeAdmin) }

// CanActInPerson returns nil unless the actor uses a token. Passwords and new tokens are not given to tokens, because
// a stolen one could otherwise renew itself without end.
func CanActInPerson(a Actor) error {
	if a.Scopes == nil {
		return nil
	}
	return Errorf(KindForbidden, "forbidden", "令牌不能办理此事，请本人登录后操作")
}

// CanDiagnose returns nil when the actor may see the state of the system.
func CanDiagnose(a Actor) error {
	if a.is(RoleSystemAdmin) {
		return a.allows(ScopeAdmin)
	}
	return CanOperate(a)
}

// CanSeeNotices returns nil when the actor may see warnings about the system.
func CanSeeNotices(a Actor) error {
	if a.Operator || a.Is(RoleOffice, RoleSystemAdmin, RoleSecurityAdmin, RoleAuditAdmin) {
		return a.allows(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "您没有查看系统提示的权限，请联系系统管理员")
}

// CanConfirmClock returns nil when the actor may confirm that the machine's clock is right. A token may not.
func CanConfirmClock(a Actor) error {
	if a.Operator || a.Is(RoleOffice, RoleSystemAdmin) && a.Scopes == nil {
		return nil
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办、系统管理员登录后可以确认系统时间，请联系他们")
}

// CanOperate returns nil when the actor may run and repair the system.
func CanOperate(a Actor) error {
	if a.Operator {
		return nil
	}
	return Errorf(KindForbidden, "forbidden", "该操作只能由运维员在服务器上执行")
}

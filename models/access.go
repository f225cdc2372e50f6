package models

// Actor is who asks for something: a person with roles, or the operator of the machine.
type Actor struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Operator bool   `json:"operator,omitempty"` // holds the server's own socket: may run and repair, not review
	Roles    []Role `json:"-"`
}

// Operator is whoever holds the server's own socket on that machine.
var Operator = Actor{ID: "operator", Name: "运维员", Operator: true}

// House is the system itself: timers, reconcile, import follow-up.
var House = Actor{ID: "system", Name: "系统"}

func (a Actor) has(role RoleName, organisation string) bool {
	for _, r := range a.Roles {
		if r.Role == role && (r.OrganisationID == "" || r.OrganisationID == organisation) {
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

// CanSee asks whether the actor may see a project. What a person may not see answers as if it did not exist.
func CanSee(a Actor, p Project) error {
	if a.Operator || a.is(RoleOffice) || a.is(RoleLeader) || a.is(RoleReadOnly) ||
		a.has(RoleOwner, p.OwnerID) || a.has(RoleUnit, p.ResponsibleUnitID) {
		return nil
	}
	return NoSuchProject(p.Code)
}

// NoSuchProject is the one answer for a project that does not exist and for one that is not the asker's to see.
func NoSuchProject(code string) *Error {
	return Errorf(KindNotFound, "project_not_found", "没有找到项目「%s」，请核对项目编码", code)
}

// CanSeeAll asks whether the actor may see whole programmes: lists, totals, exports.
func CanSeeAll(a Actor) error {
	if a.Operator || a.is(RoleOffice) || a.is(RoleLeader) || a.is(RoleReadOnly) {
		return nil
	}
	return Errorf(KindForbidden, "forbidden", "您没有查看全部项目的权限，请联系重点项目办")
}

// CanFill asks whether the actor may submit for a project, and whether that is on behalf of its owner (代填).
func CanFill(a Actor, p Project) (onBehalf bool, err error) {
	switch {
	case a.has(RoleOwner, p.OwnerID) && a.is(RoleOwner):
		return false, nil
	case a.Operator, a.is(RoleOffice), a.has(RoleUnit, p.ResponsibleUnitID):
		return true, nil
	}
	if CanSee(a, p) != nil {
		return false, NoSuchProject(p.Code)
	}
	return false, Errorf(KindForbidden, "forbidden", "您不能为该项目填报，请由项目单位、责任单位或重点项目办填报")
}

// CanReview asks whether the actor may decide on submissions. The operator may not.
func CanReview(a Actor) error {
	if a.is(RoleOffice) {
		return nil
	}
	if a.Operator {
		return Errorf(KindForbidden, "operator_may_not_review", "运维员不能审核，请用重点项目办人员的令牌（DUBAN_TOKEN）操作")
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办可以审定，请联系重点项目办")
}

// CanPlan asks whether the actor may change plans and bring in workbooks.
func CanPlan(a Actor) error {
	if a.Operator || a.is(RoleOffice) {
		return nil
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办可以导入和调整计划，请联系重点项目办")
}

// CanOperate asks whether the actor may run and repair the system: reconcile, doctor, people.
func CanOperate(a Actor) error {
	if a.Operator {
		return nil
	}
	return Errorf(KindForbidden, "forbidden", "该操作只能由运维员在服务器上执行")
}

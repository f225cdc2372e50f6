package models

import "time"

// AccountRequest is a change of accounts that one administrator requests and another confirms.
type AccountRequest struct {
	ID             string `gorm:"primaryKey"`
	Kind           AccountChange
	PersonID       string // the person it concerns; for a new account their future ID
	Who            string // login name or name, for display
	What           string // JSON of the change
	AskedByID      string
	AskedByName    string
	AskedAt        Instant
	Reason         string
	Emergency      bool // done by the operator at once, without a confirmation
	Status         RequestStatus
	DecidedByID    string
	DecidedByName  string
	DecidedAt      Instant
	DecisionReason string
}

// AccountChange is the kind of a requested change.
type AccountChange string

// The changes that need two administrators.
const (
	ChangeCreate  AccountChange = "create"
	ChangePerson  AccountChange = "add_person" // a person without an account, who acts by a token
	ChangeGrant   AccountChange = "grant_role"
	ChangeRevoke  AccountChange = "revoke_role"
	ChangeReset   AccountChange = "reset_password"
	ChangeDisable AccountChange = "disable" // of an administrator
	ChangeEnable  AccountChange = "enable"
	ChangeToken   AccountChange = "issue_token" // for another person
	ChangeLink    AccountChange = "link_subject"
	ChangeFactor  AccountChange = "reset_second_factor"
	ChangeExpiry  AccountChange = "set_expiry" // the last day of an account
	// of the person in a post or in a role for an organisation
	ChangeSuccession AccountChange = "succession"
	// of people and posts by a form, and undoing that
	ChangePeople     AccountChange = "import_people"
	ChangePeopleUndo AccountChange = "undo_people"
)

var accountChangeWords = map[AccountChange]string{ //nolint:gosec // G101: display names, no secrets
	ChangeCreate: "新建账号", ChangePerson: "增加人员", ChangeGrant: "授予角色", ChangeRevoke: "收回角色",
	ChangeReset: "重置密码", ChangeDisable: "停用管理员", ChangeEnable: "恢复账号", ChangeToken: "为他人生成令牌",
	ChangeLink: "关联统一认证", ChangeExpiry: "设定账号有效期", ChangeFactor: "重置动态口令", ChangeSuccession: "人员变动",
	ChangePeople:     "导入人员岗位表",
	ChangePeopleUndo: "撤销人员岗位表导入",
}

// Chinese returns the name of the change.
func (c AccountChange) Chinese() string { return accountChangeWords[c] }

// RequestStatus is the state of a request.
type RequestStatus string

// The states of a request.
const (
	RequestWaiting   RequestStatus = "waiting"
	RequestConfirmed RequestStatus = "confirmed"
	RequestRefused   RequestStatus = "refused"
	RequestWithdrawn RequestStatus = "withdrawn"
	RequestExpired   RequestStatus = "expired"
)

var requestStatusWords = map[RequestStatus]string{
	RequestWaiting: "待确认", RequestConfirmed: "已确认", RequestRefused: "已驳回", RequestWithdrawn: "已撤回", RequestExpired: "已过期",
}

// Chinese returns the name of the state.
func (s RequestStatus) Chinese() string { return requestStatusWords[s] }

// RequestLifetime is how long a request may wait for a decision before it expires.
const RequestLifetime = 7 * 24 * time.Hour

// StatusAt returns the state at a moment: a waiting request is expired after RequestLifetime, even if that is not
// stored yet.
func (r AccountRequest) StatusAt(now Instant) RequestStatus {
	if r.Status == RequestWaiting && now.Sub(r.AskedAt) >= RequestLifetime {
		return RequestExpired
	}
	return r.Status
}

// CanDecideRequests returns nil when the actor may decide on account requests at all. CanConfirm decides for one
// request.
func CanDecideRequests(a Actor) error {
	if a.Operator || a.is(RoleSecurityAdmin) {
		return a.allows(ScopeAdmin)
	}
	return a.notAdministrator("只有安全管理员可以确认或驳回申请，请联系安全管理员")
}

// CanConfirm returns nil when the actor may decide on a request: the security administrator or, while one of the
// three administrators is missing (complete is false), the operator. The person who requested the change and the
// person it concerns may not.
func CanConfirm(a Actor, r AccountRequest, complete bool) error {
	switch {
	case a.ID == r.AskedByID:
		return Errorf(KindForbidden, "own_request", "申请人不能确认或驳回自己的申请，请由另一名安全管理员办理；不再需要的可以撤回")
	case a.ID == r.PersonID:
		return Errorf(KindForbidden, "own_account", "不能确认或驳回涉及本人账号的申请，请由另一名安全管理员办理")
	case a.is(RoleSecurityAdmin):
		return a.allows(ScopeAdmin)
	case a.Operator && !complete:
		return nil
	}
	return a.notAdministrator("只有安全管理员可以确认或驳回申请，请联系安全管理员")
}

package models

import "time"

// AccountRequest is a change of accounts that one administrator asks for and another confirms.
type AccountRequest struct {
	ID             string `gorm:"primaryKey"`
	Kind           AccountChange
	PersonID       string // whom it is about; of a new account, who they will be
	Who            string // login name, or name, for people to read
	What           string // JSON: what is to be done
	AskedByID      string
	AskedByName    string
	AskedAt        Instant
	Reason         string
	Emergency      bool // done by the operator at once, without anybody's confirmation
	Status         RequestStatus
	DecidedByID    string
	DecidedByName  string
	DecidedAt      Instant
	DecisionReason string
}

// AccountChange is what is asked for.
type AccountChange string

// The changes of accounts that take two administrators.
const (
	ChangeCreate  AccountChange = "create"
	ChangePerson  AccountChange = "add_person" // who acts by a token only
	ChangeGrant   AccountChange = "grant_role"
	ChangeRevoke  AccountChange = "revoke_role"
	ChangeReset   AccountChange = "reset_password"
	ChangeDisable AccountChange = "disable" // of an administrator
	ChangeEnable  AccountChange = "enable"
	ChangeToken   AccountChange = "issue_token" // for another person
	ChangeLink    AccountChange = "link_subject"
)

var accountChangeWords = map[AccountChange]string{ //nolint:gosec // G101: words for people, no secret among them
	ChangeCreate: "新建账号", ChangePerson: "增加人员", ChangeGrant: "授予角色", ChangeRevoke: "收回角色", ChangeReset: "重置密码",
	ChangeDisable: "停用管理员",
	ChangeEnable:  "恢复账号", ChangeToken: "为他人生成令牌", ChangeLink: "关联统一认证",
}

// Chinese is the change as people say it.
func (c AccountChange) Chinese() string { return accountChangeWords[c] }

// RequestStatus is how a request stands.
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

// Chinese is the state as people say it.
func (s RequestStatus) Chinese() string { return requestStatusWords[s] }

// RequestLifetime is how long a request may wait: an old one is asked for again, by a person who still wants it.
const RequestLifetime = 7 * 24 * time.Hour

// StatusAt is how a request stands at a moment: one that has waited too long has expired, whether or not that was
// written.
func (r AccountRequest) StatusAt(now Instant) RequestStatus {
	if r.Status == RequestWaiting && now.Sub(r.AskedAt) >= RequestLifetime {
		return RequestExpired
	}
	return r.Status
}

// CanDecideRequests asks whether the actor decides on requests at all; on which is asked by CanConfirm.
func CanDecideRequests(a Actor) error {
	if a.Operator || a.is(RoleSecurityAdmin) {
		return a.within(ScopeAdmin)
	}
	return a.notAdministrator("只有安全管理员可以确认或驳回申请，请联系安全管理员")
}

// CanConfirm asks whether the actor may decide on a request: the security administrator, and while the three
// administrators are not all there (complete false) the operator. Nobody decides on what they asked for themselves, or
// on what is about themselves.
func CanConfirm(a Actor, r AccountRequest, complete bool) error {
	switch {
	case a.ID == r.AskedByID:
		return Errorf(KindForbidden, "own_request", "申请人不能确认或驳回自己的申请，请由另一名安全管理员办理；不再需要的可以撤回")
	case a.ID == r.PersonID:
		return Errorf(KindForbidden, "own_account", "不能确认或驳回涉及本人账号的申请，请由另一名安全管理员办理")
	case a.is(RoleSecurityAdmin):
		return a.within(ScopeAdmin)
	case a.Operator && !complete:
		return nil
	}
	return a.notAdministrator("只有安全管理员可以确认或驳回申请，请联系安全管理员")
}

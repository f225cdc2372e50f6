package models

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// AccountPolicyVersion is an account policy that the security administrator stored. The newest is in force.
type AccountPolicyVersion struct {
	Number  int    `gorm:"primaryKey;autoIncrement:false"` // from 1, without gaps
	Content string // AccountPolicy as JSON
	Reason  string
	ByID    string
	ByName  string
	At      Instant
}

// NewAccountPolicyVersion returns the version that follows number. Errors: KindInvalid.
func NewAccountPolicyVersion(number int, p AccountPolicy, reason string, by Actor, now Instant) (AccountPolicyVersion,
	error) {
	reason = strings.TrimSpace(reason)
	if err := p.Check(); err != nil {
		return AccountPolicyVersion{}, err
	}
	if utf8.RuneCountInString(reason) > 300 {
		return AccountPolicyVersion{}, Errorf(KindInvalid, "text_too_long", "原因过长，请缩短")
	}
	content, err := json.Marshal(p)
	return AccountPolicyVersion{Number: number + 1, Content: string(content), Reason: reason, ByID: by.ID, ByName: by.Name,
		At: now}, err
}

// PolicyIn returns the policy of a stored content. A setting that it does not have, because it was stored by an earlier
// version of the program, is the one of configured; so is every setting of an empty content.
func PolicyIn(content string, configured AccountPolicy) AccountPolicy {
	p := configured
	if content != "" && json.Unmarshal([]byte(content), &p) != nil {
		return configured // written by NewAccountPolicyVersion: only a damaged one cannot be read
	}
	return p
}

// CanSeeAccountPolicy returns nil when the actor may see the account policy and who changed it.
func CanSeeAccountPolicy(a Actor) error {
	if a.is(RoleAuditAdmin) {
		return a.allows(ScopeAdmin)
	}
	return CanSeeAccounts(a)
}

// CanSetAccountPolicy returns nil when the actor may change the account policy: the security administrator, and the
// operator in an emergency, which tracking checks.
func CanSetAccountPolicy(a Actor) error {
	if a.Operator || a.is(RoleSecurityAdmin) {
		return a.allows(ScopeAdmin)
	}
	return a.notAdministrator("只有安全管理员可以更改账号安全策略，请联系安全管理员")
}

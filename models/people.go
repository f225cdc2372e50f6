package models

import "strings"

// Organisation is an owner or a responsible unit (项目单位、责任单位).
type Organisation struct {
	ID      string `gorm:"primaryKey"` // OrganisationID(name)
	Name    string
	NameKey string
	Kind    UnitKind // as the office set it; "": not set, see GuessUnitKind
}

// Post is an office that a person holds (分管副区长). Escalations follow the post, history stays with the person.
type Post struct {
	ID       string `gorm:"primaryKey"` // PostID(title)
	Title    string
	TitleKey string
}

// Person is a person who acts in the system.
type Person struct {
	ID        string `gorm:"primaryKey"`
	Name      string
	CreatedAt Instant
	Disabled  bool
}

// RoleName is the name of a role.
type RoleName string

// The roles. The operator is not one of them: see Operator. Administration is split into three roles, none of which
// may submit, review or plan.
const (
	RoleOwner         RoleName = "owner"             // 项目单位
	RoleUnit          RoleName = "responsible_unit"  // 责任单位
	RoleOffice        RoleName = "office"            // 重点项目办
	RoleLeader        RoleName = "leader"            // 领导, by post
	RoleGovernment    RoleName = "government_office" // 政府办: signs for leaders and enters their instructions
	RoleReadOnly      RoleName = "read_only"
	RoleSystemAdmin   RoleName = "system_admin"   // manages accounts and settings, sees the doctor's findings
	RoleSecurityAdmin RoleName = "security_admin" // sees accounts and log-ins, disables accounts, ends sessions
	RoleAuditAdmin    RoleName = "audit_admin"    // reads the audit record
)

// RoleNames lists the roles in display order.
var RoleNames = []RoleName{
	RoleOwner, RoleUnit, RoleOffice, RoleLeader, RoleGovernment, RoleReadOnly, RoleSystemAdmin, RoleSecurityAdmin,
	RoleAuditAdmin,
}

var roleWords = map[RoleName]string{
	RoleOwner: "项目单位", RoleUnit: "责任单位", RoleOffice: "重点项目办", RoleLeader: "领导", RoleGovernment: "政府办", RoleReadOnly: "只读",
	RoleSystemAdmin: "系统管理员", RoleSecurityAdmin: "安全管理员", RoleAuditAdmin: "审计管理员",
	RoleListed: "通讯录人员",
}

// Chinese returns the name of the role.
func (r RoleName) Chinese() string { return roleWords[r] }

// Administers reports whether the role is one of the three administrators.
func (r RoleName) Administers() bool {
	return r == RoleSystemAdmin || r == RoleSecurityAdmin || r == RoleAuditAdmin
}

// Role lets a person act for an organisation or a post, or for the whole district when both are empty. A post may be
// held for a limited time and be vacant.
type Role struct {
	PersonID       string   `gorm:"primaryKey"`
	Role           RoleName `gorm:"primaryKey"`
	OrganisationID string   `gorm:"primaryKey"`
	PostID         string   `gorm:"primaryKey"`
	Since          Date     // first day; 0: unlimited
	Until          Date     // last day; 0: unlimited
	Capacity       Capacity
}

// On reports whether the role is held on a day.
func (r Role) On(day Date) bool { return r.Since <= day && (r.Until == 0 || day <= r.Until) }

// Within reports whether the held roles include the role at least as long as it lasts.
func (r Role) Within(held []Role) bool {
	for _, h := range held {
		ends := h.Until == 0 || r.Until != 0 && r.Until <= h.Until
		if h.Role == r.Role && h.OrganisationID == r.OrganisationID && h.PostID == r.PostID && h.Capacity == r.Capacity &&
			h.Since <= r.Since && ends {
			return true
		}
	}
	return false
}

// Scope is a part of a person's rights to which a token can be limited.
type Scope string

// The scopes. A person who logs in has all of them.
const (
	ScopeRead   Scope = "read"
	ScopeSubmit Scope = "submit"
	ScopeReview Scope = "review"
	ScopePlan   Scope = "plan"
	ScopeAdmin  Scope = "admin"
	ScopeBoard  Scope = "board" // the board only

	ScopeCalendar Scope = "calendar" // the due days of the person only
)

var scopeWords = map[Scope]string{
	ScopeRead: "查看", ScopeSubmit: "填报", ScopeReview: "审核", ScopePlan: "计划与导入", ScopeAdmin: "账号管理", ScopeBoard: "大屏",
	ScopeCalendar: "日历订阅",
}

// Chinese returns the name of the scope.
func (s Scope) Chinese() string { return scopeWords[s] }

// LinkOnly reports whether the scope is that of a link, which opens one thing and is no token of the API.
func (s Scope) LinkOnly() bool { return s == ScopeBoard || s == ScopeCalendar }

// AllScopes lists the scopes a script's token can have.
var AllScopes = []Scope{ScopeRead, ScopeSubmit, ScopeReview, ScopePlan, ScopeAdmin}

// Token lets a script act as a person. Only the SHA-256 of its secret is stored.
type Token struct {
	Hash      string `gorm:"primaryKey"`
	PersonID  string
	Label     string
	Scopes    string // separated by spaces; see ScopeList
	CreatedAt Instant
	ExpiresAt Instant // 0: never
	RevokedAt Instant
}

// ScopeList returns the scopes of the token.
func (t Token) ScopeList() []Scope {
	scopes := []Scope{}
	for _, word := range strings.Fields(t.Scopes) {
		scopes = append(scopes, Scope(word))
	}
	return scopes
}

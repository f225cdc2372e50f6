package models

import "strings"

// Organisation is an owner or a responsible unit (项目单位、责任单位).
type Organisation struct {
	ID      string `gorm:"primaryKey"` // OrganisationID(name)
	Name    string
	NameKey string
}

// Post is an office somebody holds (分管副区长). Items follow the post; history stays with the person.
type Post struct {
	ID       string `gorm:"primaryKey"` // PostID(title)
	Title    string
	TitleKey string
}

// Person is somebody who acts in the system.
type Person struct {
	ID        string `gorm:"primaryKey"`
	Name      string
	CreatedAt Instant
	Disabled  bool
}

// RoleName is what a person may be.
type RoleName string

// The roles. The operator is not among them: it is whoever holds the server's own socket. Administration is split in
// three, none of whom may submit, review or plan.
const (
	RoleOwner         RoleName = "owner"             // 项目单位
	RoleUnit          RoleName = "responsible_unit"  // 责任单位
	RoleOffice        RoleName = "office"            // 重点项目办
	RoleLeader        RoleName = "leader"            // 领导, by post
	RoleGovernment    RoleName = "government_office" // 政府办: signs for and passes on what leaders decide
	RoleReadOnly      RoleName = "read_only"
	RoleSystemAdmin   RoleName = "system_admin"   // accounts, settings, the doctor's view
	RoleSecurityAdmin RoleName = "security_admin" // sees accounts and log-ins, locks, ends sessions
	RoleAuditAdmin    RoleName = "audit_admin"    // reads the record
)

// RoleNames lists the roles in the order people choose from.
var RoleNames = []RoleName{
	RoleOwner, RoleUnit, RoleOffice, RoleLeader, RoleGovernment, RoleReadOnly, RoleSystemAdmin, RoleSecurityAdmin,
	RoleAuditAdmin,
}

var roleWords = map[RoleName]string{
	RoleOwner: "项目单位", RoleUnit: "责任单位", RoleOffice: "重点项目办", RoleLeader: "领导", RoleGovernment: "政府办", RoleReadOnly: "只读",
	RoleSystemAdmin: "系统管理员", RoleSecurityAdmin: "安全管理员", RoleAuditAdmin: "审计管理员",
}

// Chinese is the role as people say it.
func (r RoleName) Chinese() string { return roleWords[r] }

// Administers reports whether the role is one of the three administrators.
func (r RoleName) Administers() bool {
	return r == RoleSystemAdmin || r == RoleSecurityAdmin || r == RoleAuditAdmin
}

// Role lets a person act for an organisation or a post. Both empty: for the whole district. A post may be held for a
// time and stand vacant: items follow the post, history stays with the person.
type Role struct {
	PersonID       string   `gorm:"primaryKey"`
	Role           RoleName `gorm:"primaryKey"`
	OrganisationID string   `gorm:"primaryKey"`
	PostID         string   `gorm:"primaryKey"`
	Since          Date     // first day; none: from the beginning
	Until          Date     // last day; none: still
}

// On reports whether the role is held on a day.
func (r Role) On(day Date) bool { return r.Since <= day && (r.Until == 0 || day <= r.Until) }

// Scope is a part of what a person may do that a token may be limited to.
type Scope string

// The scopes. Whoever logs in with a password has them all.
const (
	ScopeRead   Scope = "read"
	ScopeSubmit Scope = "submit"
	ScopeReview Scope = "review"
	ScopePlan   Scope = "plan"
	ScopeAdmin  Scope = "admin"
	ScopeBoard  Scope = "board" // the board on a wall, and nothing else
)

var scopeWords = map[Scope]string{
	ScopeRead: "查看", ScopeSubmit: "填报", ScopeReview: "审核", ScopePlan: "计划与导入", ScopeAdmin: "账号管理", ScopeBoard: "大屏",
}

// Chinese is the scope as people say it.
func (s Scope) Chinese() string { return scopeWords[s] }

// AllScopes lists the scopes a script's token may have.
var AllScopes = []Scope{ScopeRead, ScopeSubmit, ScopeReview, ScopePlan, ScopeAdmin}

// Token lets a script act as a person. Only the SHA-256 of the secret is kept.
type Token struct {
	Hash      string `gorm:"primaryKey"`
	PersonID  string
	Label     string
	Scopes    string // separated by spaces; see ScopeList
	CreatedAt Instant
	ExpiresAt Instant // 0: never
	RevokedAt Instant
}

// ScopeList is what the token may be used for.
func (t Token) ScopeList() []Scope {
	scopes := []Scope{}
	for _, word := range strings.Fields(t.Scopes) {
		scopes = append(scopes, Scope(word))
	}
	return scopes
}

package models

import "slices"

// Administrators are the roles of the three administrators (三员), in the order people name them.
var Administrators = []RoleName{RoleSystemAdmin, RoleSecurityAdmin, RoleAuditAdmin}

// CheckRoles asks whether one person may hold all of these roles: one administrator role and nothing else, or no
// administrator role at all. From when until when a role is held makes no difference: what is forbidden together is not
// given for later either. Errors are KindConflict "roles_apart".
func CheckRoles(roles []Role) error {
	var kinds []RoleName
	business := false
	for _, r := range roles {
		switch {
		case !r.Role.Administers():
			business = true
		case !slices.Contains(kinds, r.Role):
			kinds = append(kinds, r.Role)
		}
	}
	switch {
	case len(kinds) > 1:
		return Errorf(KindConflict, "roles_apart", "系统管理员、安全管理员、审计管理员不能由同一人担任（三员分立），请另设账号")
	case len(kinds) == 1 && business:
		return Errorf(KindConflict, "roles_apart", "管理员角色不能与业务角色由同一人担任，请另设账号")
	}
	return nil
}

// ActorOf is a person as they act on a day: with the roles they hold then. A person who holds roles that exclude each
// other, from before this was checked, keeps the business roles and none of the administrators' until one is left.
func ActorOf(p Person, roles []Role, today Date) Actor {
	actor := Actor{ID: p.ID, Name: p.Name, RolesConflict: CheckRoles(roles) != nil}
	for _, r := range roles {
		if r.On(today) && !(actor.RolesConflict && r.Role.Administers()) {
			actor.Roles = append(actor.Roles, r)
		}
	}
	return actor
}

// RoleHolder is a role with how its person stands.
type RoleHolder struct {
	Role
	Name     string // of the person
	Login    string // "": without an account
	Disabled bool
}

// AdministratorsLeft counts, for each administrator role, the accounts that hold it on a day: enabled, with a login
// name, and with no other role that excludes it. Lasting are those without a last day.
func AdministratorsLeft(holders []RoleHolder, today Date) (now, lasting map[RoleName]int) {
	now, lasting = map[RoleName]int{}, map[RoleName]int{}
	of := map[string][]Role{}
	for _, h := range holders {
		of[h.PersonID] = append(of[h.PersonID], h.Role)
	}
	for _, h := range holders {
		if !h.Role.Role.Administers() || h.Disabled || h.Login == "" || !h.On(today) || CheckRoles(of[h.PersonID]) != nil {
			continue
		}
		now[h.Role.Role]++
		if h.Until == 0 {
			lasting[h.Role.Role]++
		}
	}
	return now, lasting
}

// MissingAdministrators are the administrator roles that no account holds. While one is missing the operator's socket
// suffices; from then on what the three do takes two of them.
func MissingAdministrators(holders []RoleHolder, today Date) (missing []RoleName) {
	now, _ := AdministratorsLeft(holders, today)
	for _, kind := range Administrators {
		if now[kind] == 0 {
			missing = append(missing, kind)
		}
	}
	return missing
}

// CheckAdministratorsLeft refuses a change after which an administrator role would be left without a holder, or
// without a lasting one, that it had before: whether by disabling, by taking the role away or by giving it a last day.
// KindConflict "last_administrator".
func CheckAdministratorsLeft(before, after []RoleHolder, today Date) error {
	hadNow, had := AdministratorsLeft(before, today)
	hasNow, has := AdministratorsLeft(after, today)
	for _, kind := range Administrators {
		switch {
		case hadNow[kind] > 0 && hasNow[kind] == 0 && had[kind] == 0:
			return Errorf(KindConflict, "last_administrator", "这是目前唯一有效的%s账号，不能停用、收回或推迟任期，请先设立接任的账号", kind.Chinese())
		case had[kind] > 0 && has[kind] == 0:
			return Errorf(KindConflict, "last_administrator", "这是最后一个长期有效的%s账号，不能停用、收回或设到期日，请先设立接任的账号", kind.Chinese())
		}
	}
	return nil
}

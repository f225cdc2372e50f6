package models

import "slices"

// Administrators lists the roles of the three administrators (三员) in display order.
var Administrators = []RoleName{RoleSystemAdmin, RoleSecurityAdmin, RoleAuditAdmin}

// CheckRoles refuses roles that one person may not hold together: two administrator roles, or an administrator role
// and any other role. The days on which a role is held do not matter. Errors: KindConflict "roles_apart".
func CheckRoles(roles []Role) error {
	var kinds []RoleName
	business := false
	for _, r := range roles {
		switch {
		case r.Role == RoleListed:
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

// ActorOf returns a person as an actor with the roles they hold on a day: as holder, acting holder or member, not those
// that give no rights. If the roles conflict (they may predate
// CheckRoles), the administrator roles are left out and RolesConflict is set.
func ActorOf(p Person, roles []Role, today Date) Actor {
	actor := Actor{ID: p.ID, Name: p.Name, RolesConflict: CheckRoles(roles) != nil}
	for _, r := range roles {
		if r.Gives() && r.On(today) && !(actor.RolesConflict && r.Role.Administers()) {
			actor.Roles = append(actor.Roles, r)
		}
	}
	return actor
}

// RoleHolder is a role with the name, login and state of the person who holds it.
type RoleHolder struct {
	Role
	Name     string // of the person
	Login    string // "": without an account
	Disabled bool
}

// AdministratorsLeft counts, for each administrator role, the accounts that hold it on a day: enabled, with a login
// name and without conflicting roles. lasting counts those without a last day.
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

// MissingAdministrators lists the administrator roles that no account holds on a day. While one is missing, the
// operator alone may confirm account requests.
func MissingAdministrators(holders []RoleHolder, today Date) (missing []RoleName) {
	now, _ := AdministratorsLeft(holders, today)
	for _, kind := range Administrators {
		if now[kind] == 0 {
			missing = append(missing, kind)
		}
	}
	return missing
}

// CheckAdministratorsLeft refuses a change that leaves an administrator role without a holder, or without a holder
// whose role has no last day, when there was one before. Errors: KindConflict "last_administrator".
func CheckAdministratorsLeft(before, after []RoleHolder, today Date) error {
	hadNow, had := AdministratorsLeft(before, today)
	hasNow, has := AdministratorsLeft(after, today)
	for _, kind := range Administrators {
		switch {
		case hadNow[kind] > 0 && hasNow[kind] == 0 && had[kind] == 0:
			return Errorf(KindConflict, "last_administrator", "这是目前唯一有效的%s账号，不能停用、收回或推迟任期，请先设立接任的账号", WordOf(kind))
		case had[kind] > 0 && has[kind] == 0:
			return Errorf(KindConflict, "last_administrator", "这是最后一个长期有效的%s账号，不能停用、收回或设到期日，请先设立接任的账号", WordOf(kind))
		}
	}
	return nil
}

package models

// RoleListed names a person as liaison of a post, or as head or contact of an organisation, and gives no rights: no
// function of access.go asks for it. The office enters these rows by itself; every other role is changed by two
// administrators only.
const RoleListed RoleName = "listed"

// Listable reports whether the office may name a person in the capacity.
func (c Capacity) Listable() bool {
	return c == CapacityLiaison || c == CapacityHead || c == CapacityContact
}

// Gives reports whether the role gives rights. A liaison is told and enters from paper by another role; to be named
// gives nothing.
func (r Role) Gives() bool { return r.Role != RoleListed && r.Capacity != CapacityLiaison }

// CanList returns nil when the actor may name liaisons, heads and contacts, and enter phones.
func CanList(a Actor) error {
	if a.Operator || a.is(RoleOffice) {
		return a.allows(ScopePlan)
	}
	return Errorf(KindForbidden, "forbidden", "只有重点项目办可以登记联络员、负责人、联系人和电话，请联系重点项目办")
}

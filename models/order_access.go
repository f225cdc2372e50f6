package models

import "slices"

// CanSeeOrder returns nil when the actor may see an order: whoever sees every project, and the units it goes to once it
// is issued. Otherwise the error is that of one that does not exist.
func CanSeeOrder(a Actor, o SupervisionOrder) error {
	if a.seesAll() {
		return a.allows(ScopeRead)
	}
	if o.IssuedAt != 0 {
		for _, id := range slices.Concat([]string{o.UnitID}, o.Assisting) {
			if a.has(RoleUnit, id) || a.has(RoleOwner, id) {
				return a.allows(ScopeRead)
			}
		}
	}
	return OrderNotFound(o.ID)
}

// CanSeeOrders returns nil when the actor may see any order. CanSeeOrder decides for one.
func CanSeeOrders(a Actor) error { return CanSeeProjects(a) }

// CanWorkOnOrders returns nil when the actor may take any step with orders. Which, and for whom, depends on the order.
func CanWorkOnOrders(a Actor) error {
	if a.Is(RoleOffice, RoleGovernment, RoleLeader, RoleUnit, RoleOwner) {
		return a.allows(ScopeSubmit)
	}
	return Errorf(KindForbidden, "forbidden", "您不能办理督办单，请联系重点项目办")
}

// CanInstruct returns nil when the actor may enter an instruction: a leader their own, the government office and the
// office from paper.
func CanInstruct(a Actor) error {
	if a.Is(RoleLeader, RoleGovernment, RoleOffice) {
		return a.allows(ScopeSubmit)
	}
	return Errorf(KindForbidden, "forbidden", "批示由领导作出，政府办和重点项目办可按纸质材料代录")
}

// CanSetOrders returns nil when the actor may enter a programme's rules for orders.
func CanSetOrders(a Actor) error { return CanPlan(a) }

// Decides reports whether the actor decides for a post: who holds it or acts for its holder, not its liaison.
func (a Actor) Decides(postID string) bool {
	return postID != "" && slices.ContainsFunc(a.Roles, func(r Role) bool {
		return r.Role == RoleLeader && r.PostID == postID && r.Capacity != CapacityLiaison
	})
}

// SpeaksFor reports whether the actor answers for an organisation, as a unit or an owner.
func (a Actor) SpeaksFor(organisationID string) bool {
	return a.has(RoleUnit, organisationID) || a.has(RoleOwner, organisationID)
}

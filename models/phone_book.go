package models

import "slices"

// Phones say which of a person's phones a caller sees in the phone book.
type Phones int

// What is seen of a person, in growing order.
const (
	NoPhones    Phones = iota // the person does not stand in the caller's book
	OfficePhone               // name, post, office phone
	AllPhones                 // mobile and e-mail too
)

// CanSeePosts returns nil when the actor may see posts and who holds them.
func CanSeePosts(a Actor) error {
	if a.seesAll() || a.Is(RoleSystemAdmin, RoleSecurityAdmin) {
		return a.allows(ScopeRead)
	}
	return Errorf(KindForbidden, "forbidden", "您没有查看岗位任职的权限，请联系重点项目办")
}

// CanSeePhoneBook returns nil when the actor has a phone book. A token that may only read has none: phones do not leave
// by scripts that read figures.
func CanSeePhoneBook(a Actor) error {
	if a.Operator || a.Is(RoleOffice, RoleGovernment, RoleLeader, RoleUnit, RoleOwner) {
		return a.allows(ScopePlan)
	}
	return Errorf(KindForbidden, "forbidden", "您没有查看通讯录的权限，请联系重点项目办")
}

// PhonesOf returns what a caller sees of a person with the given roles:
//
//	office, government office, leaders   every person, all phones
//	unit, owner                          their own people, all phones; heads and contacts of the other side of their
//	                                     projects, all phones; liaisons of their projects' sponsors and the office,
//	                                     office phones
//	all others                           no one
//
// Each person sees themselves.
func PhonesOf(a Actor, person string, roles []Role, projects []Project, day Date) Phones {
	if a.ID == person || a.Operator || a.Is(RoleOffice, RoleGovernment, RoleLeader) {
		return AllPhones
	}
	if !a.Is(RoleUnit, RoleOwner) {
		return NoPhones
	}
	seen := NoPhones
	for _, r := range roles {
		if !r.On(day) {
			continue
		}
		switch {
		case r.OrganisationID != "" && holdsFor(a, r.OrganisationID):
			return AllPhones
		case r.Role == RoleOffice:
			seen = max(seen, OfficePhone)
		case r.Capacity == CapacityHead || r.Capacity == CapacityContact:
			if slices.ContainsFunc(projects, func(p Project) bool {
				return own(a, p) && (p.OwnerID == r.OrganisationID || p.ResponsibleUnitID == r.OrganisationID)
			}) {
				return AllPhones
			}
		case r.Capacity == CapacityLiaison && r.PostID != "":
			if slices.ContainsFunc(projects, func(p Project) bool { return own(a, p) && p.SponsorPostID == r.PostID }) {
				seen = max(seen, OfficePhone)
			}
		}
	}
	return seen
}

func holdsFor(a Actor, organisation string) bool {
	return a.has(RoleOwner, organisation) || a.has(RoleUnit, organisation)
}

func own(a Actor, p Project) bool {
	return a.has(RoleOwner, p.OwnerID) || a.has(RoleUnit, p.ResponsibleUnitID)
}

// Show returns a contact as it is seen.
func (p Phones) Show(c Contact) Contact {
	switch p {
	case AllPhones:
		return c
	case OfficePhone:
		return Contact{PersonID: c.PersonID, OfficePhone: c.OfficePhone}
	}
	return Contact{PersonID: c.PersonID}
}

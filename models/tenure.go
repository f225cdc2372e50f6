package models

import (
	"cmp"
	"slices"
)

// PastRole is a role as it was held before it was replaced or revoked: history stays with the person.
type PastRole struct {
	ID             string `gorm:"primaryKey"`
	PersonID       string
	Role           RoleName
	OrganisationID string
	PostID         string
	Since          Date
	Until          Date // last day; never 0
	Capacity       Capacity
}

// Held returns the role for the days on which it was held.
func (p PastRole) Held() Role {
	return Role{PersonID: p.PersonID, Role: p.Role, OrganisationID: p.OrganisationID, PostID: p.PostID, Since: p.Since,
		Until: p.Until, Capacity: p.Capacity}
}

// Ended returns the part of a role that lies before a day, for history, and reports whether there is one.
func (r Role) Ended(day Date) (PastRole, bool) {
	until := day - 1
	if r.Until != 0 {
		until = min(until, r.Until)
	}
	return PastRole{ID: Key("past-role", r.PersonID, string(r.Role), r.OrganisationID, r.PostID, r.Since.String(),
		until.String(), string(r.Capacity)), PersonID: r.PersonID, Role: r.Role, OrganisationID: r.OrganisationID,
		PostID: r.PostID, Since: r.Since, Until: until, Capacity: r.Capacity}, r.Since <= until
}

// Overlaps reports whether two roles have a day in common.
func (r Role) Overlaps(o Role) bool {
	return (r.Until == 0 || o.Since <= r.Until) && (o.Until == 0 || r.Since <= o.Until)
}

// HolderOn returns who holds a post on a day, and reports whether the post has one. Where the record has two (it may
// predate CheckTenure) the later one counts.
func HolderOn(roles []Role, post string, day Date) (Role, bool) {
	return inCapacity(roles, post, CapacityNone, day)
}

// ActingOn returns who acts for the holder of a post on a day, and reports whether the post has one.
func ActingOn(roles []Role, post string, day Date) (Role, bool) {
	return inCapacity(roles, post, CapacityActing, day)
}

func inCapacity(roles []Role, post string, capacity Capacity, day Date) (found Role, ok bool) {
	for _, r := range roles {
		if post == "" || r.PostID != post || r.Capacity != capacity || !r.Gives() || !r.On(day) {
			continue
		}
		if !ok || cmp.Or(cmp.Compare(found.Since, r.Since), cmp.Compare(found.PersonID, r.PersonID)) < 0 {
			found, ok = r, true
		}
	}
	return found, ok
}

// LiaisonsOn returns the liaisons of a post on a day, by person.
func LiaisonsOn(roles []Role, post string, day Date) (found []Role) {
	for _, r := range roles {
		if post != "" && r.PostID == post && r.Capacity == CapacityLiaison && r.On(day) {
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(a, b Role) int { return cmp.Compare(a.PersonID, b.PersonID) })
	return slices.CompactFunc(found, func(a, b Role) bool { return a.PersonID == b.PersonID })
}

// VacantSince returns the first day since which a post has had no holder, 0 when none is on record, and reports whether
// it has none on the day. An acting holder does not end a vacancy.
func VacantSince(roles []Role, post string, day Date) (since Date, vacant bool) {
	if _, held := HolderOn(roles, post, day); held {
		return 0, false
	}
	for _, r := range roles {
		if r.PostID == post && r.Capacity == CapacityNone && r.Gives() && r.Until != 0 && r.Until < day {
			since = max(since, r.Until+1)
		}
	}
	return since, true
}

// CheckTenure refuses a role by which a post would have two holders, or two acting holders, on one day. The others are
// the roles on record with the names of their people. Errors: KindConflict "post_held".
func CheckTenure(others []RoleHolder, r Role) error {
	if r.PostID == "" || !r.Gives() {
		return nil
	}
	for _, o := range others {
		if o.PersonID == r.PersonID || o.PostID != r.PostID || o.Capacity != r.Capacity || !o.Gives() || !r.Overlaps(o.Role) {
			continue
		}
		return Errorf(KindConflict, "post_held", "该岗位由“%s”%s，任期重叠：一个岗位同一天只能由一人%s，请办理人员变动（交接），或先结束原任期",
			o.Name, WordOf(o.Capacity), WordOf(o.Capacity))
	}
	return nil
}

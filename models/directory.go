package models

import (
	"cmp"
	"slices"
	"strings"
)

// Directory is who can be told something on a day: the posts and the roles of people whose account is not disabled.
// From it a message's audience, or the party it names, becomes people.
type Directory struct {
	Posts   []Post
	Roles   []Role // of enabled people
	Entered []AudiencePost
	Day     Date
}

// Receiver is a person who is told something, and for which post or organisation; "" as a member of the office.
type Receiver struct {
	PersonID string
	PartyID  string
	ByPost   bool // told as the holder of a post: one digest a day
}

// Addressees is who is told something.
type Addressees struct {
	Receivers []Receiver // by person, each once
	Vacant    []string   // posts without a holder or one who acts for them: the office is told instead
}

// Reach returns who is told a message about a project. A post reaches its holder, else who acts for it, else its
// liaisons, else the office. An organisation reaches its head or its contact, else its members. An owner without people
// reaches the responsible unit, a unit without people the office.
func (d Directory) Reach(m OutboxMessage, p Project) Addressees {
	var r Addressees
	switch {
	case m.PartyID == "":
		d.audience(&r, m.Audience, p)
	case d.isPost(m.PartyID):
		d.post(&r, m.PartyID)
	case d.isOrganisation(m.PartyID, p):
		d.organisation(&r, m.PartyID, CapacityContact, p)
	default:
		r.Receivers = append(r.Receivers, Receiver{PersonID: m.PartyID})
	}
	if len(r.Receivers) == 0 {
		r.Receivers = d.office(CapacityNone)
	}
	return r.each()
}

// each leaves each person once, as the holder of a post before anything else.
func (r Addressees) each() Addressees {
	slices.SortStableFunc(r.Receivers, func(a, b Receiver) int {
		return cmp.Or(cmp.Compare(a.PersonID, b.PersonID), compareBool(b.ByPost, a.ByPost), cmp.Compare(a.PartyID, b.PartyID))
	})
	r.Receivers = slices.CompactFunc(r.Receivers, func(a, b Receiver) bool { return a.PersonID == b.PersonID })
	slices.Sort(r.Vacant)
	r.Vacant = slices.Compact(r.Vacant)
	return r
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func (d Directory) audience(r *Addressees, a Audience, p Project) {
	switch a {
	case ToOffice:
		r.Receivers = d.office(CapacityNone)
	case ToOfficeHead:
		r.Receivers = d.office(CapacityHead)
	case ToOwnerContact:
		d.organisation(r, p.OwnerID, CapacityContact, p)
	case ToOwnerHead:
		d.organisation(r, p.OwnerID, CapacityHead, p)
	case ToUnitContact:
		d.organisation(r, p.ResponsibleUnitID, CapacityContact, p)
	case ToUnitHead:
		d.organisation(r, p.ResponsibleUnitID, CapacityHead, p)
	case ToSponsor, ToDeputyInCharge, ToDistrictHead, ToSupervision:
		for _, id := range PostsOf(a, p, d.Posts, d.Entered) {
			d.post(r, id)
		}
	}
}

// office returns the people of the office in a capacity; all of them where it is given to none. Its head is who holds
// its post, or is named as its head.
func (d Directory) office(capacity Capacity) []Receiver {
	var all, some []Receiver
	for _, role := range d.Roles {
		if role.Role != RoleOffice || !role.On(d.Day) {
			continue
		}
		all = append(all, Receiver{PersonID: role.PersonID})
		if role.Capacity == capacity || capacity == CapacityHead && role.PostID != "" {
			some = append(some, Receiver{PersonID: role.PersonID})
		}
	}
	if capacity == CapacityNone || len(some) == 0 {
		return all
	}
	return some
}

// post adds who is told for a post.
func (d Directory) post(r *Addressees, id string) {
	holder, held := HolderOn(d.Roles, id, d.Day)
	if !held {
		holder, held = ActingOn(d.Roles, id, d.Day)
	}
	if held {
		r.Receivers = append(r.Receivers, Receiver{PersonID: holder.PersonID, PartyID: id, ByPost: true})
		return
	}
	r.Vacant = append(r.Vacant, id)
	liaisons := LiaisonsOn(d.Roles, id, d.Day)
	for _, l := range liaisons {
		r.Receivers = append(r.Receivers, Receiver{PersonID: l.PersonID, PartyID: id, ByPost: true})
	}
	if len(liaisons) == 0 {
		r.Receivers = append(r.Receivers, d.office(CapacityNone)...)
	}
}

// organisation adds the head or the contact of an organisation: without a head its contact or else its members, without
// a contact its members or else its head. One without people is stood in for by the project's responsible unit.
func (d Directory) organisation(r *Addressees, id string, wanted Capacity, p Project) {
	if id == "" {
		return
	}
	order := []Capacity{CapacityContact, CapacityNone, CapacityHead}
	if wanted == CapacityHead {
		order = []Capacity{CapacityHead, CapacityContact, CapacityNone}
	}
	of := map[Capacity][]Receiver{}
	for _, role := range d.Roles {
		if role.OrganisationID != id || !role.On(d.Day) {
			continue
		}
		one := Receiver{PersonID: role.PersonID, PartyID: id}
		of[role.Capacity] = append(of[role.Capacity], one)
		if role.Gives() && role.Capacity != CapacityNone { // a member, whatever else
			of[CapacityNone] = append(of[CapacityNone], one)
		}
	}
	for _, capacity := range order {
		if len(of[capacity]) > 0 {
			r.Receivers = append(r.Receivers, of[capacity]...)
			return
		}
	}
	if id == p.OwnerID && p.ResponsibleUnitID != id {
		d.organisation(r, p.ResponsibleUnitID, wanted, p)
	}
}

func (d Directory) isPost(id string) bool {
	return slices.ContainsFunc(d.Posts, func(p Post) bool { return p.ID == id })
}

func (d Directory) isOrganisation(id string, p Project) bool {
	return id == p.OwnerID || id == p.ResponsibleUnitID || strings.HasPrefix(id, "org-") ||
		slices.ContainsFunc(d.Roles, func(r Role) bool { return r.OrganisationID == id })
}

package models

import (
	"cmp"
	"slices"
)

// KnownPeople is what is on record about people when a form is compared with it.
type KnownPeople struct {
	People        []Person
	Holders       []RoleHolder
	Logins        map[string]string  // person by login name
	Contacts      map[string]Contact // by person
	Organisations []Organisation
	Posts         []Post
	Owners, Units map[string]bool // organisations that own projects, or are responsible for some
	Today         Date
}

// PeoplePlan is what importing a form of people and posts would change.
type PeoplePlan struct {
	Changes  []PersonChange  `json:"changes"`
	Findings []PersonFinding `json:"findings"` // errors and questions first
	Absent   []AbsentPerson  `json:"absent"`   // on record for a place of the form, not in the form: not changed
}

// PersonChange is what one row changes.
type PersonChange struct {
	Row        int           `json:"row"`
	Cell       string        `json:"cell"` // of the name
	PersonID   string        `json:"person_id"`
	Name       string        `json:"name"`
	New        bool          `json:"new"` // the first row of a person who is not on record
	Roles      []RoleChange  `json:"roles"`
	Login      string        `json:"login,omitempty"`       // of the account that is created
	Contact    []PersonField `json:"contact"`               // phones and addresses that change; their content is not told
	NewUnit    string        `json:"new_unit,omitempty"`    // organisation that is created
	NewPost    string        `json:"new_post,omitempty"`    // post that is created
	NotTaken   string        `json:"not_taken,omitempty"`   // title of a member of a unit, which is not a post
	Document   string        `json:"document,omitempty"`    // 任免文件
	OnlyOffice bool          `json:"only_office,omitempty"` // it gives no rights
}

// RoleChange is a role that begins or changes.
type RoleChange struct {
	Role           RoleName `json:"role"`
	OrganisationID string   `json:"organisation_id,omitempty"`
	PostID         string   `json:"post_id,omitempty"`
	Capacity       Capacity `json:"capacity,omitempty"`
	Since          Date     `json:"since,omitzero"`
	Until          Date     `json:"until,omitzero"`
	Of             string   `json:"of"` // name of the organisation or post; "": the district
	Changed        bool     `json:"changed,omitempty"`
	LeavesID       string   `json:"leaves_id,omitempty"` // who leaves the post for it, on the day before Since
	Leaves         string   `json:"leaves,omitempty"`
}

// Held returns the role as a person holds it.
func (r RoleChange) Held(person string) Role {
	return Role{PersonID: person, Role: r.Role, OrganisationID: r.OrganisationID, PostID: r.PostID, Since: r.Since,
		Until: r.Until, Capacity: r.Capacity}
}

// AbsentPerson is a person who stands on record for a place of the form and not in the form.
type AbsentPerson struct {
	PersonID string `json:"person_id"`
	Name     string `json:"name"`
	Of       string `json:"of"`
}

// Same reports whether the row changes nothing.
func (c PersonChange) Same() bool {
	return !c.New && len(c.Roles) == 0 && c.Login == "" && len(c.Contact) == 0
}

// Gives reports whether the row gives rights: two administrators carry it out.
func (c PersonChange) Gives() bool {
	return c.Login != "" || slices.ContainsFunc(c.Roles, func(r RoleChange) bool { return r.Held("").Gives() })
}

// Blocker returns the first finding for which the form cannot be imported, because it is wrong or unanswered; nil for
// none.
func (p PeoplePlan) Blocker() *PersonFinding {
	i := slices.IndexFunc(p.Findings, func(f PersonFinding) bool { return f.Error || len(f.Options) > 0 })
	if i < 0 {
		return nil
	}
	return &p.Findings[i]
}

// Count counts new people, people who change, new accounts, people who leave a post, and rows without a change.
func (p PeoplePlan) Count() (fresh, changed, accounts, left, same int) {
	for _, c := range p.Changes {
		switch {
		case c.New:
			fresh++
		case c.Same():
			same++
		default:
			changed++
		}
		if c.Login != "" {
			accounts++
		}
		for _, r := range c.Roles {
			if r.LeavesID != "" {
				left++
			}
		}
	}
	return fresh, changed, accounts, left, same
}

// PlanPeople compares the rows of a form with what is on record. answers holds what a person answered, by cell; newID
// gives the ID of a person who is first in a row. The same name twice is asked about, never guessed.
func PlanPeople(rows []PersonRow, k KnownPeople, answers map[string]string, newID func(row int) string) PeoplePlan {
	p := &peoplePlanner{rows: rows, known: k, answers: answers, newID: newID, of: map[int]string{},
		fresh:  map[string]bool{},
		logins: map[string]string{}, taken: map[string]bool{}, after: slices.Clone(k.Holders)}
	p.plan.Changes, p.plan.Findings, p.plan.Absent = []PersonChange{}, []PersonFinding{}, []AbsentPerson{}
	for i, row := range rows {
		p.row(i, row)
	}
	p.absent()
	slices.SortStableFunc(p.plan.Findings, func(a, b PersonFinding) int { return cmp.Compare(a.weight(), b.weight()) })
	return p.plan
}

func (f PersonFinding) weight() int {
	switch {
	case f.Error:
		return 0
	case len(f.Options) > 0:
		return 1
	}
	return 2
}

// peoplePlanner compares one form.
type peoplePlanner struct {
	rows    []PersonRow
	known   KnownPeople
	answers map[string]string
	newID   func(row int) string
	plan    PeoplePlan
	of      map[int]string    // person of a row, by index
	fresh   map[string]bool   // people who are not on record
	logins  map[string]string // person of a new login name
	taken   map[string]bool   // seatKey of who holds a post by a row of the form
	after   []RoleHolder      // all roles as they would be
}

func (p *peoplePlanner) wrong(cell, code string, m Message) {
	p.plan.Findings = append(p.plan.Findings, PersonFinding{Cell: cell, Error: true, Code: code, Message: m})
}

// refused adds an error of a rule as a finding.
func (p *peoplePlanner) refused(cell string, err error) {
	e := AsError(err)
	p.wrong(cell, e.Code, e.Message)
}

// row plans one row.
func (p *peoplePlanner) row(i int, row PersonRow) {
	id, ok := p.person(i, row)
	if !ok {
		return
	}
	c := PersonChange{Row: row.Row, Cell: row.Cells[PersonName], PersonID: id, Name: row.Name, Document: row.Document,
		Roles: []RoleChange{}, Contact: []PersonField{}, New: !p.fresh[id] && !p.onRecord(id)}
	if c.New {
		p.fresh[id] = true
	}
	if !p.account(row, &c) || !p.places(row, &c) {
		return
	}
	p.contact(row, &c)
	c.OnlyOffice = !c.Gives()
	p.plan.Changes = append(p.plan.Changes, c)
}

func (p *peoplePlanner) onRecord(id string) bool {
	return slices.ContainsFunc(p.known.People, func(k Person) bool { return k.ID == id })
}

// contact plans phones and addresses: an empty cell changes nothing.
func (p *peoplePlanner) contact(row PersonRow, c *PersonChange) {
	have := p.known.Contacts[c.PersonID]
	for _, one := range []struct {
		field     PersonField
		have, now string
	}{
		{PersonMobile, have.Mobile, row.Contact.Mobile}, {PersonOfficePhone, have.OfficePhone, row.Contact.OfficePhone},
		{PersonEmail, have.Email, row.Contact.Email},
	} {
		if one.now != "" && one.now != one.have {
			c.Contact = append(c.Contact, one.field)
		}
	}
}

// Merge returns a contact with the cells of a row that are not empty.
func (c Contact) Merge(row Contact) Contact {
	c.Mobile = cmp.Or(row.Mobile, c.Mobile)
	c.OfficePhone = cmp.Or(row.OfficePhone, c.OfficePhone)
	c.Email = cmp.Or(row.Email, c.Email)
	return c
}

// absent lists who stands on record for an organisation of the form and not in the form.
func (p *peoplePlanner) absent() {
	named, covered := map[string]bool{}, map[string]bool{}
	for _, c := range p.plan.Changes {
		named[c.PersonID] = true
	}
	for _, row := range p.rows {
		covered[OrganisationID(row.Organisation)] = row.Organisation != ""
	}
	for _, h := range p.known.Holders {
		if covered[h.OrganisationID] && h.OrganisationID != "" && !named[h.PersonID] && h.On(p.known.Today) && !h.Disabled {
			named[h.PersonID] = true
			p.plan.Absent = append(p.plan.Absent, AbsentPerson{PersonID: h.PersonID, Name: h.Name,
				Of: p.organisation(h.OrganisationID)})
		}
	}
}

func (p *peoplePlanner) organisation(id string) string {
	for _, o := range p.known.Organisations {
		if o.ID == id {
			return o.Name
		}
	}
	return ""
}

func (p *peoplePlanner) post(id string) string {
	for _, o := range p.known.Posts {
		if o.ID == id {
			return o.Title
		}
	}
	return ""
}

// Part returns what of a row the office carries out (what gives no rights), what the administrators do, or both.
func (c PersonChange) Part(office, administrators bool) PersonChange {
	out := c
	out.Roles = []RoleChange{}
	for _, r := range c.Roles {
		if gives := r.Held("").Gives(); gives && administrators || !gives && office {
			out.Roles = append(out.Roles, r)
		}
	}
	if !administrators {
		out.Login = ""
	}
	if !office || c.New && len(out.Roles) == 0 && out.Login == "" {
		out.Contact = []PersonField{}
	}
	out.New = c.New && (len(out.Roles) > 0 || out.Login != "")
	out.OnlyOffice = !out.Gives()
	return out
}

// Part returns what of a form the office carries out, what the administrators do, or both.
func (p PeoplePlan) Part(office, administrators bool) PeoplePlan {
	out := p
	out.Changes = []PersonChange{}
	for _, c := range p.Changes {
		if c = c.Part(office, administrators); !c.Same() {
			out.Changes = append(out.Changes, c)
		}
	}
	return out
}

// Gives reports whether a form gives rights.
func (p PeoplePlan) Gives() bool { return slices.ContainsFunc(p.Changes, PersonChange.Gives) }

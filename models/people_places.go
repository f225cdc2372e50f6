package models

import (
	"slices"
	"strings"
)

// places plans where the person of a row stands: named for a post or an organisation, and in a role that gives rights.
func (p *peoplePlanner) places(row PersonRow, c *PersonChange) bool {
	organisation, ok := p.organisationOf(row, c)
	if !ok {
		return false
	}
	roles, ok := p.rolesOf(row, c, organisation)
	if !ok {
		return false
	}
	for _, r := range roles {
		if !p.role(row, c, r) {
			return false
		}
	}
	return true
}

// rolesOf returns the roles that a row states, without people and days.
func (p *peoplePlanner) rolesOf(row PersonRow, c *PersonChange, organisation string) (roles []Role, ok bool) {
	listed := row.Capacity.Listable()
	post, known := "", false
	if row.Post != "" {
		post = PostID(row.Post)
		known = p.post(post) != ""
	}
	switch {
	case row.Capacity == CapacityLiaison && row.Post == "":
		p.wrong(row.Cells[PersonPost], "post_missing", Messagef("联络员须填写所联络的岗位，如“分管副区长”"))
		return nil, false
	case row.Capacity == CapacityLiaison:
		if !p.knownPost(row, c, post, known) {
			return nil, false
		}
		roles = append(roles, Role{Role: RoleListed, PostID: post, Capacity: row.Capacity})
	case listed && organisation == "":
		p.wrong(row.Cells[PersonOrganisation], "organisation_missing", Messagef("负责人、联系人须填写单位"))
		return nil, false
	case listed:
		roles = append(roles, Role{Role: RoleListed, OrganisationID: organisation, Capacity: row.Capacity})
	}
	role := row.Role
	if role == "" && known && !listed {
		role = RoleLeader
		for _, h := range p.known.Holders {
			if h.PostID == post && h.Role.Role == RoleOffice {
				role = RoleOffice
			}
		}
	}
	if role == "" && listed && row.Login == "" {
		c.NotTaken = titleOf(row)
		return roles, true
	}
	if role == "" && p.known.Logins[row.Login] != "" && row.Login != "" && (listed || organisation == "") {
		return roles, true // the account is on record with its roles
	}
	if role == "" {
		owner, unit := p.known.Owners[organisation], p.known.Units[organisation]
		switch {
		case organisation != "" && owner != unit && (row.Login != "" || row.Capacity == CapacityNone):
			role = RoleUnit
			if owner {
				role = RoleOwner
			}
		default:
			p.wrong(row.Cells[PersonRole], "role_unclear",
				Messagef("无法确定“%s”的身份，请在“身份”列选择：%s；只登记联系方式的，在“任职方式”列选择“负责人”“联系人”或“联络员”", row.Name,
					strings.Join(PersonRoleWords, "、")))
			return nil, false
		}
	}
	return p.giving(row, c, role, organisation, post, known, roles)
}

// giving adds the role that gives rights.
func (p *peoplePlanner) giving(row PersonRow, c *PersonChange, role RoleName, organisation, post string, known bool,
	roles []Role) ([]Role, bool) {
	r := Role{Role: role}
	switch {
	case role == RoleOwner || role == RoleUnit:
		if organisation == "" {
			p.wrong(row.Cells[PersonOrganisation], "organisation_missing", Messagef("项目单位和责任单位的人员须填写单位"))
			return nil, false
		}
		r.OrganisationID, c.NotTaken = organisation, titleOf(row)
	case role == RoleLeader && post == "":
		p.wrong(row.Cells[PersonPost], "post_missing", Messagef("领导须填写岗位，如“分管副区长”"))
		return nil, false
	case post != "" && (role == RoleLeader || role == RoleOffice) && row.Capacity != CapacityLiaison:
		if !p.knownPost(row, c, post, known) {
			return nil, false
		}
		r.PostID = post
	}
	if row.Capacity == CapacityActing {
		if r.PostID == "" {
			p.wrong(row.Cells[PersonCapacity], "bad_capacity", Messagef("代理（主持）须有岗位，请核对“身份”和“岗位”"))
			return nil, false
		}
		r.Capacity = CapacityActing
	}
	return append(roles, r), true
}

// titleOf is a title that is no post of the program: only leaders and the office's head hold posts.
func titleOf(row PersonRow) string {
	if row.Capacity == CapacityLiaison {
		return ""
	}
	return row.Post
}

// organisationOf finds the organisation of a row. A new one would be a second one by a slip of the pen: it is asked
// about once.
func (p *peoplePlanner) organisationOf(row PersonRow, c *PersonChange) (id string, ok bool) {
	if row.Organisation == "" {
		return "", true
	}
	id = OrganisationID(row.Organisation)
	if p.organisation(id) != "" {
		return id, true
	}
	cell := p.firstCell(PersonOrganisation, row.Organisation, func(r PersonRow) string { return r.Organisation })
	var options []PersonOption
	for _, o := range p.known.Organisations {
		if alike(o.Name, row.Organisation) {
			options = append(options, PersonOption{Value: o.ID, Label: Messagef("即“%s”", o.Name)})
		}
	}
	switch answer := p.answers[cell]; {
	case answer == AnswerNew:
		c.NewUnit = row.Organisation
		return id, true
	case p.organisation(answer) != "":
		return answer, true
	}
	p.askPlace(cell, "unknown_unit", Messagef("没有单位“%s”，请明确是哪个单位", row.Organisation), options)
	return "", false
}

// knownPost accepts a post that is on record, or that was said to be new.
func (p *peoplePlanner) knownPost(row PersonRow, c *PersonChange, id string, known bool) bool {
	if known {
		return true
	}
	cell := p.firstCell(PersonPost, row.Post, func(r PersonRow) string { return r.Post })
	if p.answers[cell] == AnswerNew {
		c.NewPost = row.Post
		return true
	}
	message := Messagef("没有岗位“%s”：确为新设岗位的请选择“新增”，否则请按已有名称改正后重新上传", row.Post)
	for _, o := range p.known.Posts {
		if alike(o.Title, row.Post) && o.ID != id {
			message = Messagef("没有岗位“%s”，已有“%s”：确为新设岗位的请选择“新增”，否则请按已有名称改正后重新上传", row.Post, o.Title)
		}
	}
	p.askPlace(cell, "unknown_post", message, nil)
	return false
}

// askPlace asks about a place, once a cell.
func (p *peoplePlanner) askPlace(cell, code string, m Message, options []PersonOption) {
	if slices.ContainsFunc(p.plan.Findings, func(f PersonFinding) bool { return f.Cell == cell && f.Code == code }) {
		return
	}
	options = append(options, PersonOption{Value: AnswerNew, Label: Messagef("新增")})
	p.plan.Findings = append(p.plan.Findings, PersonFinding{Cell: cell, Code: code, Message: m, Options: options})
}

// firstCell is the cell of the first row that names a place: it is asked about there.
func (p *peoplePlanner) firstCell(field PersonField, name string, of func(PersonRow) string) string {
	for _, r := range p.rows {
		if NameKey(of(r)) == NameKey(name) {
			return r.Cells[field]
		}
	}
	return ""
}

// alike reports whether one name contains the other, without the word for the district.
func alike(a, b string) bool {
	a, b = strings.TrimPrefix(NameKey(a), "区"), strings.TrimPrefix(NameKey(b), "区")
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}

// role plans one role of a row, with who leaves the post for it.
func (p *peoplePlanner) role(row PersonRow, c *PersonChange, r Role) bool {
	r.PersonID, r.Since, r.Until = c.PersonID, row.Since, row.Until
	change := RoleChange{Of: p.organisation(r.OrganisationID) + p.post(r.PostID)}
	if change.Of == "" {
		change.Of = c.NewUnit + c.NewPost
	}
	p.taken[seatKey(r)] = true
	have, held := p.held(r)
	if held && p.planned(r) {
		if have.Capacity != r.Capacity {
			p.wrong(row.Cells[PersonCapacity], "capacity_twice",
				Messagef("“%s”在“%s”已填为%s，同一单位或岗位只能登记一种任职方式，请核对", row.Name, change.Of, WordOf(have.Capacity)))
			return false
		}
		return true
	}
	switch {
	case held && have.On(p.known.Today) && (r.Since == 0 || r.Since == have.Since) &&
		(r.Until == 0 || r.Until == have.Until) && r.Capacity == have.Capacity:
		return true
	case held && have.On(p.known.Today):
		change.Changed = true
		if r.Since == 0 {
			r.Since = have.Since
		}
		if r.Until == 0 {
			r.Until = have.Until
		}
	case r.Since == 0 && r.Role == RoleListed || held && r.Since == 0:
		r.Since = p.known.Today
	}
	if r.Until != 0 && r.Until < r.Since {
		p.wrong(row.Cells[PersonUntil], "bad_tenure", Messagef("离任日期早于任职日期，请核对"))
		return false
	}
	if !p.leaves(row, &r, &change) || !p.together(row, r) {
		return false
	}
	change.Role, change.OrganisationID, change.PostID, change.Capacity = r.Role, r.OrganisationID, r.PostID, r.Capacity
	change.Since, change.Until = r.Since, r.Until
	c.Roles = append(c.Roles, change)
	p.after = append(slices.DeleteFunc(p.after, func(h RoleHolder) bool { return sameRole(h.Role, r) }),
		RoleHolder{Role: r, Name: row.Name})
	return true
}

func sameRole(a, b Role) bool {
	return a.PersonID == b.PersonID && a.Role == b.Role && a.OrganisationID == b.OrganisationID && a.PostID == b.PostID
}

func (p *peoplePlanner) held(r Role) (Role, bool) {
	for _, h := range p.after {
		if sameRole(h.Role, r) {
			return h.Role, true
		}
	}
	return Role{}, false
}

// leaves finds who leaves a post for the person of a row, and refuses two people of the form in one post.
func (p *peoplePlanner) leaves(row PersonRow, r *Role, change *RoleChange) bool {
	if r.PostID == "" || !r.Gives() {
		return true
	}
	day := r.Since
	if day == 0 {
		day = p.known.Today
	}
	roles := make([]Role, len(p.after))
	for i, h := range p.after {
		roles[i] = h.Role
	}
	holder, held := inCapacity(roles, r.PostID, r.Capacity, day)
	if held && holder.PersonID != r.PersonID {
		name := ""
		for _, h := range p.after {
			if h.PersonID == holder.PersonID {
				name = h.Name
			}
		}
		if p.taken[seatKey(holder)] {
			p.wrong(row.Cells[PersonPost], "post_twice", Messagef("岗位“%s”在表中有两人任职（%s、%s），请核对", row.Post, name,
				row.Name))
			return false
		}
		r.Since = day
		change.LeavesID, change.Leaves = holder.PersonID, name
		err := CheckSuccession(Succession{FromID: holder.PersonID, ToID: r.PersonID, Day: day}, p.known.Today)
		if err != nil {
			p.refused(row.Cells[PersonSince], err)
			return false
		}
		p.after = slices.DeleteFunc(p.after, func(h RoleHolder) bool { return h.Role == holder })
	}
	if err := CheckTenure(p.after, *r); err != nil {
		p.refused(row.Cells[PersonPost], err)
		return false
	}
	return true
}

// planned reports whether an earlier row gives the same role.
func (p *peoplePlanner) planned(r Role) bool {
	return slices.ContainsFunc(p.plan.Changes, func(c PersonChange) bool {
		return slices.ContainsFunc(c.Roles, func(other RoleChange) bool { return sameRole(other.Held(c.PersonID), r) })
	})
}

// seatKey names a person in a post.
func seatKey(r Role) string { return r.PersonID + " " + r.PostID + " " + string(r.Capacity) }

// together refuses a role that the person may not hold with their others.
func (p *peoplePlanner) together(row PersonRow, r Role) bool {
	roles := []Role{r}
	for _, h := range p.after {
		if h.PersonID == r.PersonID {
			roles = append(roles, h.Role)
		}
	}
	if err := CheckRoles(roles); err != nil {
		p.refused(row.Cells[PersonName], err)
		return false
	}
	return true
}

package tracking

import (
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// NewSuccession asks for a change of the person in a post, or in a role for an organisation or the district: who
// leaves, who follows, and from which day. An empty successor leaves the post vacant.
type NewSuccession struct {
	From         string          `json:"from,omitempty"` // login name or ID; "": who holds the post
	To           string          `json:"to,omitempty"`   // login name or ID; "": no one yet
	Role         models.RoleName `json:"role,omitempty"` // "": the one role of who leaves, or that of a leader
	Organisation string          `json:"organisation,omitempty"`
	Post         string          `json:"post,omitempty"`
	Capacity     models.Capacity `json:"capacity,omitempty"` // acting: for the holder, who is not ended
	Day          models.Date     `json:"day"`                // first day of the successor
	Document     string          `json:"document,omitempty"` // 任免文件
}

// Succeed asks for a change of the person in a post or in a role, as one action. It takes effect when the security
// administrator confirms it, on its day; until then nothing changes.
func (s *Service) Succeed(ctx context.Context, actor models.Actor, key string, n NewSuccession) (Settled, error) {
	if err := models.CanAdminister(actor); err != nil {
		return Settled{}, err
	}
	for _, text := range []*string{&n.From, &n.To, &n.Organisation, &n.Post, &n.Document} {
		*text = strings.TrimSpace(*text)
	}
	c := accountChange{Kind: models.ChangeSuccession, Succession: &n}
	settled, _, err := s.changeAccount(ctx, actor, key, &c)
	return settled, err
}

// succeeding is a change of the person, verified: the roles that end and the one that begins.
type succeeding struct {
	row   models.Succession
	ended []models.Role // of who leaves and who acted, as they are
	begun models.Role   // without a person when the post stays vacant
	named []models.Role // what the office registered of who leaves: goes with the role
}

// succeedingOf finds out what a change of the person does, and refuses one that is not allowed now. It returns all
// roles as they are after it.
func (s *Service) succeedingOf(tx *store.Tx, n NewSuccession, before []models.RoleHolder) (done succeeding,
	after []models.RoleHolder, err error) {
	roles := make([]models.Role, len(before))
	for i, h := range before {
		roles[i] = h.Role
	}
	var from, to models.Person
	if n.From != "" {
		if from, err = personBy(tx, n.From); err != nil {
			return done, nil, err
		}
	}
	if n.To != "" {
		if to, err = personBy(tx, n.To); err != nil {
			return done, nil, err
		}
		if to.Disabled {
			return done, nil, models.Errorf(models.KindConflict, "person_disabled", "“%s”的账号已停用，请先恢复账号", to.Name)
		}
	}
	role, err := roleToChange(n, from.ID, roles)
	if err != nil {
		return done, nil, err
	}
	role.Since, role.Capacity = n.Day, n.Capacity
	leaving, held := leavingOf(roles, role, from.ID)
	if from.ID != "" && !held {
		return done, nil, models.Errorf(models.KindConflict, "not_holder", "“%s”在 %s 不担任该职务，请核对原任人员和变动日期", from.Name, n.Day)
	}
	if held {
		if from, err = tx.Person(leaving.PersonID); err != nil {
			return done, nil, err
		}
		done.ended = append(done.ended, leaving)
	}
	done.row = models.Succession{Role: role.Role, OrganisationID: role.OrganisationID, PostID: role.PostID,
		FromID:   from.ID,
		FromName: from.Name, ToID: to.ID, ToName: to.Name, Capacity: n.Capacity, Day: n.Day, Document: n.Document}
	if err := models.CheckSuccession(done.row, s.now().Date()); err != nil {
		return done, nil, err
	}
	if acting, found := models.ActingOn(roles, role.PostID, n.Day); found && n.Capacity == models.CapacityNone {
		switch {
		case acting.PersonID != to.ID:
			done.ended = append(done.ended, acting)
		case n.Day > s.now().Date():
			return done, nil, models.Errorf(models.KindConflict, "post_acting", "“%s”目前代理该岗位；转为任职请在任职当日（%s）起办理", to.Name,
				n.Day)
		}
	}
	for _, r := range roles {
		if r.Role == models.RoleListed && r.PersonID == from.ID && from.ID != "" && r.PostID == role.PostID &&
			r.OrganisationID == role.OrganisationID && r.On(n.Day) {
			done.named = append(done.named, r)
		}
	}
	after = endedIn(before, done.ended, n.Day)
	if to.ID == "" {
		return done, after, nil
	}
	role.PersonID = to.ID
	done.begun = role
	kept := slices.DeleteFunc(slices.Clone(roles), func(r models.Role) bool { return r.PersonID != to.ID })
	if err := models.CheckRoles(append(kept, role)); err != nil {
		return done, nil, err
	}
	if err := models.CheckTenure(after, role); err != nil {
		return done, nil, err
	}
	return done, append(after, models.RoleHolder{Role: role, Name: to.Name}), nil
}

// roleToChange returns the role that changes hands, without a person.
func roleToChange(n NewSuccession, from string, roles []models.Role) (models.Role, error) {
	if n.Role == "" && n.Post == "" && n.Organisation == "" && from != "" {
		var own []models.Role
		for _, r := range roles {
			if r.PersonID == from && r.Gives() && r.On(n.Day-1) {
				own = append(own, r)
			}
		}
		if len(own) != 1 {
			return models.Role{}, models.Errorf(models.KindInvalid, "role_missing", "该人员有 %d 项角色，请指明变动的是哪一项%s", len(own),
				models.CommandHint("（--role，并用 --organisation 或 --post）"))
		}
		n.Role = own[0].Role
		own[0].PersonID, own[0].Since, own[0].Until = "", 0, 0
		return own[0], refuseAdministrator(n.Role)
	}
	if n.Role == "" {
		n.Role = models.RoleLeader
		for _, r := range roles {
			if r.Role == models.RoleOffice && n.Post != "" && r.PostID == models.PostID(n.Post) {
				n.Role = models.RoleOffice
			}
		}
	}
	r, err := RoleGrant{Role: n.Role, Organisation: n.Organisation, Post: n.Post, Capacity: n.Capacity}.row("")
	if err == nil {
		err = refuseAdministrator(n.Role)
	}
	return r, err
}

func refuseAdministrator(role models.RoleName) error {
	if !role.Administers() {
		return nil
	}
	return models.Errorf(models.KindInvalid, "bad_role", "%s的更换请在账号管理办理：先授予接任人员，再收回", models.WordOf(role))
}

// leavingOf finds the role that ends: that of the named person, or that of who holds the post on the day in the
// capacity.
func leavingOf(roles []models.Role, role models.Role, from string) (models.Role, bool) {
	if from == "" {
		if role.PostID == "" {
			return models.Role{}, false
		}
		if role.Capacity == models.CapacityActing {
			return models.ActingOn(roles, role.PostID, role.Since)
		}
		return models.HolderOn(roles, role.PostID, role.Since)
	}
	i := slices.IndexFunc(roles, func(r models.Role) bool {
		return r.PersonID == from && r.Role == role.Role && r.OrganisationID == role.OrganisationID &&
			r.PostID == role.PostID &&
			(r.On(role.Since) || r.On(role.Since-1))
	})
	if i < 0 {
		return models.Role{}, false
	}
	return roles[i], true
}

// endedIn returns the roles with the given ones ended on the day before.
func endedIn(before []models.RoleHolder, ended []models.Role, day models.Date) (after []models.RoleHolder) {
	for _, h := range before {
		if slices.Contains(ended, h.Role) {
			if h.Since >= day {
				continue
			}
			h.Until = day - 1
		}
		after = append(after, h)
	}
	return after
}

package tracking

import (
	"slices"

	"duban/models"
	"duban/store"
)

// verify fills in the person a change is about and refuses a change that is not allowed now. It is called when a change
// is requested and again when it is carried out. It returns all roles as they are before the change.
func (s *Service) verify(tx *store.Tx, c *accountChange) (before []models.RoleHolder, err error) {
	if before, err = tx.RoleHolders(); err != nil {
		return nil, err
	}
	if c.Kind == models.ChangeCreate || c.Kind == models.ChangePerson {
		return before, s.verifyNew(tx, c, before)
	}
	if c.Kind == models.ChangeSuccession {
		after, err := s.verifySuccession(tx, c, before)
		if err != nil {
			return nil, err
		}
		return before, models.CheckAdministratorsLeft(before, after, s.now().Date())
	}
	if c.People != nil {
		return before, s.verifyPeople(tx, c)
	}
	person, err := personBy(tx, c.Who)
	if err != nil {
		return nil, err
	}
	account, _, err := tx.AccountOf(person.ID)
	if err != nil {
		return nil, err
	}
	c.PersonID, c.Name, c.Login = person.ID, person.Name, account.Login
	held, err := tx.RolesOf(person.ID)
	if err != nil {
		return nil, err
	}
	after := slices.Clone(before)
	switch c.Kind {
	case models.ChangeGrant, models.ChangeRevoke:
		if err = noLinkedAdministrator(tx, *c); err == nil {
			after, err = s.verifyRole(*c, person, before, held)
		}
	case models.ChangeDisable:
		for i := range after {
			after[i].Disabled = after[i].Disabled || after[i].PersonID == person.ID
		}
	case models.ChangeEnable:
		if err = models.CheckRoles(held); err == nil && account.Expired(s.now().Date()) {
			err = models.Errorf(models.KindConflict, "account_expired", "该账号有效期至 %s，已过，请先延长有效期", account.ExpiresOn)
		}
	case models.ChangeReset, models.ChangeLink, models.ChangeExpiry, models.ChangeFactor:
		if account.Login == "" {
			err = models.Errorf(models.KindNotFound, "no_account", "该人员没有登录账号，不能办理")
		} else if c.Kind == models.ChangeLink {
			err = verifyLink(tx, *c, held)
		} else if c.Kind == models.ChangeExpiry && c.Expires != 0 && c.Expires < s.now().Date() {
			err = models.Errorf(models.KindInvalid, "bad_expiry", "账号有效期 %s 已过，请核对", c.Expires)
		}
	}
	if err != nil {
		return nil, err
	}
	return before, models.CheckAdministratorsLeft(before, after, s.now().Date())
}

func (s *Service) verifyNew(tx *store.Tx, c *accountChange, before []models.RoleHolder) error {
	if c.Name == "" {
		return models.Errorf(models.KindInvalid, "name_missing", "请填写姓名或岗位名称%s", models.CommandHint("（--name）"))
	}
	if c.Login != "" {
		if _, taken, err := tx.AccountByLogin(c.Login); err != nil || taken {
			if err == nil {
				err = models.Errorf(models.KindConflict, "login_taken", "账号“%s”已有人使用，请换一个", c.Login)
			}
			return err
		}
	}
	if c.PersonID == "" {
		c.PersonID = "person-" + random(8)
	}
	return s.checkTenure(c, before)
}

// checkTenure refuses a second holder of a post. Without a first day, who follows another holds the post from today.
func (s *Service) checkTenure(c *accountChange, before []models.RoleHolder) error {
	role, err := c.Role.row(c.PersonID)
	if err != nil {
		return err
	}
	others := func(h models.RoleHolder) bool {
		return h.PostID == role.PostID && h.PersonID != role.PersonID && h.Capacity == role.Capacity && h.Gives()
	}
	if role.PostID != "" && role.Since == 0 && slices.ContainsFunc(before, others) {
		c.Role.Since, role.Since = s.now().Date(), s.now().Date()
	}
	return models.CheckTenure(before, role)
}

// verifyRole checks all roles as they would be after a role is granted or revoked.
func (s *Service) verifyRole(c accountChange, person models.Person, before []models.RoleHolder,
	held []models.Role) ([]models.RoleHolder, error) {
	role, err := c.Role.row(person.ID)
	if err != nil {
		return nil, err
	}
	same := func(r models.Role) bool {
		return r.PersonID == role.PersonID && r.Role == role.Role && r.OrganisationID == role.OrganisationID &&
			r.PostID == role.PostID
	}
	after := slices.DeleteFunc(slices.Clone(before), func(h models.RoleHolder) bool { return same(h.Role) })
	if c.Kind == models.ChangeRevoke {
		return after, nil
	}
	if err := models.CheckRoles(append(slices.DeleteFunc(held, same), role)); err != nil {
		return nil, err
	}
	if err := s.checkTenure(&c, before); err != nil {
		return nil, err
	}
	return append(after, models.RoleHolder{Role: role, Name: person.Name, Login: c.Login, Disabled: person.Disabled}), nil
}

// noLinkedAdministrator refuses an administrator role for a person who is linked to a single sign-on; verifyLink
// refuses the reverse.
func noLinkedAdministrator(tx *store.Tx, c accountChange) error {
	if c.Kind != models.ChangeGrant || !c.Role.Role.Administers() {
		return nil
	}
	links, err := tx.SubjectLinksOf(c.PersonID)
	if err == nil && len(links) > 0 {
		err = models.Errorf(models.KindConflict, "administrator_by_password", "该账号已关联统一认证，管理员只能用本系统的密码登录，请先取消关联，再授予管理员角色")
	}
	return err
}

// verifyLink refuses to link an administrator to a single sign-on: whoever administers the provider would then
// administer this program.
func verifyLink(tx *store.Tx, c accountChange, held []models.Role) error {
	if slices.ContainsFunc(held, func(r models.Role) bool { return r.Role.Administers() }) {
		return models.Errorf(models.KindForbidden, "administrator_by_password", "管理员账号不能关联统一认证，只能用本系统的密码登录")
	}
	if c.Issuer == "" || c.Subject == "" || len(c.Subject) > 255 {
		return models.Errorf(models.KindInvalid, "bad_subject", "请填写统一认证标识（sub），1～255 个字符，由统一认证的管理员提供")
	}
	_, taken, err := tx.SubjectLink(c.Issuer, c.Subject)
	if err == nil && taken {
		err = models.Errorf(models.KindConflict, "subject_taken", "该统一认证标识已关联到一个账号，请先取消原来的关联")
	}
	return err
}

// carryOut makes a verified change. by is the person who set a password, for the person it belongs to.
func (s *Service) carryOut(tx *store.Tx, c accountChange, hash, by string) error {
	now := s.now()
	switch c.Kind {
	case models.ChangeCreate:
		if err := s.addPerson(tx, c.PersonID, c.Name, *c.Role); err != nil {
			return err
		}
		return tx.InsertAccount(models.Account{PersonID: c.PersonID, Login: c.Login, PasswordHash: hash, MustChange: true,
			PasswordAt: now})
	case models.ChangePerson:
		if err := s.addPerson(tx, c.PersonID, c.Name, *c.Role); err != nil {
			return err
		}
		return s.insertToken(tx, hash, c.PersonID, NewToken{Label: "命令行", Scopes: models.AllScopes})
	case models.ChangeGrant:
		return s.giveRole(tx, c.PersonID, *c.Role)
	case models.ChangeRevoke:
		role, err := c.Role.row(c.PersonID)
		if err != nil {
			return err
		}
		return endRole(tx, role, now.Date())
	case models.ChangeReset:
		if err := s.endAccess(tx, c.PersonID, "", "password"); err != nil {
			return err
		}
		if err := tx.ClearLogInFailures(c.PersonID); err != nil {
			return err
		}
		if err := tx.SetPasswordGiven(c.PersonID, by, now); err != nil {
			return err
		}
		return tx.SetPassword(c.PersonID, hash, true, now)
	case models.ChangeDisable:
		if err := s.endAccess(tx, c.PersonID, "", "disabled"); err != nil {
			return err
		}
		return tx.SetDisabled(c.PersonID, true)
	case models.ChangeEnable:
		if err := tx.SetWatchedFrom(c.PersonID, now); err != nil {
			return err
		}
		return tx.SetDisabled(c.PersonID, false)
	case models.ChangeFactor:
		return s.resetFactor(tx, c.PersonID, by)
	case models.ChangeExpiry:
		return tx.SetAccountExpiry(c.PersonID, c.Expires)
	case models.ChangeToken:
		return s.insertToken(tx, hash, c.PersonID, *c.Token)
	case models.ChangeSuccession:
		return s.succeed(tx, c, by)
	case models.ChangePeople, models.ChangePeopleUndo:
		return s.carryOutPeople(tx, c)
	case models.ChangeLink:
		return tx.InsertSubjectLink(models.SubjectLink{Issuer: c.Issuer, Subject: c.Subject, PersonID: c.PersonID})
	}
	return models.Errorf(models.KindInternal, "bad_request_kind", "该申请的种类“%s”无法识别，请联系管理员", c.Kind)
}

// resetFactor removes a person's second factor. They set up a new one before anything else.
func (s *Service) resetFactor(tx *store.Tx, personID, by string) error {
	now := s.now()
	if err := tx.DeleteSecondFactor(personID); err != nil {
		return err
	}
	if err := tx.SetFactorReset(personID, by, now); err != nil {
		return err
	}
	if err := tx.SetFactorAsked(personID, 1); err != nil { // long ago: it cannot be put off again
		return err
	}
	return tx.EndSessionsOf(personID, "", "security", now)
}

// insertToken stores a token of a person.
func (s *Service) insertToken(tx *store.Tx, hash, personID string, n NewToken) error {
	policy, err := s.policyIn(tx)
	if err != nil {
		return err
	}
	expires, err := policy.TokenEnd(n.ExpiresOn, s.now())
	if err != nil {
		return err
	}
	return tx.InsertToken(models.Token{
		Hash: hash, PersonID: personID, Label: n.Label, Scopes: scopeWords(n.Scopes), CreatedAt: s.now(), ExpiresAt: expires,
	})
}

package tracking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// NewAccount is somebody who is to log in at the pages.
type NewAccount struct {
	Login string `json:"login"`
	Name  string `json:"name"`
	RoleGrant
}

// RoleGrant is a role as people say it: for an organisation or a post by name, from one day to another.
type RoleGrant struct {
	Role         models.RoleName `json:"role"`
	Organisation string          `json:"organisation,omitempty"`
	Post         string          `json:"post,omitempty"`
	Since        models.Date     `json:"since,omitzero"`
	Until        models.Date     `json:"until,omitzero"`
}

// GivenPassword is the answer to making an account or resetting one: the password is shown once and must be changed.
type GivenPassword struct {
	ID       string `json:"id"`
	Login    string `json:"login"`
	Name     string `json:"name"`
	Password string `json:"password"`
}

// AccountView is an account as administrators see it.
type AccountView struct {
	ID          string         `json:"id"`
	Login       string         `json:"login"` // "": acts by tokens only
	Name        string         `json:"name"`
	Roles       []RoleGrant    `json:"roles"`
	Disabled    bool           `json:"disabled"`
	Locked      bool           `json:"locked"`
	MustChange  bool           `json:"must_change"`
	PasswordAt  models.Instant `json:"password_at,omitzero"`
	LastLogInAt models.Instant `json:"last_log_in_at,omitzero"`
}

// CreateAccount adds a person with a role who logs in with a password that is shown once. The same key again is
// KindConflict: there is nothing left to show.
func (s *Service) CreateAccount(ctx context.Context, actor models.Actor, key string, n NewAccount) (GivenPassword, error) {
	if err := models.CanAdminister(actor); err != nil {
		return GivenPassword{}, err
	}
	login, err := models.CheckLogin(n.Login)
	if err != nil {
		return GivenPassword{}, err
	}
	given := GivenPassword{ID: "person-" + random(8), Login: login, Name: strings.TrimSpace(n.Name), Password: oneTimePassword()}
	hash, err := hashPassword(ctx, given.Password)
	if err != nil {
		return GivenPassword{}, err
	}
	n.Login, n.Name = login, given.Name
	err = s.secret(ctx, actor, key, "CreateAccount", n, "account.create", login, func(tx *store.Tx) error {
		if err := s.addPerson(tx, given.ID, given.Name, n.RoleGrant); err != nil {
			return err
		}
		return tx.InsertAccount(models.Account{PersonID: given.ID, Login: login, PasswordHash: hash, MustChange: true, PasswordAt: s.now()})
	})
	if err != nil {
		return GivenPassword{}, err
	}
	return given, nil
}

// ResetPassword gives a new one-time password, lifts a lock and ends the account's sessions.
func (s *Service) ResetPassword(ctx context.Context, actor models.Actor, key, login string) (GivenPassword, error) {
	if err := models.CanAdminister(actor); err != nil {
		return GivenPassword{}, err
	}
	given := GivenPassword{Login: models.LoginKey(login), Password: oneTimePassword()}
	hash, err := hashPassword(ctx, given.Password)
	if err != nil {
		return GivenPassword{}, err
	}
	err = s.secret(ctx, actor, key, "ResetPassword", given.Login, "account.reset_password", given.Login, func(tx *store.Tx) error {
		person, err := personBy(tx, given.Login)
		if err != nil {
			return err
		}
		given.ID, given.Name = person.ID, person.Name
		if err := tx.EndSessionsOf(person.ID, "", "password", s.now()); err != nil {
			return err
		}
		return tx.SetPassword(person.ID, hash, true, s.now())
	})
	if err != nil {
		return GivenPassword{}, err
	}
	return given, nil
}

// ChangePassword replaces the actor's own password. All their sessions end but the one it is done in, and all tokens.
func (s *Service) ChangePassword(ctx context.Context, actor models.Actor, key, session, old, password string) error {
	if err := models.CanActInPerson(actor); err != nil {
		return err
	}
	var account models.Account
	var person models.Person
	var earlier []models.EarlierPassword
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if account, err = accountFor(tx, actor, ""); err != nil {
			return err
		}
		if person, _, err = tx.FindPerson(actor.ID); err != nil {
			return err
		}
		earlier, err = tx.EarlierPasswords(actor.ID)
		return err
	})
	if err != nil {
		return err
	}
	if account.Login == "" {
		return models.Errorf(models.KindForbidden, "forbidden", "您没有登录账号，请联系系统管理员")
	}
	if err := s.attempts.allow("password of "+actor.ID, s.now()); err != nil {
		return err
	}
	right, err := isPassword(ctx, account.PasswordHash, old)
	switch {
	case err != nil:
		return err
	case !right:
		s.attempts.failed("password of "+actor.ID, s.now())
		return models.Errorf(models.KindInvalid, "wrong_password", "原密码不对，请重新输入")
	case old == password:
		return models.Errorf(models.KindInvalid, "weak_password", "新密码与原密码相同，请另设")
	}
	if err := s.checkNewPassword(ctx, account, person, earlier, password); err != nil {
		return err
	}
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return s.once(ctx, actor, key, "ChangePassword", actor.ID, "account.change_password", account.Login, func(tx *store.Tx) error {
		if err := s.endAccess(tx, actor.ID, tokenHash(session), "password"); err != nil {
			return err
		}
		replaced := models.EarlierPassword{PersonID: actor.ID, Since: account.PasswordAt, PasswordHash: account.PasswordHash}
		if err := tx.KeepEarlierPassword(replaced, s.policy().PasswordHistory); err != nil {
			return err
		}
		return tx.SetPassword(actor.ID, hash, false, s.now())
	})
}

// SetAccountDisabled takes a person's access away, with all their sessions and tokens, or gives it back. The login name
// or the person's ID names them.
func (s *Service) SetAccountDisabled(ctx context.Context, actor models.Actor, key, login string, disabled bool) error {
	if err := models.CanSecure(actor); err != nil {
		return err
	}
	action := map[bool]string{true: "account.disable", false: "account.enable"}[disabled]
	return s.once(ctx, actor, key, action, login, action, login, func(tx *store.Tx) error {
		person, err := personBy(tx, login)
		if err != nil {
			return err
		}
		if person.ID == actor.ID {
			return models.Errorf(models.KindForbidden, "own_account", "不能停用自己的账号，请由其他管理员操作")
		}
		if disabled {
			if err := tx.EndSessionsOf(person.ID, "", "disabled", s.now()); err != nil {
				return err
			}
		}
		return tx.SetDisabled(person.ID, disabled)
	})
}

// GrantRole gives a person a role, or changes from when until when they hold it: a tenure ends with its last day.
func (s *Service) GrantRole(ctx context.Context, actor models.Actor, key, login string, g RoleGrant) error {
	return s.changeRole(ctx, actor, key, "account.grant_role", login, g, func(tx *store.Tx, person models.Person) error {
		held, err := tx.RolesOf(person.ID)
		if err != nil {
			return err
		}
		for _, r := range held {
			if r.Role.Administers() != g.Role.Administers() {
				return models.Errorf(models.KindConflict, "roles_apart", "管理员角色不能与业务角色由同一人担任，请另设账号")
			}
		}
		return s.giveRole(tx, person.ID, g)
	})
}

// RevokeRole takes a role away. What the person did under it stays on record.
func (s *Service) RevokeRole(ctx context.Context, actor models.Actor, key, login string, g RoleGrant) error {
	return s.changeRole(ctx, actor, key, "account.revoke_role", login, g, func(tx *store.Tx, person models.Person) error {
		r, err := g.row(person.ID)
		if err != nil {
			return err
		}
		return tx.DeleteRole(r)
	})
}

func (s *Service) changeRole(ctx context.Context, actor models.Actor, key, action, login string, g RoleGrant, do func(*store.Tx, models.Person) error) error {
	if err := models.CanAdminister(actor); err != nil {
		return err
	}
	return s.once(ctx, actor, key, action, []any{login, g}, action, login, func(tx *store.Tx) error {
		person, err := personBy(tx, login)
		if err != nil {
			return err
		}
		if person.ID == actor.ID {
			return models.Errorf(models.KindForbidden, "own_account", "不能更改自己的角色，请由其他管理员操作")
		}
		return do(tx, person)
	})
}

// Accounts lists everybody who may act, those with a login name first.
func (s *Service) Accounts(ctx context.Context, actor models.Actor) ([]AccountView, error) {
	if err := models.CanSeeAccounts(actor); err != nil {
		return nil, err
	}
	views := []AccountView{}
	now := s.now()
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		people, err := tx.People()
		if err != nil {
			return err
		}
		accounts, err := tx.Accounts()
		if err != nil {
			return err
		}
		roles, err := grantsByPerson(tx)
		if err != nil {
			return err
		}
		of := map[string]models.Account{}
		for _, a := range accounts {
			of[a.PersonID] = a
		}
		locked, err := tx.LogInLocks(now)
		if err != nil {
			return err
		}
		for _, p := range people {
			views = append(views, accountView(p, of[p.ID], roles[p.ID], locked[p.ID]))
		}
		return nil
	})
	slices.SortStableFunc(views, func(a, b AccountView) int {
		return cmp.Or(cmp.Compare(boolInt(a.Login == ""), boolInt(b.Login == "")), cmp.Compare(a.Login, b.Login), cmp.Compare(a.Name, b.Name))
	})
	return views, err
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// RolesOf is the actor's own roles as people say them.
func (s *Service) RolesOf(ctx context.Context, actor models.Actor) ([]RoleGrant, error) {
	var grants []RoleGrant
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		grants, err = grantsOf(tx, actor.Roles)
		return err
	})
	return grants, err
}

func grantsByPerson(tx *store.Tx) (map[string][]RoleGrant, error) {
	roles, err := tx.AllRoles()
	if err != nil {
		return nil, err
	}
	grants, err := grantsOf(tx, roles)
	by := map[string][]RoleGrant{}
	for i, g := range grants {
		by[roles[i].PersonID] = append(by[roles[i].PersonID], g)
	}
	return by, err
}

// grantsOf names the organisations and posts of roles.
func grantsOf(tx *store.Tx, roles []models.Role) ([]RoleGrant, error) {
	var organisations, posts []string
	for _, r := range roles {
		if r.OrganisationID != "" {
			organisations = append(organisations, r.OrganisationID)
		}
		if r.PostID != "" {
			posts = append(posts, r.PostID)
		}
	}
	organisation, err := tx.Organisations(organisations...)
	if err != nil {
		return nil, err
	}
	post, err := tx.Posts(posts...)
	grants := make([]RoleGrant, 0, len(roles))
	for _, r := range roles {
		grants = append(grants, RoleGrant{Role: r.Role, Organisation: organisation[r.OrganisationID].Name, Post: post[r.PostID].Title, Since: r.Since, Until: r.Until})
	}
	return grants, err
}

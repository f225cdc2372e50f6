package tracking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// NewAccount describes an account to create for the pages.
type NewAccount struct {
	Login string `json:"login"`
	Name  string `json:"name"`
	RoleGrant
}

// RoleGrant is a role in words: for an organisation or a post by name, between two days.
type RoleGrant struct {
	Role         models.RoleName `json:"role"`
	Organisation string          `json:"organisation,omitempty"`
	Post         string          `json:"post,omitempty"`
	Since        models.Date     `json:"since,omitzero"`
	Until        models.Date     `json:"until,omitzero"`
	Capacity     models.Capacity `json:"capacity,omitempty"` // acting: for the holder of the post
}

// HeadsOffice reports whether the role is that of the office's head: held with a post.
func (g RoleGrant) HeadsOffice() bool { return g.Role == models.RoleOffice && g.Post != "" }

// GivenPassword is the result of creating an account or resetting its password. The password is shown once and must be
// changed.
type GivenPassword struct {
	ID       string `json:"id"`
	Login    string `json:"login"`
	Name     string `json:"name"`
	Password string `json:"password"`
	// of the request that waits; the password is shown to the person who confirms it
	Request string `json:"request,omitempty"`
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
	ExpiresOn   models.Date    `json:"expires_on,omitzero"` // the last day; none: no end
	Factor      bool           `json:"second_factor"`       // a second factor is in use
}

// CreateAccount creates, or requests, an account for a new person with a role. Its password is shown once: to the
// operator who creates the first accounts, or to the person who confirms the request.
func (s *Service) CreateAccount(ctx context.Context, actor models.Actor, key string, n NewAccount) (GivenPassword,
	error) {
	if err := models.CanAdminister(actor); err != nil {
		return GivenPassword{}, err
	}
	login, err := models.CheckLogin(n.Login)
	if err != nil {
		return GivenPassword{}, err
	}
	return s.changeWithPassword(ctx, actor, key, accountChange{Kind: models.ChangeCreate, Login: login,
		Name: strings.TrimSpace(n.Name),
		Role: &n.RoleGrant})
}

// ResetPassword gives an account a new one-time password, unlocks it, and ends its sessions and tokens.
func (s *Service) ResetPassword(ctx context.Context, actor models.Actor, key, login string) (GivenPassword, error) {
	if err := models.CanAdminister(actor); err != nil {
		return GivenPassword{}, err
	}
	return s.changeWithPassword(ctx, actor, key, accountChange{Kind: models.ChangeReset, Who: login})
}

func (s *Service) changeWithPassword(ctx context.Context, actor models.Actor, key string,
	c accountChange) (GivenPassword, error) {
	settled, shown, err := s.changeAccount(ctx, actor, key, &c)
	if err != nil {
		return GivenPassword{}, err
	}
	return GivenPassword{ID: c.PersonID, Login: shown.Login, Name: shown.Name, Password: shown.Password,
		Request: settled.Request}, nil
}

// ChangePassword replaces the actor's own password. It ends all their sessions except the current one, and all tokens.
func (s *Service) ChangePassword(ctx context.Context, actor models.Actor, key, session, old, password string) error {
	if err := models.CanActInPerson(actor); err != nil {
		return err
	}
	var account models.Account
	var person models.Person
	var earlier []models.EarlierPassword
	var policy models.AccountPolicy
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if policy, err = s.policyIn(tx); err != nil {
			return err
		}
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
	if err := s.checkNewPassword(ctx, policy, account, person, earlier, password); err != nil {
		return err
	}
	hash, err := hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return s.once(ctx, actor, key, "ChangePassword", actor.ID, "account.change_password", account.Login,
		func(tx *store.Tx) error {
			if err := s.endAccess(tx, actor.ID, tokenHash(session), "password"); err != nil {
				return err
			}
			replaced := models.EarlierPassword{PersonID: actor.ID, Since: account.PasswordAt, PasswordHash: account.PasswordHash}
			if err := tx.KeepEarlierPassword(replaced, policy.PasswordHistory); err != nil {
				return err
			}
			if err := tx.ProveSession(tokenHash(session), s.now()); err != nil {
				return err
			}
			return tx.SetPassword(actor.ID, hash, false, s.now())
		})
}

// SetAccountDisabled disables a person's account and ends all sessions and tokens, or enables the account again; ended
// ones stay ended. The person is named by login name or ID. Disabling takes effect at once; disabling an administrator,
// and enabling, need two administrators.
func (s *Service) SetAccountDisabled(ctx context.Context, actor models.Actor, key, login string,
	disabled bool) (Settled, error) {
	if err := models.CanDisableAccounts(actor); err != nil {
		return Settled{}, err
	}
	kind := models.ChangeEnable
	if disabled {
		administers, err := s.administers(ctx, login)
		if err != nil {
			return Settled{}, err
		}
		if !administers {
			return Settled{Done: true}, s.disable(ctx, actor, key, login)
		}
		kind = models.ChangeDisable
	}
	if models.CanAdminister(actor) != nil {
		return Settled{}, models.Errorf(models.KindForbidden, "forbidden", "恢复账号和停用管理员由系统管理员申请、安全管理员确认，请由系统管理员提出申请")
	}
	settled, _, err := s.changeAccount(ctx, actor, key, &accountChange{Kind: kind, Who: login})
	return settled, err
}

// administers reports whether a person holds an administrator role, now, earlier or later.
func (s *Service) administers(ctx context.Context, login string) (administers bool, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		person, err := personBy(tx, login)
		if err != nil {
			return err
		}
		held, err := tx.RolesOf(person.ID)
		administers = slices.ContainsFunc(held, func(r models.Role) bool { return r.Role.Administers() })
		return err
	})
	return administers, err
}

func (s *Service) disable(ctx context.Context, actor models.Actor, key, login string) error {
	return s.once(ctx, actor, key, "account.disable", login, "account.disable", login, func(tx *store.Tx) error {
		person, err := personBy(tx, login)
		if err != nil {
			return err
		}
		if person.ID == actor.ID {
			return models.Errorf(models.KindForbidden, "own_account", "不能停用自己的账号，请由其他管理员操作")
		}
		return s.carryOut(tx, accountChange{Kind: models.ChangeDisable, PersonID: person.ID}, "", "")
	})
}

// GrantRole grants a person a role, or changes its first and last day.
func (s *Service) GrantRole(ctx context.Context, actor models.Actor, key, login string, g RoleGrant) (Settled, error) {
	return s.changeRole(ctx, actor, key, models.ChangeGrant, login, g)
}

// RevokeRole revokes a role. What the person did with it stays on record.
func (s *Service) RevokeRole(ctx context.Context, actor models.Actor, key, login string, g RoleGrant) (Settled, error) {
	return s.changeRole(ctx, actor, key, models.ChangeRevoke, login, g)
}

func (s *Service) changeRole(ctx context.Context, actor models.Actor, key string, kind models.AccountChange,
	login string, g RoleGrant) (Settled, error) {
	if err := models.CanAdminister(actor); err != nil {
		return Settled{}, err
	}
	settled, _, err := s.changeAccount(ctx, actor, key, &accountChange{Kind: kind, Who: login, Role: &g})
	return settled, err
}

// Accounts lists all people with roles, those with a login name first.
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
		factors, err := tx.SecondFactors()
		if err != nil {
			return err
		}
		for _, p := range people {
			view := accountView(p, of[p.ID], roles[p.ID], locked[p.ID])
			view.Factor = factors[p.ID]
			views = append(views, view)
		}
		return nil
	})
	slices.SortStableFunc(views, func(a, b AccountView) int {
		return cmp.Or(cmp.Compare(boolInt(a.Login == ""), boolInt(b.Login == "")), cmp.Compare(a.Login, b.Login),
			cmp.Compare(a.Name, b.Name))
	})
	return views, err
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// RolesOf returns the actor's own roles in words.
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
	roles = giving(roles)
	grants, err := grantsOf(tx, roles)
	by := map[string][]RoleGrant{}
	for i, g := range grants {
		by[roles[i].PersonID] = append(by[roles[i].PersonID], g)
	}
	return by, err
}

// giving leaves out the roles that give no rights.
func giving(roles []models.Role) []models.Role {
	return slices.DeleteFunc(roles, func(r models.Role) bool { return !r.Gives() })
}

// grantsOf returns roles with the names of their organisations and posts.
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
		grants = append(grants, RoleGrant{Role: r.Role, Organisation: organisation[r.OrganisationID].Name,
			Post: post[r.PostID].Title, Since: r.Since, Until: r.Until, Capacity: r.Capacity})
	}
	return grants, err
}

package demo

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"

	"duban/internal/sample"
	"duban/models"
	"duban/tracking"
)

// account is an account of the demonstration.
type account struct {
	tracking.NewAccount
	Password string
	Token    string // "" for all but the first withTokens
}

// accounts are one account for each role. Owner, responsible unit and leader belong to a project whose report waits for
// review.
func accounts(year int) []account {
	projects := sample.Programme(year).Projects
	i := max(slices.IndexFunc(projects, func(p sample.Project) bool {
		return p.Owner == sample.Reporter && p.Sponsor != ""
	}), 0)
	one := func(login, name string, role models.RoleName, organisation, post string) account {
		return account{NewAccount: tracking.NewAccount{
			Login: login, Name: name + "（演示）", RoleGrant: tracking.RoleGrant{Role: role, Organisation: organisation, Post: post},
		}}
	}
	return []account{
		one("office", "重点项目办", models.RoleOffice, "", ""),
		one("owner", sample.Reporter, models.RoleOwner, sample.Reporter, ""),
		one("unit", projects[i].ResponsibleUnit, models.RoleUnit, projects[i].ResponsibleUnit, ""),
		one("leader", projects[i].Sponsor, models.RoleLeader, "", projects[i].Sponsor),
		one("government", "政府办", models.RoleGovernment, "", ""),
		one("reader", "只读", models.RoleReadOnly, "", ""),
		one("admin", "系统管理员", models.RoleSystemAdmin, "", ""),
		one("security", "安全管理员", models.RoleSecurityAdmin, "", ""),
		one("audit", "审计管理员", models.RoleAuditAdmin, "", ""),
	}
}

// withTokens is how many of the first accounts get a token as well.
const withTokens = 2

// createAccounts creates the accounts with passwords that need not be changed. An account of an earlier run that was
// interrupted before its password was shown gets a new one.
func (f *filler) createAccounts(ctx context.Context, year int) error {
	f.accounts = accounts(year)
	for i := range f.accounts {
		g := &f.accounts[i]
		if g.Role == models.RoleSystemAdmin { // from the next account on, changes wait to be confirmed
			if err := f.posts(ctx, year); err != nil {
				return err
			}
		}
		created, err := f.CreateAccount(ctx, models.Operator, f.key("account", rand.Text()), g.NewAccount)
		if models.AsError(err) != nil && models.AsError(err).Code == "login_taken" {
			because := tracking.Because(ctx, tracking.Why{Emergency: true, Reason: "演示账号的密码尚未显示，生成即中断"})
			created, err = f.ResetPassword(because, models.Operator, f.key("password", rand.Text()), g.Login)
		}
		if err != nil {
			return err
		}
		if g.Password, err = f.setPassword(ctx, created); err != nil {
			return err
		}
		if i >= withTokens {
			continue
		}
		token, err := f.IssueToken(ctx, models.Operator, f.key("token", rand.Text()), tracking.NewToken{Login: g.Login,
			Label: "演示", Scopes: models.AllScopes})
		if err != nil {
			return err
		}
		g.Token = token.Token
	}
	return nil
}

// setPassword changes a one-time password as its person would, and returns the new one.
func (f *filler) setPassword(ctx context.Context, created tracking.GivenPassword) (string, error) {
	in, err := f.LogIn(ctx, created.Login, created.Password, "demo", "duban demo")
	if err != nil {
		return "", err
	}
	password := ""
	policy, err := f.PasswordPolicy(ctx)
	if err != nil {
		return "", err
	}
	for policy.CheckPassword(password, created.Login) != nil {
		text := rand.Text()
		password = strings.ToLower(text[:5]) + "-" + text[5:10]
	}
	if err := f.ChangePassword(ctx, in.Actor, f.key("password", rand.Text()), in.Secret, created.Password,
		password); err != nil {
		return "", err
	}
	return password, f.LogOut(ctx, in.Secret)
}

// hasAccounts reports whether there are accounts that log in: a directory filled by an earlier version has none.
func (f *filler) hasAccounts(ctx context.Context) (bool, error) {
	all, err := f.Accounts(ctx, models.Operator)
	return slices.ContainsFunc(all, func(a tracking.AccountView) bool { return a.Login != "" }), err
}

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

// guest is an account of the demonstration.
type guest struct {
	tracking.NewAccount
	Password string
	Token    string // for who the command line is shown with
}

// guests are one of each who would use the house, acting for the owner whose reports wait for review and for those
// beside it.
func guests(year int) []guest {
	projects := sample.Programme(year).Projects
	i := max(slices.IndexFunc(projects, func(p sample.Project) bool {
		return p.Owner == sample.Reporter &&
			p.Sponsor != ""
	}), 0)
	one := func(login, name string, role models.RoleName, organisation, post string) guest {
		return guest{NewAccount: tracking.NewAccount{
			Login: login, Name: name + "（演示）", RoleGrant: tracking.RoleGrant{Role: role, Organisation: organisation, Post: post},
		}}
	}
	return []guest{
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

// withTokens is how many of the first guests get a token as well.
const withTokens = 2

// enlist gives every guest an account with a password that need not be changed. An account of an earlier run, cut short
// before its password was shown, gets a new one.
func (f *filler) enlist(ctx context.Context, year int) error {
	f.guests = guests(year)
	for i := range f.guests {
		g := &f.guests[i]
		given, err := f.CreateAccount(ctx, models.Operator, f.key("account", rand.Text()), g.NewAccount)
		if models.AsError(err) != nil && models.AsError(err).Code == "login_taken" {
			because := tracking.Because(ctx, tracking.Why{Emergency: true, Reason: "演示账号的密码尚未显示，生成即中断"})
			given, err = f.ResetPassword(because, models.Operator, f.key("password", rand.Text()), g.Login)
		}
		if err != nil {
			return err
		}
		if g.Password, err = f.settle(ctx, given); err != nil {
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

// settle changes a one-time password as its person would.
func (f *filler) settle(ctx context.Context, given tracking.GivenPassword) (string, error) {
	in, err := f.LogIn(ctx, given.Login, given.Password, "demo", "duban demo")
	if err != nil {
		return "", err
	}
	password := ""
	for f.PasswordPolicy().CheckPassword(password, given.Login) != nil {
		text := rand.Text()
		password = strings.ToLower(text[:5]) + "-" + text[5:10]
	}
	if err := f.ChangePassword(ctx, in.Actor, f.key("password", rand.Text()), in.Secret, given.Password,
		password); err != nil {
		return "", err
	}
	return password, f.LogOut(ctx, in.Secret)
}

// enlisted reports whether the house has accounts: one filled by an earlier program has none.
func (f *filler) enlisted(ctx context.Context) (bool, error) {
	all, err := f.Accounts(ctx, models.Operator)
	return slices.ContainsFunc(all, func(a tracking.AccountView) bool { return a.Login != "" }), err
}

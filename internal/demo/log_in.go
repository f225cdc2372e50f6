package demo

import (
	"context"
	"slices"

	"duban/models"
	"duban/tracking"
)

// accountOf is the demonstration's account of a role.
func (f *filler) accountOf(role models.RoleName) account {
	return f.accounts[slices.IndexFunc(f.accounts, func(g account) bool { return g.Role == role })]
}

// logIn logs in with the account of a role; leave logs out.
func (f *filler) logIn(ctx context.Context, role models.RoleName) (person models.Actor, leave func(), err error) {
	g := f.accountOf(role)
	in, err := f.LogIn(ctx, g.Login, g.Password, "demo", "duban demo")
	return in.Actor, func() { _ = f.LogOut(context.WithoutCancel(ctx), in.Secret) }, err
}

// askAccount has the system administrator ask for an account, which the security administrator confirms.
func (f *filler) askAccount(ctx context.Context, _ int) error {
	admin, leave, err := f.logIn(ctx, models.RoleSystemAdmin)
	if err != nil {
		return err
	}
	defer leave()
	unit := f.accountOf(models.RoleUnit).Organisation
	_, err = f.CreateAccount(tracking.Because(ctx, tracking.Why{Reason: "单位新增填报人员（演示数据）"}), admin,
		f.key("account", "asked"), tracking.NewAccount{Login: "newcomer", Name: "周某（演示）",
			RoleGrant: tracking.RoleGrant{Role: models.RoleUnit, Organisation: unit}})
	return err
}

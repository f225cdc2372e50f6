package office

import (
	"context"
	"crypto/rand"
	"strings"

	"duban/models"
	"duban/tracking"
)

// Account is an account with which pages are opened.
type Account struct{ Login, Password string }

// Reader makes an account of the office, with a password that need not be changed.
func Reader(ctx context.Context, s *tracking.Service) (Account, error) {
	created, err := s.CreateAccount(ctx, models.Operator, "bench/account", tracking.NewAccount{Login: "bench",
		Name: "重点项目办", RoleGrant: tracking.RoleGrant{Role: models.RoleOffice}})
	if err != nil {
		return Account{}, err
	}
	in, err := s.LogIn(ctx, created.Login, created.Password, "bench", "bench")
	if err != nil {
		return Account{}, err
	}
	a := Account{Login: created.Login}
	policy, err := s.PasswordPolicy(ctx)
	if err != nil {
		return Account{}, err
	}
	for policy.CheckPassword(a.Password, a.Login) != nil {
		text := rand.Text()
		a.Password = strings.ToLower(text[:5]) + "-" + text[5:10]
	}
	if err := s.ChangePassword(ctx, in.Actor, "bench/password", in.Secret, created.Password, a.Password); err != nil {
		return Account{}, err
	}
	return a, s.LogOut(ctx, in.Secret)
}

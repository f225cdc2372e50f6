package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Accounts(_ context.Context, a models.Actor) ([]tracking.AccountView, error) {
	return nil, f.note(a, "accounts")
}

func (f *fake) CreateAccount(_ context.Context, a models.Actor, key string,
	n tracking.NewAccount) (tracking.GivenPassword, error) {
	return tracking.GivenPassword{Login: n.Login, Password: "once"}, f.note(a, "create %s %s %s %s", key, n.Login, n.Name,
		n.Role)
}

func (f *fake) ResetPassword(_ context.Context, a models.Actor, key, login string) (tracking.GivenPassword, error) {
	return tracking.GivenPassword{Login: login, Password: "once"}, f.note(a, "reset %s %s", key, login)
}

func (f *fake) SetAccountDisabled(_ context.Context, a models.Actor, key, login string,
	disabled bool) (tracking.Settled, error) {
	return tracking.Settled{Done: true}, f.note(a, "disabled %s %s %t", key, login, disabled)
}

func (f *fake) GrantRole(_ context.Context, a models.Actor, key, login string, g tracking.RoleGrant) (tracking.Settled,
	error) {
	return tracking.Settled{Done: true}, f.note(a, "grant %s %s %s %s %s", key, login, g.Role, g.Post, g.Until)
}

func (f *fake) RevokeRole(_ context.Context, a models.Actor, key, login string, g tracking.RoleGrant) (tracking.Settled,
	error) {
	return tracking.Settled{Done: true}, f.note(a, "revoke %s %s %s", key, login, g.Role)
}

func (f *fake) Sessions(_ context.Context, a models.Actor, login string) ([]tracking.SessionView, error) {
	return nil, f.note(a, "sessions %s", login)
}

func (f *fake) EndSession(_ context.Context, a models.Actor, key, login, id string) error {
	return f.note(a, "end %s %s %s", key, login, id)
}

func (f *fake) Tokens(_ context.Context, a models.Actor, login string) ([]tracking.TokenView, error) {
	return nil, f.note(a, "tokens %s", login)
}

func (f *fake) IssueToken(_ context.Context, a models.Actor, key string, n tracking.NewToken) (tracking.GivenToken,
	error) {
	return tracking.GivenToken{ID: "t-1", Token: "dbn_once"}, f.note(a, "token %s %s %s %v %s", key, n.Login, n.Label,
		n.Scopes, n.ExpiresOn)
}

func (f *fake) RevokeToken(_ context.Context, a models.Actor, key, login, id string) error {
	return f.note(a, "revoke token %s %s %s", key, login, id)
}

func (f *fake) AccountRequests(_ context.Context, a models.Actor, all bool) ([]tracking.RequestView, error) {
	return nil, f.note(a, "requests %t", all)
}

func (f *fake) ConfirmRequest(_ context.Context, a models.Actor, key, id, reason string) (tracking.ConfirmedRequest,
	error) {
	return tracking.ConfirmedRequest{RequestView: tracking.RequestView{ID: id}, Password: "once"},
		f.note(a, "confirm %s %s %s", key, id, reason)
}

func (f *fake) RefuseRequest(_ context.Context, a models.Actor, key, id, reason string) error {
	return f.note(a, "refuse %s %s %s", key, id, reason)
}

func (f *fake) WithdrawRequest(_ context.Context, a models.Actor, key, id string) error {
	return f.note(a, "withdraw %s %s", key, id)
}

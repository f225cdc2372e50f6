package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) AccountPolicy(_ context.Context, a models.Actor) (tracking.AccountPolicyPage, error) {
	return tracking.AccountPolicyPage{}, f.note(a, "account policy")
}

func (f *fake) SetAccountPolicy(_ context.Context, a models.Actor, key string,
	n tracking.NewAccountPolicy) (tracking.AccountPolicyPage, error) {
	return tracking.AccountPolicyPage{}, f.note(a, "set account policy %s %d %s", key, n.Number, n.Reason)
}

func (f *fake) SetAccountExpiry(_ context.Context, a models.Actor, key, login string,
	last models.Date) (tracking.Settled, error) {
	return tracking.Settled{Done: true}, f.note(a, "set account expiry %s %s %s", key, login, last)
}

func (f *fake) ResetSecondFactor(_ context.Context, a models.Actor, key, login string) (tracking.Settled, error) {
	return tracking.Settled{Done: true}, f.note(a, "reset second factor %s %s", key, login)
}

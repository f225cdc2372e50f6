package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) AskRequest(_ context.Context, a models.Actor, key, project string, c models.RequestCommand) (
	tracking.AskedView, error) {
	return tracking.AskedView{ID: "request-1"}, f.note(a, "ask %s %s %s %s %s", key, project, c.Kind, c.Milestone,
		c.Date)
}

func (f *fake) RequestList(_ context.Context, a models.Actor, all bool) ([]tracking.AskedView, error) {
	return nil, f.note(a, "asked-list %t", all)
}

func (f *fake) RequestPage(_ context.Context, a models.Actor, id string) (tracking.AskedView, error) {
	return tracking.AskedView{ID: id}, f.note(a, "asked %s", id)
}

func (f *fake) RequestForm(_ context.Context, a models.Actor, project string) (tracking.RequestForm, error) {
	return tracking.RequestForm{}, f.note(a, "asked-form %s", project)
}

func (f *fake) DecideAsked(_ context.Context, a models.Actor, key, id string, c models.DecideRequestCommand) (
	tracking.Receipt, error) {
	return f.receipt(key, f.note(a, "decide request %s %s %s %s", key, id, c.Decision, c.Reason))
}

func (f *fake) WithdrawAsked(_ context.Context, a models.Actor, key, id string) (tracking.Receipt, error) {
	return f.receipt(key, f.note(a, "withdraw request %s %s", key, id))
}

package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) AskCorrection(_ context.Context, a models.Actor, key, project string, c models.CorrectionCommand) (
	tracking.CorrectionView, error) {
	return tracking.CorrectionView{ID: "correction-1"}, f.note(a, "correct %s %s %s %s %s", key, project, c.Kind, c.Month,
		c.Milestone)
}

func (f *fake) Corrections(_ context.Context, a models.Actor, all bool) ([]tracking.CorrectionView, error) {
	return nil, f.note(a, "corrections %t", all)
}

func (f *fake) CorrectionForm(_ context.Context, a models.Actor, project string) (tracking.CorrectionForm, error) {
	return tracking.CorrectionForm{}, f.note(a, "corrections of %s", project)
}

func (f *fake) ConfirmCorrection(_ context.Context, a models.Actor, key, id, reason string) (tracking.Receipt, error) {
	return f.receipt(key, f.note(a, "confirm correction %s %s %s", key, id, reason))
}

func (f *fake) RefuseCorrection(_ context.Context, a models.Actor, key, id, reason string) (tracking.CorrectionView,
	error) {
	return tracking.CorrectionView{ID: id}, f.note(a, "refuse correction %s %s %s", key, id, reason)
}

func (f *fake) WithdrawCorrection(_ context.Context, a models.Actor, key, id string) (tracking.CorrectionView, error) {
	return tracking.CorrectionView{ID: id}, f.note(a, "withdraw correction %s %s", key, id)
}

func (f *fake) TakeBack(_ context.Context, a models.Actor, key, submission string) (tracking.Receipt, error) {
	return f.receipt(key, f.note(a, "take back %s %s", key, submission))
}

package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Scores(_ context.Context, a models.Actor, programme string) (tracking.ScoreList, error) {
	return tracking.ScoreList{}, f.note(a, "scores %s", programme)
}

func (f *fake) Score(_ context.Context, a models.Actor, id string) (tracking.ScorePage, error) {
	return tracking.ScorePage{}, f.note(a, "score %s", id)
}

func (f *fake) KeepScoreFormula(_ context.Context, a models.Actor, key, programme string, c models.ScoreFormula) (
	tracking.ScoreList, error) {
	return tracking.ScoreList{}, f.note(a, "keep formula %s %s %s %d %d", key, programme, c.Document, len(c.Items),
		c.ObjectionDays)
}

func (f *fake) DraftScore(_ context.Context, a models.Actor, key, programme string, c tracking.ScoreDraft) (
	tracking.ScorePage, error) {
	return tracking.ScorePage{}, f.note(a, "draft score %s %s %s %s", key, programme, c.Quarter, c.Reason)
}

func (f *fake) SetScorePoints(_ context.Context, a models.Actor, key, id string, c models.ScorePoints) (
	tracking.ScorePage, error) {
	return tracking.ScorePage{}, f.note(a, "set score points %s %s %s %s %s %s", key, id, c.Unit, c.Item, c.Points,
		c.Ground)
}

func (f *fake) StepScore(_ context.Context, a models.Actor, key, id string, c models.ScoreStep) (tracking.ScorePage,
	error) {
	return tracking.ScorePage{}, f.note(a, "step score %s %s %s %s", key, id, c.Step, c.Reason)
}

func (f *fake) ObjectToScore(_ context.Context, a models.Actor, key, id string, c models.ObjectionEntry) (
	tracking.ScorePage, error) {
	return tracking.ScorePage{}, f.note(a, "object %s %s %s %s", key, id, c.Item, c.Ground)
}

func (f *fake) DecideObjection(_ context.Context, a models.Actor, key, id, objection string,
	c models.ObjectionDecision) (tracking.ScorePage, error) {
	return tracking.ScorePage{}, f.note(a, "decide objection %s %s %s %t %s %s", key, id, objection, c.Uphold, c.Points,
		c.Reason)
}

func (f *fake) ScoreSheet(_ context.Context, a models.Actor, id string) (tracking.OrderDocument, error) {
	return tracking.OrderDocument{FileName: "得分表.docx", Content: []byte("PK")}, f.note(a, "score sheet %s", id)
}

func (f *fake) ScoreWorkbook(_ context.Context, a models.Actor, id string) (string, []byte, error) {
	return "得分.xlsx", []byte("PK"), f.note(a, "score workbook %s", id)
}

package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Suggestions(_ context.Context, a models.Actor) (tracking.Suggestions, error) {
	return tracking.Suggestions{Lines: []tracking.SuggestionLine{}}, f.note(a, "suggestions")
}

func (f *fake) Suggest(_ context.Context, a models.Actor, key, text, page string) (tracking.SuggestionLine, error) {
	return tracking.SuggestionLine{Text: text}, f.note(a, "suggest %s %s %s", key, text, page)
}

func (f *fake) AnswerSuggestion(_ context.Context, a models.Actor, key, id, answer string) error {
	return f.note(a, "answer suggestion %s %s %s", key, id, answer)
}

func (f *fake) Burden(_ context.Context, a models.Actor, programme string, month models.Month) (tracking.BurdenLedger,
	error) {
	return tracking.BurdenLedger{Units: []models.Burden{}}, f.note(a, "burden %s %s", programme, month)
}

func (f *fake) SetBurdenCap(_ context.Context, a models.Actor, key string, c models.BurdenCap) error {
	return f.note(a, "set burden cap %s %d %d", key, c.Forms, c.Messages)
}

func (f *fake) EvidenceRules(_ context.Context, a models.Actor) (tracking.EvidenceRules, error) {
	return tracking.EvidenceRules{Words: []tracking.EvidenceWordRule{}}, f.note(a, "evidence-rules")
}

func (f *fake) SetEvidenceRule(_ context.Context, a models.Actor, key string, w models.EvidenceWord) error {
	return f.note(a, "set evidence rule %s %s %s", key, w.Word, w.Rule)
}

package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) Orders(_ context.Context, a models.Actor, by tracking.OrderFilter) (tracking.OrderList, error) {
	return tracking.OrderList{}, f.note(a, "orders %s %s %s %s %t %t", by.Kind, by.State, by.Unit, by.Project, by.Open,
		by.Late)
}

func (f *fake) OrderPage(_ context.Context, a models.Actor, id string) (tracking.OrderPage, error) {
	return tracking.OrderPage{}, f.note(a, "order %s", id)
}

func (f *fake) OrderStep(_ context.Context, a models.Actor, key, id string, kind models.OrderStepKind,
	c models.OrderCommand) (tracking.OrderPage, error) {
	return tracking.OrderPage{}, f.note(a, "%s order %s %s %s", kind, key, id, c.Text)
}

func (f *fake) InstructOn(_ context.Context, a models.Actor, key string, c models.InstructCommand) (tracking.OrderPage,
	error) {
	return tracking.OrderPage{}, f.note(a, "instruct on %s %s", key, c.Project)
}

func (f *fake) LetterForm(_ context.Context, a models.Actor, unit string) (tracking.LetterForm, error) {
	return tracking.LetterForm{}, f.note(a, "letters %s", unit)
}

func (f *fake) WriteLetter(_ context.Context, a models.Actor, key string, c models.LetterCommand) (tracking.OrderPage,
	error) {
	return tracking.OrderPage{}, f.note(a, "letter %s %+v", key, c)
}

func (f *fake) OrderSettings(_ context.Context, a models.Actor, programme string) (tracking.OrderRulesPage, error) {
	return tracking.OrderRulesPage{}, f.note(a, "order rules %s", programme)
}

func (f *fake) SetOrderSettings(_ context.Context, a models.Actor, key, programme string,
	c models.OrderSettings) (tracking.OrderRulesPage, error) {
	return tracking.OrderRulesPage{}, f.note(a, "set order rules %s %s %s", key, programme, c.Issuer)
}

package api

import (
	"context"

	"duban/models"
	"duban/tracking"
)

func (f *fake) RuleSets(_ context.Context, a models.Actor) (tracking.RuleList, error) {
	return tracking.RuleList{Lines: []tracking.RuleLine{}}, f.note(a, "rules")
}

func (f *fake) UnitKinds(_ context.Context, a models.Actor) (tracking.UnitKinds, error) {
	return tracking.UnitKinds{Units: []tracking.UnitKindLine{}}, f.note(a, "unit-kinds")
}

func (f *fake) SetUnitKinds(_ context.Context, a models.Actor, key string, changes []tracking.UnitKindChange) (
	tracking.UnitKinds, error) {
	return tracking.UnitKinds{Units: []tracking.UnitKindLine{}}, f.note(a, "set-unit-kinds %s %v", key, changes)
}

func (f *fake) RuleSet(_ context.Context, a models.Actor, rules string) (tracking.RuleView, error) {
	return tracking.RuleView{}, f.note(a, "rule-set %s", rules)
}

func (f *fake) TryRules(_ context.Context, a models.Actor, programme, rules string, from,
	to models.Month) (tracking.RulesTried, error) {
	return tracking.RulesTried{}, f.note(a, "try-rules %s %s %s %s", programme, rules, from, to)
}

func (f *fake) DraftRules(_ context.Context, a models.Actor, key string, c tracking.RuleDraft) (tracking.RuleView,
	error) {
	return tracking.RuleView{}, f.note(a, "draft rules %s %s %s", key, c.From, c.Name)
}

func (f *fake) EditRules(_ context.Context, a models.Actor, key, rules string, c tracking.RuleEdit) (tracking.RuleView,
	error) {
	return tracking.RuleView{}, f.note(a, "edit rules %s %s %d", key, rules, c.Revision)
}

func (f *fake) AdoptRules(_ context.Context, a models.Actor, key, rules string,
	c tracking.RuleAdoption) (tracking.RuleView, error) {
	return tracking.RuleView{}, f.note(a, "adopt rules %s %s %s", key, rules, c.Ground)
}

func (f *fake) DropRules(_ context.Context, a models.Actor, key, rules string) error {
	return f.note(a, "drop rules %s %s", key, rules)
}

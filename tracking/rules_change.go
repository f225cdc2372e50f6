package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// RuleDraft says what a draft begins with.
type RuleDraft struct {
	From string `json:"from" doc:"据以起草的规则：编号、名称，或内置规则" example:"ratio"`
	Name string `json:"name" doc:"名称；已有同名规则时为其下一版" example:"张店区督办办法"`
}

// RuleEdit is a changed draft.
type RuleEdit struct {
	Revision int             `json:"revision" doc:"所改的修订号，见查看规则" example:"1"`
	Rules    models.RuleBook `json:"rules" doc:"规则全文"`
}

// RuleAdoption says from when and by what document a draft is adopted.
type RuleAdoption struct {
	On     models.Date `json:"on" doc:"施行日期" example:"2021-07-01"`
	Ground string      `json:"ground" doc:"依据：会议纪要或文件名称和文号" example:"区重点项目专班会议纪要〔2021〕6号"`
}

// DraftRules begins a new version of a set of rules from another one.
func (s *Service) DraftRules(ctx context.Context, actor models.Actor, key string, c RuleDraft) (RuleView, error) {
	return s.changeRules(ctx, actor, key, "rules.draft", c, func(tx *store.Tx) (models.RuleSet, error) {
		from, err := ruleView(tx, c.From)
		if err != nil {
			return models.RuleSet{}, err
		}
		newest, found, err := tx.RuleSetNamed(c.Name)
		if err != nil {
			return newest, err
		}
		if found && newest.Status == models.RulesDrafted {
			return newest, models.Errorf(models.KindConflict, "draft_exists", "“%s”正在起草，请修改该草稿或先删除", newest.Title())
		}
		row, err := models.NewRuleSet(key, from.Rules.Editable(c.Name), newest.Version+1, actor, s.now())
		if err != nil {
			return row, err
		}
		return row, tx.InsertRuleSet(row)
	})
}

// EditRules changes a draft. It may have faults, which the answer lists; one with faults is not adopted.
func (s *Service) EditRules(ctx context.Context, actor models.Actor, key, rules string, c RuleEdit) (RuleView, error) {
	return s.changeRules(ctx, actor, key, "rules.edit", []any{rules, c}, func(tx *store.Tx) (models.RuleSet, error) {
		row, err := ownRules(tx, rules)
		if err != nil {
			return row, err
		}
		if row, err = row.Edited(c.Rules, c.Revision, actor, s.now()); err != nil {
			return row, err
		}
		return row, tx.SetRuleSet(row)
	})
}

// AdoptRules adopts a draft: it never changes after that, and programmes may go by it from its day on.
func (s *Service) AdoptRules(ctx context.Context, actor models.Actor, key, rules string, c RuleAdoption) (RuleView,
	error) {
	return s.changeRules(ctx, actor, key, "rules.adopt", []any{rules, c}, func(tx *store.Tx) (models.RuleSet, error) {
		row, err := ownRules(tx, rules)
		if err != nil {
			return row, err
		}
		if row, err = row.Adopted(c.On, c.Ground, actor, s.now()); err != nil {
			return row, err
		}
		return row, tx.SetRuleSet(row)
	})
}

// DropRules deletes a draft.
func (s *Service) DropRules(ctx context.Context, actor models.Actor, key, rules string) error {
	if err := canChangeRules(actor); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "rules.drop", rules, "rules.drop", rules, func(tx *store.Tx) error {
		row, err := ownRules(tx, rules)
		if err != nil {
			return err
		}
		if row.Status != models.RulesDrafted {
			return models.Errorf(models.KindConflict, "adopted", "“%s”已通过，不能删除", row.Title())
		}
		return tx.DropRuleSet(row)
	})
}

func canChangeRules(actor models.Actor) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	return models.CanSeeAll(actor)
}

// changeRules changes a set of rules in one transaction with its key and audit event.
func (s *Service) changeRules(ctx context.Context, actor models.Actor, key, action string, body any,
	change func(*store.Tx) (models.RuleSet, error)) (RuleView, error) {
	var out RuleView
	if err := canChangeRules(actor); err != nil {
		return out, err
	}
	head, err := headOf(actor, key, "", action, body)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		row, err := change(tx)
		if err != nil {
			return err
		}
		if out, err = ruleView(tx, row.ID); err != nil {
			return err
		}
		return s.remember(tx, actor, head, action, row.ID, out)
	})
	out.Edits = true
	return out, err
}

// ownRules finds a rule set of the office.
func ownRules(tx *store.Tx, rules string) (models.RuleSet, error) {
	if _, known := models.RulesByName(rules); known {
		return models.RuleSet{}, models.Errorf(models.KindConflict, "built_in", "内置规则不能修改，请据此起草自己的规则")
	}
	row, found, err := ruleSetOf(tx, rules)
	if err == nil && !found {
		return row, noRules(rules)
	}
	return row, err
}

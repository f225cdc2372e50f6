package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// MilestoneTemplateView is a milestone template as people see it.
type MilestoneTemplateView struct {
	models.MilestoneTemplate
	Changed bool     `json:"changed"`  // the office set it, or made it
	Own     bool     `json:"own"`      // it is none of those delivered
	Rules   []string `json:"evidence"` // what is asked for with each step, in Chinese, in the order of the steps
}

// MilestoneTemplates lists the milestone templates by type of project.
func (s *Service) MilestoneTemplates(ctx context.Context, actor models.Actor) ([]MilestoneTemplateView, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return nil, err
	}
	var out []MilestoneTemplateView
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		set, err := tx.MilestoneTemplates()
		if err != nil {
			return err
		}
		words, err := tx.EvidenceWords()
		for _, t := range models.MilestoneTemplates(set) {
			v := MilestoneTemplateView{MilestoneTemplate: t, Own: true}
			for _, own := range set {
				v.Changed = v.Changed || own.Name == t.Name
			}
			for _, delivered := range models.DefaultMilestoneTemplates() {
				v.Own = v.Own && delivered.Name != t.Name
			}
			for _, step := range t.Steps {
				v.Rules = append(v.Rules, models.EvidenceRuleOf(step.Name, words).Chinese())
			}
			out = append(out, v)
		}
		return err
	})
	return out, err
}

// SetMilestoneTemplate changes or adds a milestone template. Milestones that are scheduled already stay as they are.
func (s *Service) SetMilestoneTemplate(ctx context.Context, actor models.Actor, key string,
	t models.MilestoneTemplate) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	t, err := t.Check()
	if err != nil {
		return err
	}
	return s.once(ctx, actor, key, "SetMilestoneTemplate", t, "settings.milestone_template", t.Name,
		func(tx *store.Tx) error { return tx.SetMilestoneTemplate(t) })
}

// AddMilestoneTemplate adds a milestone template, and refuses a name that there is.
func (s *Service) AddMilestoneTemplate(ctx context.Context, actor models.Actor, key string,
	t models.MilestoneTemplate) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	t, err := t.Check()
	if err != nil {
		return err
	}
	return s.once(ctx, actor, key, "AddMilestoneTemplate", t, "settings.milestone_template", t.Name,
		func(tx *store.Tx) error {
			set, err := tx.MilestoneTemplates()
			if err != nil {
				return err
			}
			for _, has := range models.MilestoneTemplates(set) {
				if models.NameKey(has.Name) == models.NameKey(t.Name) {
					return models.Errorf(models.KindConflict, "template_exists", "已有名为“%s”的节点模板，请换一个名称，或在该模板中更改", has.Name)
				}
			}
			return tx.SetMilestoneTemplate(t)
		})
}

// ResetMilestoneTemplate makes a template as it was delivered, and removes one that the office added.
func (s *Service) ResetMilestoneTemplate(ctx context.Context, actor models.Actor, key, name string) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "ResetMilestoneTemplate", name, "settings.milestone_template", name,
		func(tx *store.Tx) error {
			set, err := tx.MilestoneTemplates()
			if err != nil {
				return err
			}
			if _, err := models.MilestoneTemplateOf(name, set); err != nil {
				return err
			}
			return tx.RemoveMilestoneTemplate(name)
		})
}

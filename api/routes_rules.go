package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// RuleSets is the part of Tracking about sets of rules: drafted, tried, adopted.
type RuleSets interface {
	RuleSets(ctx context.Context, actor models.Actor) (tracking.RuleList, error)
	RuleSet(ctx context.Context, actor models.Actor, rules string) (tracking.RuleView, error)
	TryRules(ctx context.Context, actor models.Actor, programme, rules string, from,
		to models.Month) (tracking.RulesTried, error)
	DraftRules(ctx context.Context, actor models.Actor, key string, c tracking.RuleDraft) (tracking.RuleView, error)
	EditRules(ctx context.Context, actor models.Actor, key, rules string, c tracking.RuleEdit) (tracking.RuleView, error)
	AdoptRules(ctx context.Context, actor models.Actor, key, rules string, c tracking.RuleAdoption) (tracking.RuleView,
		error)
	DropRules(ctx context.Context, actor models.Actor, key, rules string) error
}

func rulesRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/rules", "list-rules", "规则列表：内置的和本办起草、通过的", h.listRules)
	get(a, "/api/v1/rules/{rules}", "show-rules", "一套规则的全文；草稿附不合规则之处", h.showRules)
	get(a, "/api/v1/rules/{rules}/try", "try-rules", "按已记录的月份试算一套规则，逐个项目列出不同之处", h.tryRules)
	post(a, "/api/v1/rules", "draft-rules", "据一套规则起草新版本", h.draftRules)
	post(a, "/api/v1/rules/{rules}", "edit-rules", "修改草稿", h.editRules)
	post(a, "/api/v1/rules/{rules}/adopt", "adopt-rules", "通过草稿，写明施行日期和依据", h.adoptRules)
	post(a, "/api/v1/rules/{rules}/drop", "drop-rules", "删除草稿", h.dropRules)
}

func (h handlers) listRules(ctx context.Context, actor models.Actor, _ *struct{}) (*answer[tracking.RuleList], error) {
	return answered(h.t.RuleSets(ctx, actor))
}

// OfRules is the path parameter that names a set of rules.
type OfRules struct {
	Rules string `path:"rules" doc:"规则的编号或名称（最新一版），或内置规则的代号" example:"ratio"`
}

func (h handlers) showRules(ctx context.Context, actor models.Actor, in *OfRules) (*answer[tracking.RuleView], error) {
	return answered(h.t.RuleSet(ctx, actor, in.Rules))
}

type tryRulesInput struct {
	OfRules
	OfProgramme
	From string `query:"from" doc:"起始月份；不填为一月" example:"2021-01" pattern:"^[0-9]{4}-[0-9]{2}$"`
	To   string `query:"to" doc:"截止月份；不填为本月" example:"2021-06" pattern:"^[0-9]{4}-[0-9]{2}$"`
}

func (h handlers) tryRules(ctx context.Context, actor models.Actor,
	in *tryRulesInput) (*answer[tracking.RulesTried], error) {
	from, err := models.ParseMonth(in.From)
	if err != nil {
		return nil, err
	}
	to, err := models.ParseMonth(in.To)
	if err != nil {
		return nil, err
	}
	return answered(h.t.TryRules(ctx, actor, in.Programme, in.Rules, from, to))
}

type draftRulesInput struct {
	Keyed
	Body body[tracking.RuleDraft]
}

func (h handlers) draftRules(ctx context.Context, actor models.Actor,
	in *draftRulesInput) (*answer[tracking.RuleView], error) {
	return answered(h.t.DraftRules(ctx, actor, in.Key, in.Body.Value))
}

type editRulesInput struct {
	Keyed
	OfRules
	Body body[tracking.RuleEdit]
}

func (h handlers) editRules(ctx context.Context, actor models.Actor,
	in *editRulesInput) (*answer[tracking.RuleView], error) {
	return answered(h.t.EditRules(ctx, actor, in.Key, in.Rules, in.Body.Value))
}

type adoptRulesInput struct {
	Keyed
	OfRules
	Body body[tracking.RuleAdoption]
}

func (h handlers) adoptRules(ctx context.Context, actor models.Actor,
	in *adoptRulesInput) (*answer[tracking.RuleView], error) {
	return answered(h.t.AdoptRules(ctx, actor, in.Key, in.Rules, in.Body.Value))
}

type dropRulesInput struct {
	Keyed
	OfRules
}

func (h handlers) dropRules(ctx context.Context, actor models.Actor,
	in *dropRulesInput) (*answer[tracking.RuleList], error) {
	if err := h.t.DropRules(ctx, actor, in.Key, in.Rules); err != nil {
		return nil, err
	}
	return answered(h.t.RuleSets(ctx, actor))
}

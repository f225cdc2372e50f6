package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Burdens is the part of Tracking about what the program asks of people: their suggestions, the ledger of what units
// were asked, and the rules for evidence.
type Burdens interface {
	Suggestions(ctx context.Context, actor models.Actor) (tracking.Suggestions, error)
	Suggest(ctx context.Context, actor models.Actor, key, text, page string) (tracking.SuggestionLine, error)
	AnswerSuggestion(ctx context.Context, actor models.Actor, key, id, answer string) error
	Burden(ctx context.Context, actor models.Actor, programme string, month models.Month) (tracking.BurdenLedger, error)
	SetBurdenCap(ctx context.Context, actor models.Actor, key string, c models.BurdenCap) error
	EvidenceRules(ctx context.Context, actor models.Actor) (tracking.EvidenceRules, error)
	SetEvidenceRule(ctx context.Context, actor models.Actor, key string, w models.EvidenceWord) error
}

func burdenRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/suggestions", "list-suggestions", "投诉建议：本人的；重点项目办为全部", h.listSuggestions)
	post(a, "/api/v1/suggestions", "make-suggestion", "提出投诉建议", h.makeSuggestion)
	post(a, "/api/v1/suggestions/{suggestion}/answer", "answer-suggestion", "答复投诉建议", h.answerSuggestion)
	get(a, "/api/v1/burden", "show-burden", "减负账：各单位当月被要求填报的表、收到的消息和重复的问题", h.showBurden)
	post(a, "/api/v1/burden/cap", "set-burden-cap", "设置每个单位每月的上限", h.setBurdenCap)
	get(a, "/api/v1/evidence-rules", "list-evidence-rules", "各类节点的佐证要求", h.listEvidenceRules)
	post(a, "/api/v1/evidence-rules", "set-evidence-rule", "设置一类节点的佐证要求", h.setEvidenceRule)
}

func (h handlers) listSuggestions(ctx context.Context, actor models.Actor,
	_ *struct{}) (*answer[tracking.Suggestions], error) {
	return answered(h.t.Suggestions(ctx, actor))
}

// SuggestionBody is a new suggestion.
type SuggestionBody struct {
	Text string `json:"text" doc:"内容，1000 字以内" example:"月报中“存在问题”与上月相同时希望不再重填"`
	Page string `json:"page,omitempty" doc:"针对的页面" example:"/tasks"`
}

type makeSuggestionInput struct {
	Keyed
	Body body[SuggestionBody]
}

func (h handlers) makeSuggestion(ctx context.Context, actor models.Actor,
	in *makeSuggestionInput) (*answer[tracking.SuggestionLine], error) {
	return answered(h.t.Suggest(ctx, actor, in.Key, in.Body.Value.Text, in.Body.Value.Page))
}

// SuggestionAnswer is the office's answer.
type SuggestionAnswer struct {
	Answer string `json:"answer" doc:"答复，1000 字以内" example:"已调整，下月起沿用上月内容"`
}

type answerSuggestionInput struct {
	Keyed
	Suggestion string `path:"suggestion" doc:"编号" example:"sug-0123456789abcdef0123"`
	Body       body[SuggestionAnswer]
}

func (h handlers) answerSuggestion(ctx context.Context, actor models.Actor,
	in *answerSuggestionInput) (*answer[tracking.Suggestions], error) {
	if err := h.t.AnswerSuggestion(ctx, actor, in.Key, in.Suggestion, in.Body.Value.Answer); err != nil {
		return answered(tracking.Suggestions{}, err)
	}
	return answered(h.t.Suggestions(ctx, actor))
}

type showBurdenInput struct {
	OfProgramme
	Month string `query:"month" doc:"月份；不填为本月" example:"2021-06"`
}

func (h handlers) showBurden(ctx context.Context, actor models.Actor,
	in *showBurdenInput) (*answer[tracking.BurdenLedger], error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return answered(tracking.BurdenLedger{}, err)
	}
	return answered(h.t.Burden(ctx, actor, in.Programme, month))
}

type setBurdenCapInput struct {
	Keyed
	Body body[models.BurdenCap]
}

func (h handlers) setBurdenCap(ctx context.Context, actor models.Actor,
	in *setBurdenCapInput) (*answer[models.BurdenCap], error) {
	return answered(in.Body.Value, h.t.SetBurdenCap(ctx, actor, in.Key, in.Body.Value))
}

func (h handlers) listEvidenceRules(ctx context.Context, actor models.Actor,
	_ *struct{}) (*answer[tracking.EvidenceRules], error) {
	return answered(h.t.EvidenceRules(ctx, actor))
}

type setEvidenceRuleInput struct {
	Keyed
	Body body[models.EvidenceWord]
}

func (h handlers) setEvidenceRule(ctx context.Context, actor models.Actor,
	in *setEvidenceRuleInput) (*answer[tracking.EvidenceRules], error) {
	if err := h.t.SetEvidenceRule(ctx, actor, in.Key, in.Body.Value); err != nil {
		return answered(tracking.EvidenceRules{}, err)
	}
	return answered(h.t.EvidenceRules(ctx, actor))
}

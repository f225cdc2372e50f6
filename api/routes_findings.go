package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Verifying is the part of Tracking about matters to verify (待核实事项).
type Verifying interface {
	Findings(ctx context.Context, actor models.Actor, programme string) (tracking.Findings, error)
	Finding(ctx context.Context, actor models.Actor, id string) (tracking.FindingLine, error)
	AskFinding(ctx context.Context, actor models.Actor, key, id string) error
	ExplainFinding(ctx context.Context, actor models.Actor, key, id string, e models.Explanation) error
	SettleFinding(ctx context.Context, actor models.Actor, key, id string, outcome models.FindingOutcome,
		reason string) error
}

func findingRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/findings", "list-findings", "待核实事项清单", h.listFindings)
	get(a, "/api/v1/findings/{finding}", "show-finding", "一条待核实事项；项目单位只看须说明的问题", h.showFinding)
	post(a, "/api/v1/findings/{finding}/ask", "ask-finding", "要求项目单位说明", h.askFinding)
	post(a, "/api/v1/findings/{finding}/explain", "explain-finding", "项目单位说明情况，附凭证的扫描件", h.explainFinding)
	post(a, "/api/v1/findings/{finding}/settle", "settle-finding", "核定待核实事项", h.settleFinding)
}

func (h handlers) listFindings(ctx context.Context, actor models.Actor, in *OfProgramme) (*answer[tracking.Findings],
	error) {
	return answered(h.t.Findings(ctx, actor, in.Programme))
}

// OfFinding names a matter to verify.
type OfFinding struct {
	Finding string `path:"finding" doc:"编号" example:"fnd-0123456789abcdef0123"`
}

func (h handlers) showFinding(ctx context.Context, actor models.Actor, in *OfFinding) (*answer[tracking.FindingLine],
	error) {
	return answered(h.t.Finding(ctx, actor, in.Finding))
}

type askFindingInput struct {
	Keyed
	OfFinding
}

func (h handlers) askFinding(ctx context.Context, actor models.Actor,
	in *askFindingInput) (*answer[tracking.FindingLine], error) {
	if err := h.t.AskFinding(ctx, actor, in.Key, in.Finding); err != nil {
		return answered(tracking.FindingLine{}, err)
	}
	return answered(h.t.Finding(ctx, actor, in.Finding))
}

type explainFindingInput struct {
	Keyed
	OfFinding
	Body body[models.Explanation]
}

func (h handlers) explainFinding(ctx context.Context, actor models.Actor,
	in *explainFindingInput) (*answer[tracking.FindingLine], error) {
	if err := h.t.ExplainFinding(ctx, actor, in.Key, in.Finding, in.Body.Value); err != nil {
		return answered(tracking.FindingLine{}, err)
	}
	return answered(h.t.Finding(ctx, actor, in.Finding))
}

// FindingSettlement is what the office found.
type FindingSettlement struct {
	Outcome models.FindingOutcome `json:"outcome" enum:"right,corrected,no_matter" doc:"情况属实、已按更正办理、无须核实"`
	Reason  string                `json:"reason" doc:"核定依据" example:"已核对计量支付证书"`
}

type settleFindingInput struct {
	Keyed
	OfFinding
	Body body[FindingSettlement]
}

func (h handlers) settleFinding(ctx context.Context, actor models.Actor,
	in *settleFindingInput) (*answer[tracking.FindingLine], error) {
	b := in.Body.Value
	if err := h.t.SettleFinding(ctx, actor, in.Key, in.Finding, b.Outcome, b.Reason); err != nil {
		return answered(tracking.FindingLine{}, err)
	}
	return answered(h.t.Finding(ctx, actor, in.Finding))
}

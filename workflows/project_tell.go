package workflows

import (
	"strconv"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"duban/workflows/contract"
)

var (
	programmeKey = temporal.NewSearchAttributeKeyKeywordList(contract.AttributeProgramme)
	unitKey      = temporal.NewSearchAttributeKeyKeyword(contract.AttributeUnit)
	stageKey     = temporal.NewSearchAttributeKeyKeyword(contract.AttributeStage)
	colourKey    = temporal.NewSearchAttributeKeyKeyword(contract.AttributeColour)
	nextDueKey   = temporal.NewSearchAttributeKeyTime(contract.AttributeNextDue)
)

// tell shows in Temporal's own pages how the project stands and what it waits for. Each upsert is an event, so only a
// change is told.
func (p *project) tell(ctx workflow.Context, a contract.Attributes) {
	changed := !a.Equal(p.params.Attributes)
	p.params.Attributes = a
	p.describe(ctx)
	if !changed {
		return
	}
	updates := []temporal.SearchAttributeUpdate{
		programmeKey.ValueSet(a.Programmes), unitKey.ValueSet(a.Unit), stageKey.ValueSet(a.Stage),
		colourKey.ValueSet(a.Colour),
	}
	if a.NextDue == 0 {
		updates = append(updates, nextDueKey.ValueUnset())
	} else {
		updates = append(updates, nextDueKey.ValueSet(a.NextDue.Time()))
	}
	if err := workflow.UpsertTypedSearchAttributes(ctx, updates...); err != nil {
		workflow.GetLogger(ctx).Warn("search attributes", "project", p.params.ProjectID, "error", err)
	}
}

// describe writes the workflow's current details: what the project is, how it stands, what it waits for.
func (p *project) describe(ctx workflow.Context) {
	next := "不再有到期事项，等待人工操作"
	if p.params.Next.At != 0 {
		next = p.params.Next.At.Minute() + " " + p.params.Next.What
	}
	workflow.SetCurrentDetails(ctx, p.params.Attributes.Title+"\n\n现状："+p.params.Attributes.Standing+"\n\n下一步："+next)
}

// tellProtocol keeps the run's protocol where it can be seen from outside: whoever asks runs to upgrade asks only those
// that have not. A run that was started with the memo, or carries it on, says nothing.
func (p *project) tellProtocol(ctx workflow.Context) {
	said := string(workflow.GetInfo(ctx).Memo.GetFields()[contract.MemoProtocol].GetData())
	if p.params.Protocol == 0 || said == strconv.Itoa(p.params.Protocol) {
		return
	}
	if err := workflow.UpsertMemo(ctx, map[string]any{contract.MemoProtocol: p.params.Protocol}); err != nil {
		workflow.GetLogger(ctx).Warn("memo", "project", p.params.ProjectID, "error", err)
	}
}

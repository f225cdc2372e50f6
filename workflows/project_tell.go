package workflows

import (
	"slices"
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

// tell updates what Temporal's own pages show of the project. Each upsert is an event and a write
// of the visibility store, so only what changed is written.
func (p *project) tell(ctx workflow.Context, a contract.Attributes) {
	before := p.params.Attributes
	p.params.Attributes = a
	p.describe(ctx)
	updates := changedAttributes(before, a)
	if p.params.Protocol < 2 {
		updates = allAttributes(before, a)
	}
	if len(updates) == 0 {
		return
	}
	if err := workflow.UpsertTypedSearchAttributes(ctx, updates...); err != nil {
		workflow.GetLogger(ctx).Warn("search attributes", "project", p.params.ProjectID, "error", err)
	}
}

// changedAttributes are the search attributes that differ. The title and the standing are no search attributes.
func changedAttributes(before, a contract.Attributes) (updates []temporal.SearchAttributeUpdate) {
	if !slices.Equal(before.Programmes, a.Programmes) {
		updates = append(updates, programmeKey.ValueSet(a.Programmes))
	}
	for _, word := range []struct {
		key         temporal.SearchAttributeKeyKeyword
		before, now string
	}{
		{unitKey, before.Unit, a.Unit}, {stageKey, before.Stage, a.Stage}, {colourKey, before.Colour, a.Colour},
	} {
		if word.before != word.now {
			updates = append(updates, word.key.ValueSet(word.now))
		}
	}
	switch {
	case before.NextDue == a.NextDue:
	case a.NextDue == 0:
		updates = append(updates, nextDueKey.ValueUnset())
	default:
		updates = append(updates, nextDueKey.ValueSet(a.NextDue.Time()))
	}
	return updates
}

// allAttributes is what runs of protocols 0 and 1 write when anything differs.
func allAttributes(before, a contract.Attributes) []temporal.SearchAttributeUpdate {
	if before.Equal(a) {
		return nil
	}
	updates := []temporal.SearchAttributeUpdate{
		programmeKey.ValueSet(a.Programmes), unitKey.ValueSet(a.Unit), stageKey.ValueSet(a.Stage),
		colourKey.ValueSet(a.Colour),
	}
	if a.NextDue == 0 {
		return append(updates, nextDueKey.ValueUnset())
	}
	return append(updates, nextDueKey.ValueSet(a.NextDue.Time()))
}

// describe writes the workflow's current details: what the project is, how it stands, what it waits for.
func (p *project) describe(ctx workflow.Context) {
	next := "不再有到期事项，等待人工操作"
	if p.params.Next.At != 0 {
		next = p.params.Next.At.Minute() + " " + p.params.Next.What
	}
	workflow.SetCurrentDetails(ctx, p.params.Attributes.Title+"\n\n现状："+p.params.Attributes.Standing+"\n\n下一步："+next)
}

// tellProtocol writes the run's protocol to its memo, by which reconcile finds runs to upgrade. A run whose memo has it
// already writes nothing.
func (p *project) tellProtocol(ctx workflow.Context) {
	memo := string(workflow.GetInfo(ctx).Memo.GetFields()[contract.MemoProtocol].GetData())
	if p.params.Protocol == 0 || memo == strconv.Itoa(p.params.Protocol) {
		return
	}
	if err := workflow.UpsertMemo(ctx, map[string]any{contract.MemoProtocol: p.params.Protocol}); err != nil {
		workflow.GetLogger(ctx).Warn("memo", "project", p.params.ProjectID, "error", err)
	}
}

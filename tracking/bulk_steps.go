package tracking

import (
	"context"
	"fmt"

	"duban/models"
)

// letterLane begins the lane of a letter to a unit.
const letterLane = "letter/"

// steps returns the commands of the act, and the outcomes that they will have. What cannot be tried is refused at once.
func (b *bulk) steps(key string) ([]*bulkStep, []BulkOutcome, error) {
	var steps []*bulkStep
	items := make([]BulkOutcome, len(b.lines))
	letters := map[string]*bulkStep{}
	about := map[string][]string{} // rungs that the letter to a unit names
	before := map[string]bool{}    // projects that an earlier item changes: their version is another then
	for i := range b.lines {
		l := &b.lines[i]
		items[i] = BulkOutcome{BulkLine: l.BulkLine}
		err := l.blocked
		switch f := b.facts[l.project.ID]; {
		case err != nil:
		case b.c.Act == models.BulkUrge:
			var open []models.Escalation
			if open, err = b.urged(*f); err != nil {
				break
			}
			for _, e := range open {
				about[l.project.ResponsibleUnitID] = append(about[l.project.ResponsibleUnitID], e.ID)
			}
			step := letters[l.project.ResponsibleUnitID]
			if step == nil {
				step = &bulkStep{lane: letterLane + l.Unit, key: itemKey(key, l.project.ResponsibleUnitID)}
				letters[l.project.ResponsibleUnitID] = step
				steps = append(steps, step)
			}
			step.at, items[i].Key = append(step.at, i), step.key
			step.do = b.letter(l.project.ResponsibleUnitID, about)
		default:
			step := &bulkStep{lane: l.project.ID, at: []int{i}}
			step.key, step.do = itemKey(key, fmt.Sprintf("%d-%s", l.Year, l.Project)), b.change(l)
			if l.Submission != "" {
				step.key = itemKey(key, l.Submission)
			}
			if before[l.project.ID] {
				l.Version = 0
			}
			before[l.project.ID] = true
			items[i].Key, steps = step.key, append(steps, step)
			if b.c.Act == models.BulkAccept {
				err = b.unseen(l, step)
			}
		}
		if err == nil {
			continue
		}
		e := models.AsError(err)
		if e.Kind.Ours() {
			return nil, nil, err
		}
		items[i].State, items[i].Message, items[i].Code = BulkRefused, e.Message, e.Code
	}
	return steps, items, nil
}

// unseen makes the step refuse a submission that must not be accepted without its page; one that this request accepted
// before stays accepted.
func (b *bulk) unseen(l *bulkLine, step *bulkStep) error {
	f := b.facts[l.project.ID]
	refused := b.acceptable(models.RulesFor(*f, b.days), *f, l.Submission)
	if refused == nil {
		return nil
	}
	if models.KindOf(refused).Ours() {
		return refused
	}
	step.do = func(context.Context, string) (Receipt, error) { return Receipt{}, refused }
	return nil
}

// letter writes the letter to a unit about the rungs that are named when it is written.
func (b *bulk) letter(unit string, about map[string][]string) func(context.Context, string) (Receipt, error) {
	return func(ctx context.Context, key string) (Receipt, error) {
		page, err := b.s.WriteLetter(ctx, b.actor, key, models.LetterCommand{Kind: models.OrderUrge, Unit: unit,
			Items: about[unit], Due: b.c.Date})
		return Receipt{Object: page.ID, Key: key, Status: models.StoredDone,
			Message: models.Messagef("已拟写催办函，%d 项", len(about[unit]))}, err
	}
}

// change is the command of one project or submission.
func (b *bulk) change(l *bulkLine) func(context.Context, string) (Receipt, error) {
	project, facts := fmt.Sprintf("%d/%s", l.Year, l.Project), *b.facts[l.project.ID]
	return func(ctx context.Context, key string) (Receipt, error) {
		switch b.c.Act {
		case models.BulkAccept:
			return b.s.Review(ctx, b.actor, key, l.Version, b.review(l))
		case models.BulkAssign:
			return b.s.SetCells(ctx, b.actor, key, project, l.Version, CellsEdit{Cells: b.c.Assigned(), Reason: b.c.Reason,
				Approver: b.c.Approver, Document: b.c.Document})
		}
		change, _, err := b.c.PlanChange(facts)
		if err != nil {
			return Receipt{}, err
		}
		return b.s.ChangePlan(ctx, b.actor, key, project, l.Version, change)
	}
}

package tracking

import (
	"duban/models"
)

// foresee applies the rules of the single item to the facts of its project: what is so afterwards, or why it is
// refused. Without what the act asks for only what it is about is said.
func (b *bulk) foresee(l *bulkLine, complete bool) error {
	changes, err := models.Changes{}, l.blocked
	if f := b.facts[l.project.ID]; err == nil && f != nil {
		changes, err = b.try(l, f, complete)
	}
	if err != nil {
		e := models.AsError(err)
		if e.Kind == models.KindInternal {
			return err
		}
		l.Refusal, l.Code = e.Message, e.Code
		return nil
	}
	l.Will = changes.Message
	return nil
}

func (b *bulk) try(l *bulkLine, f *models.Facts, complete bool) (models.Changes, error) {
	rules, now := models.RulesFor(*f, b.days), b.s.now()
	if l.Version != f.Project.Version {
		return models.Changes{}, models.Errorf(models.KindConflict, "stale_version", "项目刚被他人修改，请刷新后重新办理")
	}
	switch b.c.Act {
	case models.BulkUrge:
		items, err := b.urged(*f)
		return models.Changes{Message: models.Messagef("拟写催办函，致%s，%d 项", l.Unit, len(items))}, err
	case models.BulkAccept:
		if err := b.acceptable(rules, *f, l.Submission); err != nil {
			return models.Changes{}, err
		}
		return rules.Review(f, b.review(l), nil, b.actor, now)
	}
	if !complete {
		return models.Changes{}, nil
	}
	change, is, err := b.c.PlanChange(*f)
	if err != nil {
		return models.Changes{}, err
	}
	if !is {
		change = models.ChangePlanCommand{Change: models.PlanCells, Reason: b.c.Reason, Approver: b.c.Approver,
			Document: b.c.Document}
		if change.Cells, err = cellValues(b.tx, f.Project, b.c.Assigned()); err != nil {
			return models.Changes{}, err
		}
	}
	if m, known := milestoneOf(*f, change.Milestone); known {
		l.Item = models.Messagef("节点“%s”，期限 %s", m.Name, m.Due)
	}
	return rules.ChangePlan(f, change, "", now)
}

// urged returns the rungs that a letter about a project names.
func (b *bulk) urged(f models.Facts) ([]models.Escalation, error) {
	items := models.LetterItems(f)
	switch {
	case f.Project.Status == models.ProjectClosed:
		return nil, models.Errorf(models.KindConflict, "project_closed", "项目“%s”已于%s销号，不能再填报或调整", f.Project.Name,
			f.Project.ClosedAt.Date())
	case f.Project.ResponsibleUnitID == "":
		return nil, models.Errorf(models.KindInvalid, "unit_missing", "项目没有责任单位，不能催办")
	case len(items) == 0:
		return nil, models.Errorf(models.KindConflict, "nothing_to_urge", "没有达到催办标准的未办结事项，不用催办")
	}
	return items, nil
}

// acceptable returns why a submission must not be accepted without its page.
func (b *bulk) acceptable(rules models.Rules, f models.Facts, submission string) error {
	for _, sub := range f.Submissions {
		if sub.ID != submission || sub.Status != models.SubmissionWaiting {
			continue
		}
		if err := rules.AcceptUnseen(f, sub); err != nil {
			return err
		}
		return acceptWithout(b.tx, sub, models.ReviewCommand{Reason: b.c.Reason})
	}
	return nil
}

func (b *bulk) review(l *bulkLine) models.ReviewCommand {
	return models.ReviewCommand{Submission: l.Submission, Decision: models.Accept, Reason: b.c.Reason,
		Level: models.LevelDecision}
}

func milestoneOf(f models.Facts, id string) (models.Milestone, bool) {
	for _, m := range f.Milestones {
		if m.ID == id && id != "" {
			return m, true
		}
	}
	return models.Milestone{}, false
}

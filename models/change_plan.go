package models

import "strings"

// ChangePlan applies a change of the plan to f: a milestone's due date, a pause or its end, the annual plan, or the
// closing of the project. The project must be open and a reason given. Errors: KindInvalid, KindConflict or
// KindNotFound.
func (r Rules) ChangePlan(f *Facts, c ChangePlanCommand, key string, now Instant) (Changes, error) {
	changes, err := r.changePlan(f, c, key, now)
	if err == nil {
		changes.Grounds = &Grounds{Reason: c.Reason, Approver: c.Approver, Document: c.Document}
	}
	return changes, err
}

func (r Rules) changePlan(f *Facts, c ChangePlanCommand, key string, now Instant) (Changes, error) {
	if c.Change == PlanRestore {
		return restoreProject(f)
	}
	if err := mustBeOpen(f.Project); err != nil {
		return Changes{}, err
	}
	if c.Change == PlanCells { // some fields need no reason
		return r.changeCells(f, c, now)
	}
	if strings.TrimSpace(c.Reason) == "" {
		return Changes{}, Errorf(KindInvalid, "reason_missing", "调整计划须写明原因")
	}
	switch c.Change {
	case PlanMove:
		return movePlan(f, c, now)
	case PlanPause:
		return r.pausePlan(f, c, key, now)
	case PlanResume:
		return r.resumePlan(f, c, now)
	case PlanCancel:
		return cancelPause(f, c)
	case PlanAmount:
		if c.AnnualPlan < 0 || f.Project.TotalInvestment > 0 && c.AnnualPlan > f.Project.TotalInvestment {
			return Changes{}, Errorf(KindInvalid, "plan_out_of_range", "年度计划投资 %s 万元应在 0 与总投资 %s 万元之间", c.AnnualPlan.Wan(),
				f.Project.TotalInvestment.Wan())
		}
		if _, err := MustConfirm(Amounts.OfPlan(f.Project, c.AnnualPlan), c.Confirmed); err != nil {
			return Changes{}, err
		}
		before := f.Project.AnnualPlan
		f.Project.AnnualPlan = c.AnnualPlan
		p := f.Project
		return Changes{
			Project: &p, PlanBefore: &before, Action: "plan.amount", Object: p.ID,
			Message: Messagef("年度计划投资已调整为 %s 万元", c.AnnualPlan.Wan()),
		}, nil
	case PlanClose:
		f.Project.Status, f.Project.ClosedAt = ProjectClosed, now
		p := f.Project
		return Changes{Project: &p, Action: "plan.close", Object: p.ID, Message: Messagef("项目“%s”已销号", p.Name)}, nil
	case PlanHandOver:
		return handOver(f, c, now)
	case PlanSettle:
		return settleOld(f, c, now)
	case PlanSchedule:
		return schedulePlan(f, c, now)
	}
	return Changes{}, Errorf(KindInvalid, "bad_change",
		"计划调整“%s”无效，应为 move、pause、resume、cancel、amount、settle、schedule 或 close",
		c.Change)
}

// AmountChange is a person's change of an annual plan that no import has changed since.
type AmountChange struct {
	By   string // name of the person
	At   Instant
	From *Money // plan given by the last import, in fen; nil: unknown
}

func movePlan(f *Facts, c ChangePlanCommand, now Instant) (Changes, error) {
	m, err := findMilestone(f.Milestones, c.Milestone)
	switch {
	case err != nil:
		return Changes{}, err
	case m.Status != MilestoneOpen:
		return Changes{}, Errorf(KindConflict, "milestone_done", "节点“%s”已完成（%s），不能改期", m.Name, m.DoneOn)
	case c.Date == 0:
		return Changes{}, Errorf(KindInvalid, "date_missing", "请填写节点“%s”的新日期", m.Name)
	case c.Date == m.Due:
		return Changes{}, Errorf(KindInvalid, "same_date", "节点“%s”的日期已经是 %s，没有变化", m.Name, c.Date)
	}
	m.Due, m.Precision, m.ArmedAt = c.Date, PrecisionDay, now
	m.DueVersion++
	moved := *m
	return Changes{
		Moved: &moved, Action: "plan.move", Object: m.ID,
		DueChange: &DueChange{MilestoneID: m.ID, DueVersion: m.DueVersion, Due: c.Date, Reason: c.Reason,
			Approver: c.Approver, At: now},
		Message: Messagef("节点“%s”已改期至 %s", m.Name, c.Date),
	}, nil
}

package demo

import (
	"context"
	"fmt"
	"slices"

	"duban/models"
	"duban/tracking"
)

// issueOrders designates who issues 督办单, has one issued and signed for and one sent to be signed, and enters a
// leader's instruction. Which projects are late depends on the day.
func (f *filler) issueOrders(ctx context.Context, year int) error {
	office, err := f.actorOf(ctx, models.RoleOffice)
	if err != nil {
		return err
	}
	if err := f.designate(ctx, office, year); err != nil {
		return err
	}
	if err := f.publish(ctx, office, year); err != nil {
		return err
	}
	if err := f.writeLetter(ctx, office); err != nil {
		return err
	}
	leader, leave, err := f.logIn(ctx, models.RoleLeader)
	if err != nil {
		return err
	}
	defer leave()
	if err := f.instruct(ctx, leader, year); err != nil {
		return err
	}
	drafts, err := f.Orders(ctx, office, tracking.OrderFilter{Kind: models.OrderSupervision, State: models.OrderDrafted})
	if err != nil {
		return err
	}
	before, err := f.Orders(ctx, office, tracking.OrderFilter{Kind: models.OrderSupervision})
	if err != nil {
		return err
	}
	if len(drafts.Orders) < len(before.Orders) { // of an earlier run that was interrupted
		return nil
	}
	sent := ""
	for _, o := range drafts.Orders {
		page, err := f.OrderPage(ctx, leader, o.ID)
		if err != nil {
			return err
		}
		if sent == "" && slices.ContainsFunc(page.May, func(m tracking.OrderMay) bool {
			return m.Step == models.StepSign && len(m.As) > 0
		}) {
			sent = o.ID
		}
	}
	rest := slices.DeleteFunc(drafts.Orders, func(o tracking.OrderLine) bool { return o.ID == sent })
	if len(rest) > 0 {
		if err := f.issue(ctx, office, rest[0].ID, year); err != nil {
			return err
		}
		rest = rest[1:]
	}
	if sent == "" && len(rest) > 0 {
		sent = rest[0].ID
	}
	if sent == "" {
		return nil
	}
	return f.orderStep(ctx, office, sent, models.StepSend, models.OrderCommand{})
}

// designate enters the body that issues orders, and the ground.
func (f *filler) designate(ctx context.Context, office models.Actor, year int) error {
	settings := models.DefaultOrderSettings("")
	settings.Issuer = "张店区人民政府办公室（演示）"
	settings.Ground = fmt.Sprintf("张政办发〔%d〕5号（演示数据）", year)
	settings.YellowBy, settings.InProgram = models.ToDeputyInCharge, models.Yes
	_, err := f.SetOrderSettings(ctx, office, f.key("order", "settings"), fmt.Sprint(year), settings)
	return err
}

// instruct enters an instruction of the leader, on a project of the unit that has an account.
func (f *filler) instruct(ctx context.Context, leader models.Actor, year int) error {
	overview, err := f.Overview(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year))
	if err != nil {
		return err
	}
	unit := f.accountOf(models.RoleUnit).Organisation
	i := slices.IndexFunc(overview.Projects, func(p tracking.ProjectLine) bool { return p.Unit == unit })
	if i < 0 {
		return nil
	}
	_, err = f.InstructOn(ctx, leader, f.key("order", "instruction"), models.InstructCommand{
		Party: f.accountOf(models.RoleLeader).Post, Project: ref(overview.Projects[i]), Due: f.day + 7,
		Text: "请抓紧推进，每周报告进展（演示数据）。"})
	return err
}

// issue takes a draft through its steps, from paper, until its unit has signed for it.
func (f *filler) issue(ctx context.Context, office models.Actor, order string, year int) error {
	paper := models.OrderCommand{Paper: "签批件（演示数据）", PaperOn: f.day}
	received := models.OrderCommand{Paper: "送达回证（演示数据）", PaperOn: f.day}
	for _, step := range []struct {
		kind models.OrderStepKind
		c    models.OrderCommand
	}{
		{models.StepSend, models.OrderCommand{}},
		{models.StepSign, paper},
		{models.StepIssue, models.OrderCommand{Number: fmt.Sprintf("张督〔%d〕1号", year), On: f.day}},
		{models.StepReceive, received},
	} {
		if step.kind == models.StepIssue && f.day < models.InstantOf(f.Now()).Date() {
			step.c.On = 0 // the filling was continued on a later day
		}
		if err := f.orderStep(ctx, office, order, step.kind, step.c); err != nil {
			return err
		}
	}
	return nil
}

func (f *filler) orderStep(ctx context.Context, by models.Actor, order string, kind models.OrderStepKind,
	c models.OrderCommand) error {
	_, err := f.OrderStep(ctx, by, f.key("order", order, string(kind)), order, kind, c)
	return err
}

// sponsorOfDraft returns the post that sponsors a project for which an order is drafted, another than the leader's; ""
// if there is none.
func (f *filler) sponsorOfDraft(ctx context.Context, year int, leader string) (string, error) {
	overview, err := f.Overview(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year))
	if err != nil {
		return "", err
	}
	drafts, err := f.Orders(ctx, models.Operator, tracking.OrderFilter{State: models.OrderDrafted})
	if err != nil {
		return "", err
	}
	for _, o := range drafts.Orders {
		for _, p := range overview.Projects {
			if slices.Contains(o.Projects, p.Code) && p.Sponsor != "" && p.Sponsor != leader {
				return p.Sponsor, nil
			}
		}
	}
	return "", nil
}

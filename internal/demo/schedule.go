package demo

import (
	"cmp"
	"context"
	"slices"

	"duban/models"
	"duban/tracking"
)

// schedule lays a template around the milestones of one project and links those that it has; half of its permits are
// done. It is the first project on the list that the template fits and of which a milestone is late.
func (f *filler) schedule(ctx context.Context, year int) error {
	overview, err := f.Overview(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year))
	if err != nil {
		return err
	}
	for _, p := range overview.Projects {
		v, err := f.Schedule(ctx, models.Operator, ref(p), "产业", models.ScheduleEnds{By: f.day + 400})
		if err != nil {
			return err
		}
		late := slices.ContainsFunc(v.Milestones, func(m tracking.MilestoneLine) bool { return m.ExpectedLate > 0 })
		if !late {
			continue
		}
		_, err = f.ChangePlan(ctx, models.Operator, f.key("schedule", p.Code), ref(p), 0, models.ChangePlanCommand{
			Change: models.PlanSchedule, Steps: linked(v), Reason: "按产业类模板排定节点（演示数据）",
			Document: "节点计划审定表（演示数据）"})
		switch {
		case models.KindOf(err) == models.KindInvalid: // another project fits
			continue
		case err != nil && models.KindOf(err) != models.KindConflict: // it was laid before the program was killed
			return err
		}
		return f.permits(ctx, p)
	}
	return nil
}

// linked returns the steps of a template for a project, with its own open milestones one after another.
func linked(v tracking.Schedule) []models.PlannedStep {
	open := slices.DeleteFunc(slices.Clone(v.Milestones), func(m tracking.MilestoneLine) bool {
		return m.Status != models.MilestoneOpen || m.Due == 0
	})
	slices.SortStableFunc(open, func(a, b tracking.MilestoneLine) int { return cmp.Compare(a.Due, b.Due) })
	var steps []models.PlannedStep
	for i, m := range open {
		step := models.PlannedStep{Name: m.Name}
		if i > 0 {
			step.Days, step.After = max(1, int(m.Due-open[i-1].Due)), []string{open[i-1].Name}
		}
		steps = append(steps, step)
	}
	last := v.Steps[slices.IndexFunc(v.Steps, func(s models.ProposedStep) bool { return s.Name == "投产" })]
	if last.New() && len(open) > 0 {
		step := last.PlannedStep
		step.After = []string{open[len(open)-1].Name}
		steps = append(steps, step)
	}
	return steps
}

// permits enters half of the four permits of a project, and its code.
func (f *filler) permits(ctx context.Context, p tracking.ProjectLine) error {
	for i, e := range []models.PermitEntry{
		{Kind: models.PermitApproval, State: models.PermitDone, Number: "演示〔0001〕号", On: f.day - 300},
		{Kind: models.PermitLand, State: models.PermitDone, Number: "演示〔0002〕号", On: f.day - 240},
		{Kind: models.PermitLandPlanning, State: models.PermitDone, Number: "演示〔0003〕号", On: f.day - 200},
		{Kind: models.PermitWorks, State: models.PermitUnderWay}, {Kind: models.PermitConstruction,
			State: models.PermitNotYet},
	} {
		if _, err := f.SetPermit(ctx, models.Operator, f.key("permit", p.Code, string(rune('a'+i))), ref(p), e); err != nil {
			return err
		}
	}
	_, err := f.SetFormalities(ctx, models.Operator, f.key("formalities", p.Code), ref(p), models.FormalitiesEntry{
		ApprovalCode: "2021-370303-48-01-123456", EnteredOn: f.day - 180, InStatistics: models.No,
		Missing: "施工许可证、施工合同（演示数据）"})
	return err
}

package demo

import (
	"context"
	"slices"

	"duban/internal/sample"
	"duban/models"
	"duban/tracking"
)

// askRequests leaves two requests to be decided: an extension of a controlling milestone, which is a leader's, and
// another annual plan, which is the office's.
func (f *filler) askRequests(ctx context.Context, year int) error {
	overview, err := f.Overview(ctx, models.Operator, models.ProgrammeID(models.DistrictProgramme, year))
	if err != nil {
		return err
	}
	extended, changed, reporters := false, false, map[string]bool{}
	for _, p := range sample.Programme(year).Projects {
		reporters[p.Project.Name] = p.Owner == sample.Reporter
	}
	projects := slices.SortedStableFunc(slices.Values(overview.Projects), func(a, b tracking.ProjectLine) int {
		switch { // the leader with an account sponsors them
		case reporters[a.Name] == reporters[b.Name]:
			return 0
		case reporters[a.Name]:
			return -1
		}
		return 1
	})
	for _, p := range projects {
		form, err := f.RequestForm(ctx, models.Operator, ref(p))
		if err != nil {
			return err
		}
		c := models.RequestCommand{Document: "项目单位申请（演示数据）", Paper: "项目单位盖章的申请（演示数据）", Confirmed: true}
		at := slices.IndexFunc(form.Milestones, func(m tracking.MilestoneLine) bool { return m.Controlling && m.Due > f.day })
		switch {
		case !extended && at >= 0:
			m := form.Milestones[at]
			c.Kind, c.Milestone, c.Date = models.RequestExtension, m.ID, m.Due+20
			c.Reason = "关键设备到货推迟，申请顺延（演示数据）"
		case extended && !changed && form.AnnualPlan > 0:
			plan := form.AnnualPlan.Share(9, 10)
			c.Kind, c.AnnualPlan, c.Reason = models.RequestPlan, &plan, "部分工程转入下年实施（演示数据）"
		default:
			continue
		}
		if _, err := f.AskRequest(ctx, models.Operator, f.key("request", string(c.Kind), p.Code), ref(p), c); err != nil {
			return err
		}
		extended, changed = extended || c.Kind == models.RequestExtension, changed || c.Kind == models.RequestPlan
		if extended && changed {
			return nil
		}
	}
	return nil
}

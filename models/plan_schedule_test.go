package models_test

import (
	"strings"
	"testing"

	"duban/models"
)

func planned(name, date string, days int, after ...string) models.PlannedStep {
	on, err := models.ParseDate(date)
	if err != nil {
		panic(err)
	}
	return models.PlannedStep{Name: name, Date: on, Days: days, After: after}
}

func TestASchedule(t *testing.T) {
	now := models.DateOf(2026, 4, 1).At(10, 0)
	facts := func() models.Facts {
		f := models.Facts{Project: models.Project{ID: "p", Name: "科汇", Status: models.ProjectOpen}}
		f.Milestones = []models.Milestone{milestoneOf("开工", models.DateOf(2026, 3, 1), 0, ""),
			milestoneOf("竣工", models.DateOf(2026, 9, 30), 0, ""), {ID: "投产", Name: "投产", NameKey: "投产", DueVersion: 1,
				Status: models.MilestoneOpen}, {ID: "试车", Name: "试车", NameKey: "试车", Status: models.MilestoneDropped}}
		f.Milestones[0].Status, f.Milestones[0].DoneOn = models.MilestoneDone, models.DateOf(2026, 3, 2)
		return f
	}
	try := func(f *models.Facts, steps ...models.PlannedStep) (models.Changes, error) {
		return models.Rules{}.ChangePlan(f, models.ChangePlanCommand{Change: models.PlanSchedule, Reason: "排定", Steps: steps},
			"k", now)
	}
	f := facts()
	c, err := try(&f, planned("封顶", "2026-07-01", 90, "开工"), planned("竣工", "", 60, "封顶"),
		planned("投产", "2026-12-01", 30, "竣工"))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Message.Text; got != "已排定 2 个节点的日期" || len(c.Planned) != 3 {
		t.Errorf("%s, %d planned", got, len(c.Planned))
	}
	roof, end, works := f.Milestones[4], f.Milestones[1], f.Milestones[2]
	switch {
	case roof.Due != roof.Baseline || roof.Due != models.DateOf(2026, 7, 1) || roof.Days != 90 || roof.After != "开工":
		t.Errorf("the new milestone is %+v", roof)
	case end.Due != models.DateOf(2026, 9, 30) || end.DueVersion != 1 || end.After != roof.ID || end.Days != 60:
		t.Errorf("the milestone with a date is %+v", end)
	case works.Baseline != models.DateOf(2026, 12, 1) || works.DueVersion != 2 || works.After != "竣工":
		t.Errorf("the milestone without a date is %+v", works)
	}
	if _, err := try(&f, planned("竣工", "", 60, "封顶")); err == nil || !strings.Contains(err.Error(), "没有变化") {
		t.Errorf("the same again gives %v", err)
	}
	for want, steps := range map[string][]models.PlannedStep{
		"竣工 → 封顶 → 竣工": {planned("封顶", "2026-09-30", 0, "竣工"), planned("竣工", "", 0, "封顶")},
		"属于延期":         {planned("竣工", "2026-10-30", 0)},
		"已完成":          {planned("开工", "2026-10-30", 0)},
		"已过":           {planned("封顶", "2026-03-31", 0)},
		"早于前置节点":       {planned("封顶", "2026-10-31", 0), planned("竣工", "", 0, "封顶")},
		"已取消":          {planned("试车", "2026-10-31", 0)},
		"请填写节点":        {planned("封顶", "", 0)},
		"不在计划中":        {planned("封顶", "2026-07-01", 0, "打桩")},
		"出现两次":         {planned("封顶", "2026-07-01", 0), planned(" 封 顶", "2026-07-01", 0)},
		"请选择要排定的节点":    {},
	} {
		f := facts()
		before := f.Milestones[1]
		if _, err := try(&f, steps...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v gives %v, want %q", steps, err, want)
		}
		if f.Milestones[1] != before || len(f.Milestones) != 4 {
			t.Errorf("%q changed the facts", want)
		}
	}
}

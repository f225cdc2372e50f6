package tracking_test

import (
	"strings"
	"testing"

	"duban/models"
)

// The owner lays a template backwards and asks; the office approves, which makes the days the baseline; a milestone
// that is late moves what follows it, and the ladder goes by the due dates as before.
func TestAScheduleIsAskedApprovedAndFollowed(t *testing.T) {
	s := newFixture(t)
	owner := holding(models.RoleOwner, s.own.OwnerID)
	by := models.DateOf(2023, 8, 31)
	v, err := s.Schedule(t.Context(), owner, s.own.Code, "民生", models.ScheduleEnds{By: by})
	if err != nil || v.MayPlan || !v.MayAsk {
		t.Fatalf("%+v, %v", v, err)
	}
	steps := models.Proposal{Steps: v.Steps}.Chosen(func(p models.ProposedStep) bool {
		return p.New() && p.Name != "投用"
	})
	q, err := s.AskRequest(t.Context(), owner, "ask", s.own.Code, models.RequestCommand{Kind: models.RequestSchedule,
		Steps: steps, Reason: "年度节点计划"})
	if err != nil {
		t.Fatal(err)
	}
	if !q.ForLeader.IsZero() || len(q.Steps) != len(steps) || !strings.Contains(q.About.Text, "节点计划") {
		t.Errorf("asked %+v", q)
	}
	before := len(s.project(s.own.Name).Milestones)
	if _, err := s.DecideAsked(t.Context(), office, "approve", q.ID, models.DecideRequestCommand{
		Decision: models.ApproveRequest}); err != nil {
		t.Fatal(err)
	}
	f := s.project(s.own.Name)
	if len(f.Milestones) <= before {
		t.Fatal("nothing is scheduled")
	}
	byName := map[string]models.Milestone{}
	for _, m := range f.Milestones {
		byName[m.Name] = m
	}
	fit, end := byName["装修安装"], byName["竣工验收"]
	if fit.Baseline != fit.Due || fit.Due != models.DateOf(2021, 7, 17) || fit.Days != 150 || fit.After == "" ||
		fit.Status != models.MilestoneOpen || end.Due != models.DateOf(2021, 8, 16) || end.After != fit.ID || end.Days != 30 {
		t.Errorf("装修安装 is %+v, 竣工验收 %+v", fit, end)
	}
	if _, there := byName["纳统入库"]; there {
		t.Error("the entry in statistics became a milestone that is followed")
	}
	// an approved extension moves what follows, whose due date stays
	if _, err := s.ChangePlan(t.Context(), office, "move", s.own.Code, 0, models.ChangePlanCommand{Change: models.PlanMove,
		Milestone: fit.Name, Date: models.DateOf(2021, 9, 30), Reason: "材料"}); err != nil {
		t.Fatal(err)
	}
	page, err := s.ProjectPage(t.Context(), owner, s.own.Code)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range page.Milestones {
		if m.Name == end.Name && (m.Expected != models.DateOf(2021, 10, 30) || m.Because != fit.Name ||
			m.Due != end.Due || m.ExpectedLate != 75) || m.Name == fit.Name && m.Expected != models.DateOf(2021, 9, 30) {
			t.Errorf("%s is due %s and expected %s (%d) because of %q", m.Name, m.Due, m.Expected, m.ExpectedLate, m.Because)
		}
	}
	_, err = s.ChangePlan(t.Context(), office, "ring", s.own.Code, 0, models.ChangePlanCommand{Change: models.PlanSchedule,
		Reason: "试", Steps: []models.PlannedStep{{Name: fit.Name, After: []string{end.Name}}}})
	if e := models.AsError(err); e == nil || e.Code != "step_cycle" && e.Code != "before_predecessor" {
		t.Errorf("a ring gives %v", err)
	}
	plan, err := s.PlanPage(t.Context(), office, s.own.Code)
	if err != nil || len(plan.Changes) != 2 || plan.Changes[0].Kind != models.PlanSchedule ||
		plan.Changes[0].Reason != "年度节点计划" {
		t.Errorf("%+v, %v", plan.Changes, err)
	}
}

func TestTemplatesAreTheOffices(t *testing.T) {
	s := newFixture(t)
	own := models.MilestoneTemplate{Name: "民生", Steps: []models.TemplateStep{{Name: "开工", Days: 5},
		{Name: "投用", Days: 60, After: []string{"开工"}}}}
	if err := s.SetMilestoneTemplate(t.Context(), office, "set", own); err != nil {
		t.Fatal(err)
	}
	v, err := s.Schedule(t.Context(), office, s.own.Code, "民生", models.ScheduleEnds{From: models.DateOf(2023, 1, 1)})
	if err != nil || v.Steps[1].Name != "投用" || v.Steps[1].Days != 60 {
		t.Fatalf("%+v, %v", v.Steps, err)
	}
	all, err := s.MilestoneTemplates(t.Context(), office)
	if err != nil || len(all) != 4 || !all[2].Changed || all[2].Own || all[0].Changed ||
		len(all[0].Rules) != len(all[0].Steps) {
		t.Fatalf("%+v, %v", all, err)
	}
	if err := s.ResetMilestoneTemplate(t.Context(), office, "reset", "民生"); err != nil {
		t.Fatal(err)
	}
	if all, err = s.MilestoneTemplates(t.Context(), office); err != nil || all[2].Changed || len(all[2].Steps) != 12 {
		t.Fatalf("%+v, %v", all[2], err)
	}
	if err := s.ResetMilestoneTemplate(t.Context(), office, "reset2", "没有"); models.KindOf(err) != models.KindNotFound {
		t.Errorf("a template that there is not gives %v", err)
	}
}

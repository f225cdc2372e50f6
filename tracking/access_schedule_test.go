package tracking_test

import "duban/models"

func milestoneTemplates(s fixture, a models.Actor) error {
	_, err := s.MilestoneTemplates(s.t.Context(), a)
	return err
}

func setMilestoneTemplate(s fixture, a models.Actor) error {
	return s.SetMilestoneTemplate(s.t.Context(), a, "ask", models.MilestoneTemplate{Name: "小型改造",
		Steps: []models.TemplateStep{{Name: "开工", Days: 10}}})
}

func resetMilestoneTemplate(s fixture, a models.Actor) error {
	return s.ResetMilestoneTemplate(s.t.Context(), a, "ask", "民生")
}

func schedule(s fixture, a models.Actor) error {
	_, err := s.Schedule(s.t.Context(), a, s.own.Code, "民生", models.ScheduleEnds{By: models.DateOf(2023, 8, 31)})
	return err
}

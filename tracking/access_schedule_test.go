package tracking_test

import (
	"bytes"

	"duban/models"
)

func milestoneTemplates(s fixture, a models.Actor) error {
	_, err := s.MilestoneTemplates(s.t.Context(), a)
	return err
}

func setMilestoneTemplate(s fixture, a models.Actor) error {
	return s.SetMilestoneTemplate(s.t.Context(), a, "ask", models.MilestoneTemplate{Name: "小型改造",
		Steps: []models.TemplateStep{{Name: "开工", Days: 10}}})
}

func addMilestoneTemplate(s fixture, a models.Actor) error {
	return s.AddMilestoneTemplate(s.t.Context(), a, "ask", models.MilestoneTemplate{Name: "小型改造",
		Steps: []models.TemplateStep{{Name: "开工", Days: 10}}})
}

func resetMilestoneTemplate(s fixture, a models.Actor) error {
	return s.ResetMilestoneTemplate(s.t.Context(), a, "ask", "民生")
}

func schedule(s fixture, a models.Actor) error {
	_, err := s.Schedule(s.t.Context(), a, s.own.Code, "民生", models.ScheduleEnds{By: models.DateOf(2023, 8, 31)})
	return err
}

func permitPage(s fixture, a models.Actor) error {
	_, err := s.PermitPage(s.t.Context(), a, s.own.Code)
	return err
}

func permitList(s fixture, a models.Actor) error {
	_, err := s.PermitList(s.t.Context(), a, "")
	return err
}

func setPermit(s fixture, a models.Actor) error {
	_, err := s.SetPermit(s.t.Context(), a, "ask", s.own.Code, models.PermitEntry{Kind: models.PermitLand,
		State: models.PermitUnderWay})
	return err
}

func setFormalities(s fixture, a models.Actor) error {
	_, err := s.SetFormalities(s.t.Context(), a, "ask", s.own.Code, models.FormalitiesEntry{InStatistics: models.No})
	return err
}

func openPermitFile(s fixture, a models.Actor) error {
	_, err := s.OpenPermitFile(s.t.Context(), a, s.own.Code, models.PermitLand)
	return err
}

// enterPermit has the operator enter own's land certificate with its scan.
func (s *fixture) enterPermit() {
	s.t.Helper()
	scan, err := s.PutEvidence(s.t.Context(), models.Operator, "土地证.pdf", bytes.NewReader(pdf))
	if err == nil {
		_, err = s.SetPermit(s.t.Context(), models.Operator, "permit", s.own.Code, models.PermitEntry{Kind: models.PermitLand,
			State: models.PermitUnderWay, Evidence: &scan})
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

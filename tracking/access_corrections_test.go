package tracking_test

import (
	"duban/models"
)

// acceptTwo has the office accept two of own's milestones, and the operator ask to open the first again.
func (s *fixture) acceptTwo() {
	s.t.Helper()
	for _, key := range []string{"first accepted", "second accepted"} {
		c := models.SubmitMilestoneCommand{Milestone: s.openMilestone(), DoneOn: s.clock.Date(), Paper: "验收单"}
		r, err := s.SubmitMilestone(s.t.Context(), models.Operator, key, s.own.Code, 0, c)
		if err != nil {
			s.t.Fatal(err)
		}
		if _, err := s.Review(s.t.Context(), office, key+" review", 0, models.ReviewCommand{Submission: r.Object,
			Decision: models.Accept}); err != nil {
			s.t.Fatal(err)
		}
		s.accepted = r.Object
		if s.correction != "" {
			continue
		}
		v, err := s.AskCorrection(s.t.Context(), models.Operator, key+" correction", s.own.Code, models.CorrectionCommand{
			Kind: models.ReopenMilestone, Milestone: c.Milestone, Reason: "验收作废"})
		if err != nil {
			s.t.Fatal(err)
		}
		s.correction = v.ID
	}
	s.askExtension()
	s.enterPermit()
	s.enterConfirmation()
	s.enterScores()
	s.enterOuting()
}

// acceptedMilestone is the milestone of own that the office accepted and no one asked to correct.
func (s fixture) acceptedMilestone() string {
	for _, sub := range s.project(s.own.Name).Submissions {
		if sub.ID == s.accepted {
			return sub.MilestoneID
		}
	}
	s.t.Fatal("no accepted milestone")
	return ""
}

func askCorrection(s fixture, a models.Actor) error {
	_, err := s.AskCorrection(s.t.Context(), a, "ask", s.own.Code, models.CorrectionCommand{
		Kind: models.ReopenMilestone, Milestone: s.acceptedMilestone(), Reason: "验收作废"})
	return err
}

func listCorrections(s fixture, a models.Actor) error {
	all, err := s.Corrections(s.t.Context(), a, true)
	if err == nil && len(all) == 0 {
		return errEmpty
	}
	return err
}

func correctionForm(s fixture, a models.Actor) error {
	_, err := s.CorrectionForm(s.t.Context(), a, s.own.Code)
	return err
}

func confirmCorrection(s fixture, a models.Actor) error {
	_, err := s.ConfirmCorrection(s.t.Context(), a, "ask", s.correction, "已核对")
	return err
}

func refuseCorrection(s fixture, a models.Actor) error {
	_, err := s.RefuseCorrection(s.t.Context(), a, "ask", s.correction, "不需要")
	return err
}

func withdrawCorrection(s fixture, a models.Actor) error {
	_, err := s.WithdrawCorrection(s.t.Context(), a, "ask", s.correction)
	return err
}

func takeBack(s fixture, a models.Actor) error {
	_, err := s.TakeBack(s.t.Context(), a, "ask", s.accepted)
	return err
}

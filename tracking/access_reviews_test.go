package tracking_test

import (
	"duban/models"
	"duban/tracking"
)

func reviewQueue(s fixture, a models.Actor) error {
	queue, err := s.ReviewQueue(s.t.Context(), a, tracking.OldestFirst)
	if err == nil && len(queue.Lines) == 0 {
		return errEmpty
	}
	return err
}

func submissionPage(s fixture, a models.Actor) error {
	_, err := s.SubmissionPage(s.t.Context(), a, s.waiting)
	return err
}

func listPlans(s fixture, a models.Actor) error {
	_, err := s.Plans(s.t.Context(), a, "")
	return err
}

func planPage(s fixture, a models.Actor) error {
	_, err := s.PlanPage(s.t.Context(), a, s.own.Code)
	return err
}

func trialPage(s fixture, a models.Actor) error {
	_, err := s.Trial(s.t.Context(), a, "", 0)
	return err
}

func setRank(s fixture, a models.Actor) error {
	return s.SetRank(s.t.Context(), a, "ask", "", models.RankByPoints)
}

func publishing(s fixture, a models.Actor) error {
	_, err := s.Publishing(s.t.Context(), a, "")
	return err
}

func setPublishing(s fixture, a models.Actor) error {
	_, err := s.SetPublishing(s.t.Context(), a, "ask", "", models.Publishing{BlackDocument: "张政办字〔2021〕15号"})
	return err
}

func showTarget(s fixture, a models.Actor) error {
	_, err := s.Target(s.t.Context(), a, "")
	return err
}

func decideTarget(s fixture, a models.Actor) error {
	_, err := s.DecideTarget(s.t.Context(), a, "ask", "", models.TargetEntry{Amount: 100, Confirmed: true,
		Document:  "人发1号",
		DecidedOn: models.DateOf(2021, 1, 20)})
	return err
}

func setColours(s fixture, a models.Actor) error {
	return s.SetColours(s.t.Context(), a, "ask", "", "half-2021")
}

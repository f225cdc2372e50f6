package tracking_test

import (
	"slices"

	"duban/models"
	"duban/tracking"
)

// What is asked of the access table about what owners are asked and answer with.

func tasks(s fixture, a models.Actor) error {
	got, err := s.Tasks(s.t.Context(), a)
	own := slices.ContainsFunc(got.Tasks, func(t tracking.Task) bool { return t.Code == s.own.Code })
	if err == nil && !own && (got.Reviews == nil || got.Reviews.Waiting == 0) {
		return errEmpty
	}
	return err
}

func milestoneForm(s fixture, a models.Actor) error {
	_, err := s.MilestoneForm(s.t.Context(), a, s.own.Code, s.openMilestone())
	return err
}

func reportForm(s fixture, a models.Actor) error {
	_, err := s.ReportForm(s.t.Context(), a, s.own.Code, models.MonthOf(2021, 2))
	return err
}

// wholeList asks for all of a list.
func wholeList(total int) (from, to int) { return 0, total }

func reportBatch(s fixture, a models.Actor) error {
	got, err := s.ReportBatch(s.t.Context(), a, models.MonthOf(2021, 2), wholeList)
	if err == nil && !slices.ContainsFunc(got.Rows, func(f tracking.ReportForm) bool { return f.Code == s.own.Code }) {
		return errEmpty
	}
	return err
}

func checkReport(s fixture, a models.Actor) error {
	_, err := s.CheckReport(s.t.Context(), a, s.own.Code, models.ReportMonthCommand{Month: models.MonthOf(2021, 2),
		MonthAmount: new(models.Money)})
	return err
}

func acknowledged(s fixture, a models.Actor) error {
	got, err := s.Acknowledged(s.t.Context(), a, "scene 0")
	if err == nil && got.Pending {
		return errEmpty
	}
	return err
}

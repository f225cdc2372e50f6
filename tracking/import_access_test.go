package tracking_test

import (
	"duban/models"
	"duban/tracking"
)

func cancelImport(s fixture, a models.Actor) error {
	_, err := s.CancelImport(s.t.Context(), a, "ask", s.staged)
	return err
}

func listImports(s fixture, a models.Actor) error {
	lines, err := s.Imports(s.t.Context(), a, "")
	if err == nil && len(lines) == 0 {
		return errEmpty
	}
	return err
}

func showImport(s fixture, a models.Actor) error {
	_, err := s.ShowImport(s.t.Context(), a, s.committed)
	return err
}

func adjustList(s fixture, a models.Actor) error {
	_, err := s.AdjustList(s.t.Context(), a, "ask", "", tracking.ListAdjustment{
		Change: tracking.ListDrop, Projects: []string{s.own.Code}, Document: "5号", EffectiveOn: s.clock.Date(),
	})
	return err
}

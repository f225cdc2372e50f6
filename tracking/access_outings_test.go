package tracking_test

import (
	"maps"

	"duban/models"
	"duban/store"
)

// fixtureOuting is a route of own.
var fixtureOuting = models.OutingID("fixture")

func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"Outings":        {listOutings, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"Outing":         {showOuting, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"OutingForm":     {outingForm, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"KeepOuting":     {keepOuting, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"OutingSheet":    {outingSheet, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"OutingWorkbook": {outingWorkbook, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	})
	maps.Copy(scopesOf, map[string][]models.Scope{"Outings": read, "Outing": read, "OutingSheet": read,
		"OutingWorkbook": read, "OutingForm": planRead, "KeepOuting": planRead})
}

// enterOuting puts a route on record by hand.
func (s *fixture) enterOuting() {
	s.t.Helper()
	if err := s.Store.Write(s.t.Context(), func(tx *store.Tx) error {
		return tx.InsertOuting(models.Outing{ID: fixtureOuting, Kind: models.OutingRoute, Title: "观摩", On: s.clock.Date(),
			ProgrammeID: models.ProgrammeID(models.DistrictProgramme, s.own.Year), Version: 1,
			Stops: []models.OutingStop{models.UsualStop(s.own.ID)}})
	}); err != nil {
		s.t.Fatal(err)
	}
}

func listOutings(s fixture, a models.Actor) error {
	_, err := s.Outings(s.t.Context(), a, "")
	return err
}

func showOuting(s fixture, a models.Actor) error {
	_, err := s.Outing(s.t.Context(), a, fixtureOuting)
	return err
}

func outingForm(s fixture, a models.Actor) error {
	_, err := s.OutingForm(s.t.Context(), a, "", models.OutingFilter{})
	return err
}

func keepOuting(s fixture, a models.Actor) error {
	_, err := s.KeepOuting(s.t.Context(), a, "ask", "", "", models.OutingEntry{Kind: models.OutingStart, Title: "集中开工",
		On: s.clock.Date(), Lines: s.own.Code})
	return err
}

func outingSheet(s fixture, a models.Actor) error {
	_, err := s.OutingSheet(s.t.Context(), a, fixtureOuting)
	return err
}

func outingWorkbook(s fixture, a models.Actor) error {
	_, _, err := s.OutingWorkbook(s.t.Context(), a, fixtureOuting)
	return err
}

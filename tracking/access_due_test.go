package tracking_test

import (
	"maps"

	"duban/models"
	"duban/tracking"
)

func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"DueMonth": {dueMonth, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, no}},
		"Timeline": {timeline, [9]string{yes, yes, yes, empty, yes, empty, yes, yes, no}},
	})
	maps.Copy(scopesOf, map[string][]models.Scope{"DueMonth": read, "Timeline": read})
}

// dueMonth looks through the year for something of own.
func dueMonth(s fixture, a models.Actor) error {
	found := false
	for n := 1; n <= 12; n++ {
		got, err := s.DueMonth(s.t.Context(), a, tracking.DueFilter{Month: models.MonthOf(s.own.Year, n)})
		if err != nil {
			return err
		}
		for _, d := range got.Days {
			for _, l := range d.Lines {
				found = found || l.Code == s.own.Code
			}
		}
	}
	return seen(found, nil)
}

func timeline(s fixture, a models.Actor) error {
	got, err := s.Timeline(s.t.Context(), a, tracking.ProjectFilter{})
	found := false
	for _, p := range got.Projects {
		found = found || p.Code == s.own.Code
	}
	return seen(found, err)
}

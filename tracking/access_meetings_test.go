package tracking_test

import (
	"maps"

	"duban/models"
)

// The rows of meetings.
func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"Meetings":      {meetings, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"Meeting":       {meeting, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"KeepMeeting":   {keepMeeting, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"DecideMeeting": {decideMeeting, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"OpenMinutes":   {openMinutes, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
	})
	maps.Copy(scopesOf, map[string][]models.Scope{"Meetings": read, "Meeting": read, "KeepMeeting": planRead,
		"DecideMeeting": planRead, "OpenMinutes": read})
}

func meetings(s fixture, a models.Actor) error {
	_, err := s.Meetings(s.t.Context(), a, "")
	return err
}

// asMissing is nil when a meeting that does not exist was looked for: who may not is refused before.
func asMissing(err error) error {
	if models.AsError(err).Code == "no_meeting" {
		return nil
	}
	return err
}

func meeting(s fixture, a models.Actor) error {
	_, err := s.Meeting(s.t.Context(), a, "mtg-none")
	return asMissing(err)
}

func keepMeeting(s fixture, a models.Actor) error {
	_, err := s.KeepMeeting(s.t.Context(), a, "ask", "", s.meetingEntry())
	return err
}

func decideMeeting(s fixture, a models.Actor) error {
	_, err := s.DecideMeeting(s.t.Context(), a, "ask", "mtg-none", models.Minutes{})
	return asMissing(err)
}

func openMinutes(s fixture, a models.Actor) error {
	_, err := s.OpenMinutes(s.t.Context(), a, "mtg-none")
	return asMissing(err)
}

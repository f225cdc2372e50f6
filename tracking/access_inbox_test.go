package tracking_test

import (
	"maps"

	"duban/models"
	"duban/tracking"
)

// Everyone reads their own messages; only the office lets them go to leaders.
func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"Inbox":          {inbox, [9]string{no, yes, yes, yes, yes, yes, yes, yes, yes}},
		"ReadInbox":      {readInbox, [9]string{no, yes, yes, yes, yes, yes, yes, yes, yes}},
		"ReleaseList":    {releaseList, [9]string{no, yes, no, no, no, no, no, no, no}},
		"Release":        {release, [9]string{no, yes, no, no, no, no, no, no, no}},
		"SetReleaseAuto": {setReleaseAuto, [9]string{no, yes, no, no, no, no, no, no, no}},
	})
	others["Inbox"] = [5]string{yes, yes, yes, yes, yes}
	others["ReadInbox"] = [5]string{yes, yes, yes, yes, yes}
}

func inbox(s fixture, a models.Actor) error {
	_, err := s.Inbox(s.t.Context(), a, 10, 0)
	return err
}

func readInbox(s fixture, a models.Actor) error { return s.ReadInbox(s.t.Context(), a, "ask", nil) }

func releaseList(s fixture, a models.Actor) error {
	_, err := s.ReleaseList(s.t.Context(), a, "")
	return err
}

func release(s fixture, a models.Actor) error {
	return s.Release(s.t.Context(), a, "ask", tracking.ReleaseChoice{})
}

func setReleaseAuto(s fixture, a models.Actor) error {
	return s.SetReleaseAuto(s.t.Context(), a, "ask", district, true)
}

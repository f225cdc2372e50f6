package tracking_test

import (
	"maps"

	"duban/models"
)

func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"RoundSettings":    {roundSettings, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"SetRoundSettings": {setRoundSettings, [9]string{yes, yes, no, no, no, no, no, no, no}},
	})
	open["TellRounds"] = "the system's own work; no request leads there"
	open["KeepResume"] = "the system's own work; no request leads there"
	open["BeginRounds"] = "the system's own work; no request leads there"
	maps.Copy(scopesOf, map[string][]models.Scope{"RoundSettings": read, "SetRoundSettings": planRead})
}

func roundSettings(s fixture, a models.Actor) error {
	_, err := s.RoundSettings(s.t.Context(), a, "")
	return err
}

func setRoundSettings(s fixture, a models.Actor) error {
	_, err := s.SetRoundSettings(s.t.Context(), a, "ask", "",
		models.RoundEntry{RoundSettings: models.DefaultRoundSettings("")})
	return err
}

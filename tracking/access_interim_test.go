package tracking_test

import (
	"maps"

	"duban/models"
)

// The rows of ten-day and weekly rounds.
func init() {
	//                       operator office owner other   unit other   leader reader no one
	maps.Copy(access, map[string]struct {
		ask  func(s fixture, a models.Actor) error
		want [9]string
	}{
		"Interim":    {interim, [9]string{yes, yes, no, no, no, no, yes, yes, no}},
		"SetInterim": {setInterim, [9]string{yes, yes, no, no, no, no, no, no, no}},
		"EndInterim": {endInterim, [9]string{yes, yes, no, no, no, no, no, no, no}},
	})
	open["KeepInterim"] = "the system's own work; no request leads there"
	maps.Copy(scopesOf, map[string][]models.Scope{"Interim": read, "SetInterim": planRead, "EndInterim": planRead})
}

func interim(s fixture, a models.Actor) error {
	_, err := s.Interim(s.t.Context(), a, "")
	return err
}

// interimEntry is a ten-day round from a day on.
func interimEntry(first, last models.Date) models.InterimEntry {
	return models.InterimEntry{Kind: models.InterimTenDays, Document: "青政办函〔2021〕12号", Title: "关于开展旬调度的通知",
		DocumentOn: first, FirstDay: first, LastDay: last}
}

func setInterim(s fixture, a models.Actor) error {
	_, err := s.SetInterim(s.t.Context(), a, "ask", "", interimEntry(s.clock.Date(), s.clock.Date()+20))
	return err
}

// endInterim ends a round that does not exist: who may not is refused before.
func endInterim(s fixture, a models.Actor) error {
	_, err := s.EndInterim(s.t.Context(), a, "ask", "none", models.InterimEnding{Reason: "已完成"})
	if models.AsError(err).Code == "no_interim_round" {
		return nil
	}
	return err
}

package tracking

import "duban/models"

// Notice is a fault that limits the system. It is shown on every page of people who can do something about it.
type Notice struct {
	Code string         `json:"code"`
	Text models.Message `json:"text"`
	// Confirm is true when the person may confirm that all is well, as for the clock.
	Confirm bool `json:"confirm,omitempty"`
}

// Notices returns the present notices for the office and the administrators; nil for others.
func (s *Service) Notices(actor models.Actor) []Notice {
	if models.CanSeeNotices(actor) != nil {
		return nil
	}
	var all []Notice
	if err := s.Store.CheckSpace(); err != nil {
		all = append(all, Notice{Code: "disk_full", Text: models.AsError(err).Message})
	}
	if text := s.clockState().Message(); !text.IsZero() {
		all = append(all, Notice{Code: "clock", Text: text, Confirm: models.CanConfirmClock(actor) == nil})
	}
	return all
}

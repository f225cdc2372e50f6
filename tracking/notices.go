package tracking

import "duban/models"

// Notice is something about the system that keeps it from working as usual. It stands on every page of those who can do
// something about it.
type Notice struct {
	Code string         `json:"code"`
	Text models.Message `json:"text"`
	// Confirm is true when the person may say that all is well: of the clock.
	Confirm bool `json:"confirm,omitempty"`
}

// Notices returns what the office and the administrators must know now; mostly, and for all others, nil.
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

package tracking

import "duban/models"

// Notice is something about the system that keeps it from working as usual. It stands on every page of those who can do
// something about it.
type Notice struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// Notices are what the office and the administrators must know now; nil for everybody else, and as a rule.
func (s *Service) Notices(actor models.Actor) []Notice {
	if models.CanSeeNotices(actor) != nil {
		return nil
	}
	var all []Notice
	if err := s.Store.Room(); err != nil {
		all = append(all, Notice{"disk_full", models.AsError(err).Message})
	}
	return all
}

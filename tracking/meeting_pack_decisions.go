package tracking

import (
	"duban/internal/meetingpack"
	"duban/models"
	"duban/store"
)

// lastDecisions gives the pack what the last meeting with signed minutes decided, and what became of it.
func (s *Service) lastDecisions(tx *store.Tx, p models.Programme) ([]meetingpack.Decision, error) {
	m, err := s.lastMeeting(tx, p)
	if models.KindOf(err) == models.KindNotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	common, err := s.common(tx)
	if err != nil {
		return nil, err
	}
	page, err := s.meetingPage(tx, models.Actor{}, common, m)
	var out []meetingpack.Decision
	for _, d := range page.Decisions {
		out = append(out, meetingpack.Decision{Meeting: m.Title, Number: m.Number, Text: d.Text, Unit: d.Unit, Due: d.Due,
			State: d.Outcome.Chinese(), Outcome: d.Answer, Done: d.Outcome == models.DecisionDone,
			Late: d.Outcome == models.DecisionLate, Withdrawn: d.Outcome == models.DecisionWithdrawn})
	}
	return out, err
}

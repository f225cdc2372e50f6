package telling

import (
	"strings"

	"duban/models"
)

// roundHolds asks whether what a round asks for is still to be done. The message's key is "round/ROUND/KIND/…".
func (l *look) roundHolds(m models.OutboxMessage) (bool, error) {
	parts := strings.Split(m.Key, "/")
	table := parts[0] == models.ResumeKey || parts[0] == models.InterimKey
	if table && m.PartyID != "" {
		return l.tx.OwnerOwesUrgent(m.Object, m.PartyID)
	}
	if len(parts) < 4 || table {
		return true, nil
	}
	record, found, err := l.tx.RoundByID(parts[1])
	if err != nil || !found {
		return false, err
	}
	kind := models.RoundStepKind(parts[2])
	up, err := l.confirmed(record, kind)
	if err != nil || up {
		return false, err
	}
	switch {
	case m.PartyID == "":
		return true, nil
	case kind == models.RoundPreReviewLate:
		return l.tx.UnitOwesPreReview(m.PartyID, record.Month)
	}
	return l.tx.OwnerLacksEstimate(record.ProgrammeID, m.PartyID, record.Month)
}

// confirmed reports whether what a step asks the office to confirm has been.
func (l *look) confirmed(record models.MonthRound, kind models.RoundStepKind) (bool, error) {
	of := models.ClosedEstimate
	switch kind {
	case models.RoundOpens, models.RoundEstimateAsk, models.RoundEstimateLate:
	case models.RoundVerifiedAsk, models.RoundVerifiedLate:
		of = models.ClosedVerified
	default:
		return false, nil
	}
	_, up, err := l.tx.Closing(record.ProgrammeID, of, record.Month)
	return up, err
}

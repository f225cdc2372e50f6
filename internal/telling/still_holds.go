package telling

import (
	"strings"

	"duban/models"
)

// Why a message says nothing any more: what it is about is no longer on record, or was dealt with.
const (
	undone  = "已撤销"
	settled = "已办理"
)

// noLongerHolds returns in Chinese why a message says nothing any more; "" when it holds. Each kind asks a function of
// models; a kind that is not listed says what was done and holds.
func (l *look) noLongerHolds(m models.OutboxMessage) (string, error) {
	f, known := l.facts[m.ProjectID]
	if m.ProjectID != "" && !known {
		return undone, nil
	}
	holds, err := true, error(nil)
	switch m.Kind {
	case models.NoticeLadder:
		return l.rungNoLongerHolds(f, m), nil
	case models.NoticeRequest:
		return models.RequestNoLongerHolds(f, m.Object), nil
	case models.NoticeReturned, models.NoticeAccepted, models.NoticeTakenBack:
		holds = models.DecisionStillHolds(m, f.Submissions)
	case models.NoticeAssignment:
		if m.ProjectID != "" {
			holds = models.ProjectAssignmentHolds(m, f.Project)
		} else {
			holds, err = l.successionHolds(m)
		}
	case models.NoticeProblem:
		holds = models.ProblemStillHolds(m, f.Problems)
	case models.NoticeOrder:
		holds, err = l.orderHolds(m)
	case models.NoticeRound:
		holds, err = l.roundHolds(m)
	case models.NoticeSuggestion:
		s, found, e := l.tx.Suggestion(m.Object)
		holds, err = found && models.SuggestionStillHolds(s, m), e
	case models.NoticeComment:
		c, found, e := l.tx.Comment(m.Object)
		holds, err = found && c.WithdrawnAt == 0, e
	case models.NoticeReserve:
		holds, err = l.reserveHolds(m)
	case models.NoticeExplain:
		one, found, e := l.tx.Finding(m.Object)
		holds, err = found && models.FindingStillHolds(one), e
	case models.NoticeConfirmation:
		rows, e := l.tx.ConfirmationsOfProject(m.ProjectID)
		holds, err = models.ConfirmationStillHolds(m, rows), e
	case models.NoticeScore:
		holds, err = l.scoreHolds(m)
	}
	if err != nil || holds {
		return "", err
	}
	return settled, nil
}

func (l *look) rungNoLongerHolds(f models.Facts, m models.OutboxMessage) string {
	for _, e := range f.Escalations {
		if e.ID == m.EscalationID {
			return models.RulesFor(f, l.calendar).NoLongerHolds(f, e, l.now)
		}
	}
	if m.EscalationID != "" {
		return undone
	}
	return ""
}

// scoreHolds asks about a score: "SCORE" or "SCORE/OBJECTION".
func (l *look) scoreHolds(m models.OutboxMessage) (bool, error) {
	id, _, _ := strings.Cut(m.Object, "/")
	s, err := l.tx.Score(id)
	if err != nil {
		if models.KindOf(err) == models.KindNotFound {
			err = nil
		}
		return false, err
	}
	objections, err := l.tx.ScoreObjections(id)
	return models.ScoreNoticeHolds(m, s, objections), err
}

// reserveHolds asks about the acts on an application; what asks units to apply holds.
func (l *look) reserveHolds(m models.OutboxMessage) (bool, error) {
	if m.Object == "" {
		return true, nil
	}
	r, err := l.tx.Reserve(m.Object)
	if models.KindOf(err) == models.KindNotFound {
		return false, nil
	}
	if err != nil {
		return true, err
	}
	steps, err := l.tx.StepsOfReserve(r.ID)
	return models.ReserveStillHolds(models.ReserveFacts{Reserve: r, Steps: steps}, m), err
}

// orderHolds asks about the step of an order that the message's key names: "order/KIND/STEP/TO".
func (l *look) orderHolds(m models.OutboxMessage) (bool, error) {
	parts := strings.Split(m.Key, "/")
	o, err := l.tx.Order(m.Object)
	if models.KindOf(err) == models.KindNotFound {
		return false, nil
	}
	if err != nil || len(parts) < 3 {
		return true, err
	}
	for _, s := range o.Steps {
		if s.ID == parts[2] {
			return models.OrderNoticeStillHolds(o.Order, s.Kind, s.Due), nil
		}
	}
	return true, nil
}

// successionHolds asks whether the person still takes over what the message says, or whether they give it up.
func (l *look) successionHolds(m models.OutboxMessage) (bool, error) {
	s, found, err := l.tx.Succession(m.Object)
	if err != nil || !found || s.ToID != m.PartyID {
		return found, err
	}
	d, err := l.tx.Directory(l.now.Date())
	return s.TakesOver(d.Roles, l.now.Date()), err
}

package telling

import "duban/models"

// undone is why a message about something that is no longer on record says nothing.
const undone = "已撤销"

// noLongerHolds returns in Chinese why a message says nothing any more; "" when it holds. Each kind asks a function of
// models; a kind that is not listed holds until it is sent.
func (l *look) noLongerHolds(kind models.NoticeKind, escalation, object, project string) (string, error) {
	f, known := l.facts[project]
	if project != "" && !known {
		return undone, nil
	}
	rules := models.Rules{}
	if known {
		rules = models.RulesFor(f, l.calendar)
	}
	switch kind {
	case models.NoticeLadder:
		for _, e := range f.Escalations {
			if e.ID == escalation {
				return rules.NoLongerHolds(f, e, l.now), nil
			}
		}
		if escalation != "" {
			return undone, nil
		}
	case models.NoticeRequest:
		return models.RequestNoLongerHolds(f, object), nil
	case models.NoticeReturned, models.NoticeAccepted:
		return models.DecisionNoLongerHolds(f, kind, object), nil
	}
	return "", nil
}

package telling

import (
	"slices"

	"duban/models"
	"duban/store"
)

// look is one look at the moment of sending: the projects that messages are about, as they are now.
type look struct {
	tx       *store.Tx
	now      models.Instant
	calendar models.Calendar
	rules    models.Rules // of the office: hours and working days
	facts    map[string]models.Facts
	known    map[string]bool // projects that were asked for
	settings map[string]models.NoticeSettings
}

func newLook(tx *store.Tx, calendar Calendar, now models.Instant) (*look, error) {
	extra, err := tx.CalendarDays()
	if err != nil {
		return nil, err
	}
	days := calendar(extra)
	return &look{tx: tx, now: now, calendar: days,
		rules: models.Rules{Calendar: days, Ladder: models.Ladders[models.DefaultLadder]},
		facts: map[string]models.Facts{}, known: map[string]bool{}, settings: map[string]models.NoticeSettings{}}, nil
}

// load reads the projects of messages that are not read yet.
func (l *look) load(messages []models.OutboxMessage) error {
	var ids []string
	for _, m := range messages {
		ids = append(ids, m.ProjectID)
	}
	return l.loadProjects(ids)
}

func (l *look) loadProjects(ids []string) error {
	var missing []string
	for _, id := range ids {
		if id != "" && !l.known[id] {
			l.known[id] = true
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	all, err := l.tx.FactsAmong(missing)
	for _, f := range all {
		l.facts[f.Project.ID] = f
	}
	return err
}

func (l *look) project(id string) models.Project { return l.facts[id].Project }

// programmeOf returns the main programme of a project; "" for none.
func (l *look) programmeOf(id string) string {
	f, ok := l.facts[id]
	if !ok {
		return ""
	}
	return models.RulesFor(f, l.calendar).ProgrammeID
}

// escalation returns the escalation of a message; the zero value for none.
func (l *look) escalation(m models.OutboxMessage) models.Escalation {
	for _, e := range l.facts[m.ProjectID].Escalations {
		if e.ID == m.EscalationID {
			return e
		}
	}
	return models.Escalation{}
}

// releases reports whether digests with entries of a programme leave by themselves.
func (l *look) releases(programme string) (bool, error) {
	s, known := l.settings[programme]
	if !known {
		var err error
		if s, err = l.tx.NoticeSettings(programme); err != nil {
			return false, err
		}
		l.settings[programme] = s
	}
	return s.ReleaseAuto, nil
}

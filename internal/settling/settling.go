// Package settling brings projects up to date that a transaction has changed from outside their processes, such as an
// import or its undoing: it records what fell due, and stores the next moment of each, all at once. Their processes are
// then told what they wait for, and need not compute it one by one.
package settling

import (
	"encoding/json"

	"duban/models"
	"duban/store"
)

// Project is a project that is up to date: its facts have what fell due and the next moment.
type Project struct {
	models.Facts
	Rules models.Rules
}

// Result is what Settle did.
type Result struct {
	Projects []Project // the open ones, by row key
	Messages int       // new ones in the outbox
}

// Settle records what fell due until now in the open projects among those with the given row keys, with audit events
// and messages, and stores their next moments. It is a step of the transaction that changed them, and run twice it
// records nothing twice. held: the moment cannot be trusted; then nothing falls due, and what they wait for stays.
func Settle(tx *store.Tx, calendar func(extra []models.CalendarDay) models.Calendar, now models.Instant, held bool,
	ids []string) (Result, error) {
	var out Result
	extra, err := tx.CalendarDays()
	if err != nil {
		return out, err
	}
	days := calendar(extra)
	all, err := tx.FactsAmong(ids)
	if err != nil {
		return out, err
	}
	var due models.Settlement
	var events []models.AuditEvent
	var next []models.Project
	for _, f := range all {
		if f.Project.Status != models.ProjectOpen {
			continue
		}
		p := Project{Facts: f, Rules: models.RulesFor(f, days)}
		t, err := p.Rules.Transact(&p.Facts, nil, now, held)
		if err != nil {
			return out, err
		}
		for _, c := range t.After.Closings {
			events = append(events, event(f.Project.ID, "ladder.closed", c.EscalationID, c, now))
		}
		due.Records = append(due.Records, t.After.Records...)
		due.Closings = append(due.Closings, t.After.Closings...)
		due.Notices = append(due.Notices, t.After.Notices...)
		due.Steps = append(due.Steps, t.After.Steps...)
		due.Problems = append(due.Problems, t.After.Problems...)
		next = append(next, p.Project)
		out.Projects = append(out.Projects, p)
	}
	recorded, err := tx.InsertEscalations(due.Records...)
	if err != nil {
		return out, err
	}
	for _, e := range recorded {
		events = append(events, event(e.ProjectID, "ladder."+string(e.Kind), e.ID, e, now))
	}
	projects := make(map[string]models.Project, len(all))
	for _, f := range all {
		projects[f.Project.ID] = f.Project
	}
	if err := Orders(tx, recorded, due.Closings, projects, days, now); err != nil {
		return out, err
	}
	for _, c := range due.Closings {
		if err := tx.CloseEscalation(c.EscalationID, now, c.Reason); err != nil {
			return out, err
		}
	}
	if err := tx.SetProblems(due.Problems...); err != nil {
		return out, err
	}
	steps, err := tx.InsertProblemSteps(due.Steps...)
	if err != nil {
		return out, err
	}
	for _, step := range steps {
		events = append(events, event(step.ProjectID, "problem."+string(step.Act), step.ProblemID, step, now))
	}
	messages, err := tx.InsertOutbox(due.Notices...)
	if err != nil {
		return out, err
	}
	out.Messages = len(messages)
	if err := tx.InsertAudit(events...); err != nil {
		return out, err
	}
	return out, tx.SetNextMoments(next)
}

func event(project, action, object string, detail any, now models.Instant) models.AuditEvent {
	text, _ := json.Marshal(detail) // a row: never fails
	return models.AuditEvent{ProjectID: project, ByID: models.System.ID, ByName: models.System.Name, Action: action,
		Object: object, Detail: string(text), At: now}
}

package activities

import (
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// work is one transaction on one project: its facts and rules at a moment, and the rows that follow from them.
type work struct {
	tx    *store.Tx
	facts models.Facts
	rules models.Rules
	by    models.Actor
	key   string // of the command; "" when the house does it
	now   models.Instant
	held  bool // the moment cannot be trusted

	messages int // put into the outbox so far
}

func (a *Activities) open(tx *store.Tx, projectID string, by models.Actor, key string, now models.Instant) (*work,
	error) {
	facts, err := tx.Facts(projectID)
	if err != nil {
		return nil, err
	}
	extra, err := tx.CalendarDays()
	if err != nil {
		return nil, err
	}
	return &work{tx: tx, facts: facts, rules: models.RulesFor(facts, a.Calendar(extra)), by: by, key: key, now: now,
		held: a.held(now)}, nil
}

// compare notes when the project's run has seen more than the database knows: it was brought back from before, and what
// was done since is not on record. It is noted once for each state the run had seen.
func (w *work) compare(seen int) error {
	if w.facts.Project.Version >= seen {
		return nil
	}
	detail, err := json.Marshal(map[string]int{"database": w.facts.Project.Version, "engine": seen})
	if err != nil {
		return err
	}
	return w.tx.InsertEventOnce(models.AuditEvent{
		ProjectID: w.facts.Project.ID, ByID: models.System.ID, ByName: models.System.Name, Action: models.ActionEngineNewer,
		Object: models.EngineSeen(w.facts.Project.ID, seen), Detail: string(detail), At: w.now,
	})
}

// write puts a move's rows down, with its audit row.
func (w *work) write(c models.Changes) error {
	steps := []func() error{
		func() error { return ifSet(c.Submission, w.tx.InsertSubmission) },
		func() error { return w.tx.InsertAttachments(c.Attachments...) },
		func() error {
			return ifSet(c.Decided, func(s models.Submission) error {
				return w.tx.DecideSubmission(s.ID, s.Status,
					s.DecidedAt)
			})
		},
		func() error { return ifSet(c.PreReviewed, w.tx.PreReviewSubmission) },
		func() error { return ifSet(c.Review, w.tx.InsertReview) },
		func() error {
			return ifSet(c.Completed, func(m models.Milestone) error {
				return w.tx.CompleteMilestone(m.ID, m.DueVersion,
					m.DoneOn)
			})
		},
		func() error {
			return ifSet(c.DueChange, func(d models.DueChange) error { return w.tx.MoveMilestone(d, c.Moved.Precision) })
		},
		func() error { return ifSet(c.Report, w.tx.SetReport) },
		func() error { return ifSet(c.Paused, w.tx.InsertPause) },
		func() error { return ifSet(c.Resumed, func(p models.Pause) error { return w.tx.EndPause(p.ID, p.To) }) },
		func() error { return ifSet(c.Cancelled, func(p models.Pause) error { return w.tx.DeletePause(p.ID) }) },
		func() error { return ifSet(c.Project, w.writeProject) },
		func() error { return w.audit(c.Action, c.Object, c) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) writeProject(p models.Project) error {
	if p.Status == models.ProjectClosed {
		version, err := w.tx.CloseProject(p.ID, p.Version, p.ClosedAt)
		w.facts.Project.Version = version
		return err
	}
	return w.tx.SetAnnualPlan(p.ID, p.AnnualPlan)
}

func ifSet[T any](row *T, do func(T) error) error {
	if row == nil {
		return nil
	}
	return do(*row)
}

// catchUp records what fell due up to now, ends what is no longer late and queues the messages; the facts are then as
// they are on record.
func (w *work) catchUp() (models.AdvanceResult, error) {
	if w.held { // what comes next stays as it is on record; when the clock is trusted again the project is poked
		return models.AdvanceResult{Next: models.Moment{At: w.facts.Project.NextAt, What: w.facts.Project.NextWhat}}, nil
	}
	turn := w.rules.Advance(w.facts, w.now)
	inserted, err := w.tx.InsertEscalations(turn.Records...)
	if err != nil {
		return turn, err
	}
	for _, e := range inserted {
		if err := w.audit("ladder."+string(e.Kind), e.ID, e); err != nil {
			return turn, err
		}
	}
	for _, c := range turn.Closings {
		if err := w.tx.CloseEscalation(c.EscalationID, w.now, c.Reason); err != nil {
			return turn, err
		}
		if err := w.audit("ladder.closed", c.EscalationID, c); err != nil {
			return turn, err
		}
	}
	messages, err := w.tx.InsertOutbox(w.rules.Notices(w.facts, inserted, w.now)...)
	w.messages += len(messages)
	w.facts.Escalations = append(w.facts.Escalations, inserted...)
	closeIn(w.facts.Escalations, turn.Closings, w.now)
	return turn, err
}

// settle catches up, keeps the next moment on the project, and makes the outcome. changed raises the project's version:
// its facts are not what they were.
func (w *work) settle(changed bool) (contract.Outcome, error) {
	turn, err := w.catchUp()
	if err != nil {
		return contract.Outcome{}, err
	}
	p := &w.facts.Project
	if p.Version, err = w.tx.AdvanceProject(p.ID, p.Version, turn.Next.At, turn.Next.What, changed); err != nil {
		return contract.Outcome{}, err
	}
	attributes, err := w.attributes(turn.Next)
	if err != nil {
		return contract.Outcome{}, err
	}
	return contract.Outcome{
		Answer: contract.Answer{Project: p.Code, NextAt: turn.Next.At, Next: turn.Next.What},
		Next:   turn.Next, Revision: p.Version, Messages: w.messages, Closed: p.Status == models.ProjectClosed,
		Attributes: attributes,
	}, nil
}

func closeIn(records []models.Escalation, closings []models.Closing, at models.Instant) {
	for i := range records {
		for _, c := range closings {
			if records[i].ID == c.EscalationID {
				records[i].ClosedAt, records[i].CloseReason = at, c.Reason
			}
		}
	}
}

func (w *work) attributes(next models.Moment) (contract.Attributes, error) {
	standing := w.rules.Standing(w.facts, w.now.Date())
	a := contract.Attributes{
		Stage: string(w.facts.Project.Stage), Colour: string(standing.Colour), NextDue: next.At,
		Title:    w.facts.Project.Name + "（" + w.facts.Project.Code + "）",
		Standing: standing.Colour.Chinese() + "，" + standing.Reason,
	}
	for _, m := range w.facts.Memberships {
		a.Programmes = append(a.Programmes, m.ProgrammeID)
	}
	units, err := w.tx.Organisations(w.facts.Project.ResponsibleUnitID)
	a.Unit = units[w.facts.Project.ResponsibleUnitID].Name
	return a, err
}

func (w *work) audit(action, object string, detail any) error {
	text, err := json.Marshal(detail)
	if err != nil {
		return err
	}
	return w.tx.InsertAudit(models.AuditEvent{
		CommandKey: w.key, ProjectID: w.facts.Project.ID, ByID: w.by.ID, ByName: w.by.Name,
		Action: action, Object: object, Detail: string(text), At: w.now,
	})
}

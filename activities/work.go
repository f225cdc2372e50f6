package activities

import (
	"encoding/json"
	"slices"

	"duban/internal/settling"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// work is one transaction on one project: the project's facts and rules at a moment, and the rows to be written.
type work struct {
	tx    *store.Tx
	facts models.Facts
	rules models.Rules
	by    models.Actor
	key   string // of the command; "" when the program does it by itself
	now   models.Instant
	// calendar makes the calendar from the office's days
	calendar func(extra []models.CalendarDay) models.Calendar
	held     bool // the moment cannot be trusted

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
		held: a.held(now), calendar: a.Calendar}, nil
}

// compare records when the project's run has seen a newer state than the database has: the database was restored from a
// backup, and what happened since is missing from it. It is recorded once for each state that the run had seen.
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

// write writes the rows of a change, with its audit row.
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
			return ifSet(c.Moved, func(m models.Milestone) error { return w.tx.MoveMilestone(*c.DueChange, m.Precision) })
		},
		func() error {
			for _, s := range c.Shifted {
				if err := w.tx.MoveMilestone(s.Change, s.Milestone.Precision); err != nil {
					return err
				}
			}
			return nil
		},
		func() error {
			for _, p := range c.Planned {
				if err := w.tx.PlanMilestone(p); err != nil {
					return err
				}
			}
			return nil
		},
		func() error { return ifSet(c.Report, w.tx.SetReport) },
		func() error { return ifSet(c.Paused, w.tx.InsertPause) },
		func() error { return ifSet(c.Resumed, func(p models.Pause) error { return w.tx.EndPause(p.ID, p.To) }) },
		func() error { return ifSet(c.Cancelled, func(p models.Pause) error { return w.tx.DeletePause(p.ID) }) },
		func() error { return w.writeHandOver(c) },
		func() error { return w.close(c.Settled) },
		func() error { return ifSet(c.Project, w.writeProject) },
		func() error { return w.writeEdited(c) },
		func() error { return w.writeCorrection(c) },
		func() error { return w.writeTakenBack(c) },
		func() error { return w.writeRestored(c) },
		func() error { return ifSet(c.Request, w.writeRequest) },
		func() error { return w.writeProblem(c) },
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

// writeEdited writes a project that was edited in the list, with its month plans.
func (w *work) writeEdited(c models.Changes) error {
	if c.Edited == nil {
		return nil
	}
	if err := w.tx.EditProject(*c.Edited); err != nil {
		return err
	}
	return w.tx.SetMonthPlans(c.Edited.ID, c.MonthPlans, c.Unplanned)
}

// writeHandOver ends the milestones of a year that is handed over, and marks the project.
func (w *work) writeHandOver(c models.Changes) error {
	for _, m := range c.Ended {
		if err := w.tx.EndMilestone(m); err != nil {
			return err
		}
	}
	return ifSet(c.HandedOver, w.tx.HandOver)
}

func ifSet[T any](row *T, do func(T) error) error {
	if row == nil {
		return nil
	}
	return do(*row)
}

// transact applies the rules to the project, writes the changes in order, and returns the outcome. An order increments
// the project's version; without an order only what fell due is recorded.
func (w *work) transact(order *models.ProjectCommand) (changes models.Changes, out contract.Outcome, err error) {
	t, err := w.rules.Transact(&w.facts, order, w.now, w.held)
	if err != nil {
		return changes, out, err
	}
	if err := w.record(t.Due); err != nil {
		return changes, out, err
	}
	if t.Changes != nil {
		changes = *t.Changes
		if err := w.write(changes); err != nil {
			return changes, out, err
		}
		if err := w.queue(t.Notices); err != nil {
			return changes, out, err
		}
	}
	if err := w.record(t.After); err != nil {
		return changes, out, err
	}
	next, p := t.After.Next, &w.facts.Project
	if p.Version, err = w.tx.AdvanceProject(p.ID, p.Version, next.At, next.What, order != nil); err != nil {
		return changes, out, err
	}
	attributes, err := w.attributes(next)
	return changes, contract.Outcome{
		Answer: contract.Answer{Project: p.Code, NextAt: next.At, Next: next.What},
		Next:   next, Revision: p.Version, Messages: w.messages, Closed: p.Status == models.ProjectClosed,
		Attributes: attributes, Turn: contract.TurnOf(w.facts),
	}, err
}

// record writes what fell due, ends what is no longer late and queues the messages, each with its audit row.
func (w *work) record(s models.Settlement) error {
	inserted, err := w.tx.InsertEscalations(s.Records...)
	if err != nil {
		return err
	}
	for _, e := range inserted {
		if err := w.audit("ladder."+string(e.Kind), e.ID, e); err != nil {
			return err
		}
	}
	if err := w.close(s.Closings); err != nil {
		return err
	}
	if err := w.recordProblems(s); err != nil {
		return err
	}
	ended := map[string]bool{}
	for _, c := range s.Closings {
		ended[c.EscalationID] = true
	}
	inserted = slices.DeleteFunc(inserted, func(e models.Escalation) bool { return ended[e.ID] })
	if err := settling.Orders(w.tx, inserted, nil, map[string]models.Project{w.facts.Project.ID: w.facts.Project},
		w.rules.Calendar, w.now); err != nil {
		return err
	}
	return w.queue(s.Notices)
}

// queue puts messages into the outbox.
func (w *work) queue(notices []models.OutboxMessage) error {
	messages, err := w.tx.InsertOutbox(notices...)
	w.messages += len(messages)
	return err
}

// close closes rungs, each with its audit row.
func (w *work) close(closings []models.Closing) error {
	for _, c := range closings {
		if err := w.tx.CloseEscalation(c.EscalationID, w.now, c.Reason); err != nil {
			return err
		}
		if err := w.audit("ladder.closed", c.EscalationID, c); err != nil {
			return err
		}
	}
	return settling.Orders(w.tx, nil, closings, nil, w.rules.Calendar, w.now)
}

func (w *work) attributes(next models.Moment) (contract.Attributes, error) {
	unit, err := unitName(w.tx, w.facts.Project)
	return contract.AttributesOf(w.facts, w.rules, unit, next, w.now.Date()), err
}

// unitName returns the name of the unit responsible for a project; "" when it has none.
func unitName(tx *store.Tx, p models.Project) (string, error) {
	units, err := tx.Organisations(p.ResponsibleUnitID)
	return units[p.ResponsibleUnitID].Name, err
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

package activities

import (
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// execute carries out a person's command: who asked is looked up again, the move is decided by the rules, written with
// its audit row, and what fell due is settled.
func (a *Activities) execute(tx *store.Tx, c models.StoredCommand, seen int, now models.Instant) (contract.Outcome,
	error) {
	by, err := whoAsked(tx, c.ByID, c.Operator, now)
	if err != nil {
		return contract.Outcome{}, err
	}
	w, err := a.open(tx, c.ProjectID, by, c.Key, now)
	if err != nil {
		return contract.Outcome{}, err
	}
	decide, err := w.decision(c)
	if err != nil {
		return contract.Outcome{}, err
	}
	if err := w.compare(seen); err != nil {
		return contract.Outcome{}, err
	}
	if c.Version != 0 {
		if err := tx.CheckVersion(c.ProjectID, c.Version); err != nil {
			return contract.Outcome{}, err
		}
	}
	// What fell due before the command belongs to the record, even when the command is there before the timer.
	if _, err := w.catchUp(); err != nil {
		return contract.Outcome{}, err
	}
	changes, err := decide()
	if err != nil {
		return contract.Outcome{}, err
	}
	if err := w.write(changes); err != nil {
		return contract.Outcome{}, err
	}
	out, err := w.settle(true)
	if err != nil {
		return contract.Outcome{}, err
	}
	out.Answer.Object, out.Answer.Message = changes.Object, changes.Message
	result, err := json.Marshal(out.Answer)
	if err != nil {
		return contract.Outcome{}, err
	}
	if err := tx.InsertCommand(models.Command{
		Key: c.Key, Hash: c.Hash, Name: c.Name, ProjectID: c.ProjectID, Result: string(result), ByID: by.ID, At: now,
	}); err != nil {
		return contract.Outcome{}, err
	}
	return out, tx.CommandDone(c.Key, now)
}

// whoAsked is the person behind a request as they may act at that moment, or the operator.
func whoAsked(tx *store.Tx, id string, operator bool, now models.Instant) (models.Actor, error) {
	if operator && id == models.Operator.ID {
		return models.Operator, nil
	}
	by, err := tx.Actor(id, now.Date())
	if models.KindOf(err) == models.KindNotFound {
		return by, models.Errorf(models.KindForbidden, "person_unknown", "没有该操作人的账号，该操作未执行，请联系系统管理员")
	}
	return by, err
}

// decision reads a command's body and asks whether who asked may do it. What comes back is the pure move of models.
func (w *work) decision(c models.StoredCommand) (func() (models.Changes, error), error) {
	switch c.Name {
	case models.CommandSubmitMilestone:
		body, err := body[models.SubmitMilestoneCommand](c)
		if err != nil {
			return nil, err
		}
		if body.OnBehalfOf, err = w.mayFill(c.Name); err != nil {
			return nil, err
		}
		return func() (models.Changes, error) { return w.rules.SubmitMilestone(&w.facts, body, c.Key, w.by, w.now) }, nil
	case models.CommandReportMonth:
		body, err := body[models.ReportMonthCommand](c)
		if err != nil {
			return nil, err
		}
		if body.OnBehalfOf, err = w.mayFill(c.Name); err != nil {
			return nil, err
		}
		return func() (models.Changes, error) { return w.rules.ReportMonth(&w.facts, body, c.Key, w.by, w.now) }, nil
	case models.CommandReview:
		body, err := body[models.ReviewCommand](c)
		if err != nil {
			return nil, err
		}
		if _, err := models.CanCommand(w.by, w.facts.Project, c.Name, body.Level); err != nil {
			return nil, err
		}
		return func() (models.Changes, error) {
			reviews, err := w.tx.ReviewsOf(w.facts.Project.ID)
			if err != nil {
				return models.Changes{}, err
			}
			return w.rules.Review(&w.facts, body, reviews, w.by, w.now)
		}, nil
	}
	body, err := body[models.ChangePlanCommand](c)
	if err != nil {
		return nil, err
	}
	if _, err := models.CanCommand(w.by, w.facts.Project, c.Name, models.LevelDecision); err != nil {
		return nil, err
	}
	return func() (models.Changes, error) { return w.rules.ChangePlan(&w.facts, body, c.Key, w.now) }, nil
}

// mayFill asks whether who asked may fill in for the project, and gives the name of whom they do it for; "" when it is
// theirs. The name is the project's, never what a person wrote.
func (w *work) mayFill(name string) (onBehalfOf string, err error) {
	onBehalf, err := models.CanCommand(w.by, w.facts.Project, name, models.LevelDecision)
	if err != nil || !onBehalf {
		return "", err
	}
	owners, err := w.tx.Organisations(w.facts.Project.OwnerID)
	if err != nil {
		return "", err
	}
	return models.OwnerWords(owners[w.facts.Project.OwnerID].Name), nil
}

// body reads a command as it was stored.
func body[C any](c models.StoredCommand) (command C, err error) {
	if err := json.Unmarshal([]byte(c.Body), &command); err != nil {
		return command, models.Errorf(models.KindInvalid, "bad_command", "编号为「%s」的请求内容无法读取，未执行，请重新提交", c.Key).Because(err)
	}
	return command, nil
}

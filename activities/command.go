package activities

import (
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// execute carries out a person's command: it looks up the person again, applies the rules, and writes the changes with
// their audit rows.
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
	order, err := w.order(c)
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
	changes, out, err := w.transact(&order)
	if err != nil {
		return contract.Outcome{}, err
	}
	out.Answer.Object = changes.Object
	result, err := json.Marshal(models.CommandResult{
		Project: out.Answer.Project, Object: changes.Object, Message: changes.Message, Said: changes.Said,
		NextAt: out.Answer.NextAt, Next: out.Answer.Next,
	})
	if err != nil {
		return contract.Outcome{}, err
	}
	if err := tx.InsertCommand(models.Command{
		Key: c.Key, Hash: c.Hash, Name: c.Name, ProjectID: c.ProjectID, Result: string(result), ByID: by.ID, At: now,
	}); err != nil {
		return contract.Outcome{}, err
	}
	if err := w.keepMonths(c.Name, changes); err != nil {
		return contract.Outcome{}, err
	}
	return out, tx.CommandDone(c.Key, now)
}

// whoAsked returns the person behind a request with the roles they hold at that moment, or the operator.
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

// order reads a stored command for the rules and checks that the person may give it.
func (w *work) order(c models.StoredCommand) (order models.ProjectCommand, err error) {
	order = models.ProjectCommand{Key: c.Key, Name: c.Name, By: w.by}
	switch c.Name {
	case models.CommandSubmitMilestone:
		order.Body, err = body[models.SubmitMilestoneCommand](c)
	case models.CommandReportMonth:
		order.Body, err = body[models.ReportMonthCommand](c)
	case models.CommandReview:
		order.Body, err = body[models.ReviewCommand](c)
	case models.CommandConfirm:
		order.Body, err = body[models.ConfirmCorrectionCommand](c)
	case models.CommandTakeBack:
		order.Body, err = body[models.TakeBackCommand](c)
	case models.CommandDecideRequest:
		order.Body, err = body[models.DecideRequestCommand](c)
	case models.CommandProblem:
		order.Body, err = body[models.ProblemCommand](c)
	default:
		order.Body, err = body[models.ChangePlanCommand](c)
	}
	if err != nil {
		return order, err
	}
	if err := order.Authorise(w.facts.Project, w.ownerName); err != nil {
		return order, err
	}
	switch c.Name {
	case models.CommandProblem:
		order.Names, err = w.problemNames(order.Body.(models.ProblemCommand))
	case models.CommandReview, models.CommandTakeBack:
		order.Reviews, err = w.tx.ReviewsOf(w.facts.Project.ID)
	case models.CommandDecideRequest:
		if order.Reviews, err = w.tx.ReviewsOf(w.facts.Project.ID); err == nil {
			order.LeaderPosts, err = w.tx.LeaderPosts(w.facts.Project)
		}
	case models.CommandConfirm:
		order.GoneOut, err = w.goneOut(order.Body)
	}
	return order, err
}

// ownerName returns the name of the project's owner; "" when it has none.
func (w *work) ownerName() (string, error) {
	owners, err := w.tx.Organisations(w.facts.Project.OwnerID)
	return owners[w.facts.Project.OwnerID].Name, err
}

// body decodes a stored command.
func body[C any](c models.StoredCommand) (command C, err error) {
	if err := json.Unmarshal([]byte(c.Body), &command); err != nil {
		return command, models.Errorf(models.KindInvalid, "bad_command", "编号为“%s”的请求内容无法读取，未执行，请重新提交", c.Key).Because(err)
	}
	return command, nil
}

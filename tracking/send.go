package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// send authorises a command, stores it in one short transaction, and sends it to the project's workflow. A stored
// command is sent again until the database has its result or its refusal, which the person is shown. Until then the
// receipt is pending; a refusal that only the workflow knows is stored first (giveUp).
func (s *Service) send(ctx context.Context, actor models.Actor, key string, version int, p models.Project,
	name string, level models.ReviewLevel, body any) (Receipt, error) {
	if _, err := models.CanCommand(actor, p, name, level); err != nil {
		return Receipt{}, err
	}
	text, err := bodyOf(body)
	if err != nil {
		return Receipt{}, err
	}
	head, err := headOf(actor, key, p.ID, name, body)
	if err != nil {
		return Receipt{}, err
	}
	c := models.StoredCommand{
		Key: head.Key, Hash: head.Hash, Name: name, ProjectID: p.ID, Body: text, ByID: actor.ID, ByName: actor.Name,
		Operator: actor.Operator,
		Version:  version, StoredAt: s.now(), Status: models.StoredWaiting,
	}
	receipt, waiting, err := s.keepCommand(ctx, &c)
	if e := models.AsError(err); e != nil && e.Code == "command_stored" { // the same command was stored concurrently
		receipt, waiting, err = s.keepCommand(ctx, &c)
	}
	if err != nil || !waiting {
		return receipt, err
	}
	receipt, err = s.deliver(ctx, p, c)
	if models.KindOf(err) == models.KindUnavailable { // the command is stored and waits
		return pendingReceipt(p, c), nil
	}
	return receipt, err
}

// keepCommand stores a command unless its key is known, and reports whether it waits to be carried out. A repeated
// command gives the earlier result or refusal. The key with another content is refused, except that a person may
// correct a refused command. The stored command is left in c.
func (s *Service) keepCommand(ctx context.Context, c *models.StoredCommand) (receipt Receipt, waiting bool, err error) {
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		done, found, err := tx.Command(c.Key)
		switch {
		case err != nil:
			return err
		case found && (done.Hash != c.Hash || done.Name != c.Name):
			return keyReused()
		case found:
			receipt, err = doneReceipt(done)
			return err
		}
		stored, found, err := tx.StoredCommand(c.Key)
		switch same := stored.Hash == c.Hash && stored.Name == c.Name; {
		case err != nil:
			return err
		case found && same && stored.Status != models.StoredRefused:
			*c, waiting = stored, true
			return nil
		case found && same && stored.Version == c.Version:
			return stored.Refusal()
		case found && stored.Status == models.StoredRefused && stored.ByID == c.ByID:
			if err := tx.ForgetRefused(c.Key, c.ByID); err != nil {
				return err
			}
			c.StoredAt = max(c.StoredAt, stored.StoredAt+1)
		case found:
			return keyReused()
		}
		p, err := tx.Project(c.ProjectID)
		if err != nil {
			return err
		}
		if p.Status == models.ProjectClosed && c.Name != models.CommandDecideRequest { // which may restore it
			return models.Errorf(models.KindConflict, "project_closed", "项目“%s”已于%s销号，不能再填报或调整", p.Name, p.ClosedAt.Date())
		}
		waiting = true
		return tx.StoreCommand(*c)
	})
	return receipt, waiting && err == nil, err
}

// deliver sends a stored command to its project and returns what the database then holds. KindUnavailable means that
// the command still waits.
func (s *Service) deliver(ctx context.Context, p models.Project, c models.StoredCommand) (Receipt, error) {
	command := contract.Command{Key: c.Key, Hash: c.Hash, ProjectID: c.ProjectID}
	for retry := false; ; retry = true {
		answered := s.Process.Send(ctx, contract.StartProject(p), contract.UpdateID(c), command)
		receipt, settled, err := s.outcome(ctx, c)
		if err != nil || settled {
			return receipt, err
		}
		if answered != nil && models.KindOf(answered).Ours() { // the outcome is unknown
			return Receipt{}, models.Errorf(models.KindUnavailable, "not_settled", "结果尚未保存，将自动重试").Because(answered)
		}
		// The workflow has a result and the database has none: the database was restored to an earlier state. The command
		// is sent once more under another update ID, so that it is carried out again.
		if retry {
			return Receipt{}, s.giveUp(ctx, c, answered)
		}
		if c, err = s.dateAgain(ctx, p, c); err != nil {
			return Receipt{}, err
		}
	}
}

// outcome returns the outcome of a command from the database, and whether it is settled.
func (s *Service) outcome(ctx context.Context, c models.StoredCommand) (receipt Receipt, settled bool, err error) {
	ctx = context.WithoutCancel(ctx) // the caller may have gone; the outcome is read all the same
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		done, found, err := tx.Command(c.Key)
		if err != nil {
			return err
		}
		if settled = found && done.Hash == c.Hash; settled {
			receipt, err = doneReceipt(done)
			return err
		}
		stored, found, err := tx.StoredCommand(c.Key)
		if err == nil && found && stored.Hash == c.Hash && stored.Status == models.StoredRefused {
			return stored.Refusal()
		}
		return err
	})
	return receipt, settled, err
}

// dateAgain stores a waiting command with another moment, and records that the engine had seen a newer state than the
// database.
func (s *Service) dateAgain(ctx context.Context, p models.Project, c models.StoredCommand) (models.StoredCommand,
	error) {
	c.StoredAt = max(c.StoredAt+1, s.now())
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.SetCommandStoredAt(c.Key, c.StoredAt); err != nil {
			return err
		}
		detail, err := json.Marshal(map[string]string{"command": c.Key})
		if err != nil {
			return err
		}
		return tx.InsertEventOnce(models.AuditEvent{
			ProjectID: p.ID, ByID: models.System.ID, ByName: models.System.Name, Action: models.ActionEngineNewer,
			Object: models.EngineSeen(p.ID, p.Version+1), Detail: string(detail), At: s.now(),
		})
	})
	return c, err
}

// giveUp settles a command that the workflow refuses, with the refusal.
func (s *Service) giveUp(ctx context.Context, c models.StoredCommand, refused error) error {
	if refused == nil {
		return models.Errorf(models.KindUnavailable, "not_saved", "结果尚未保存，将自动重试")
	}
	e := models.AsError(refused)
	if err := s.Store.Write(ctx, func(tx *store.Tx) error { return tx.CommandRefused(c.Key, e, s.now()) }); err != nil {
		return err
	}
	return e
}

func pendingReceipt(p models.Project, c models.StoredCommand) Receipt {
	return Receipt{Project: p.Code, Message: models.Messagef(stillSaving), Key: c.Key, Pending: true,
		Status: models.StoredWaiting}
}

// stillSaving is the message for a command that is stored and not carried out yet.
const stillSaving = "已受理，正在保存"

func doneReceipt(done models.Command) (Receipt, error) {
	var result models.CommandResult
	err := json.Unmarshal([]byte(done.Result), &result)
	return Receipt{
		Project: result.Project, Object: result.Object, NextAt: result.NextAt, Next: result.Next,
		Message: models.RestoreMessage(result.Message, result.Said), Key: done.Key, Status: models.StoredDone,
	}, err
}

package activities

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// codeUnknown is the code of a command that is not stored.
const codeUnknown = "unknown_command"

// RunCommand carries out a stored command in one transaction: it loads the command, checks it against its hash, and
// checks that the person exists and may do it today. The same key gives the same outcome again. A refusal is stored
// with the command, so that a repetition gets the same one. For a key that is not stored nothing is done except
// recording the attempt.
func (a *Activities) RunCommand(ctx context.Context, p contract.RunCommand) (contract.Outcome, error) {
	var out contract.Outcome
	now := a.moment(p.Now)
	err := a.Store.Write(ctx, func(tx *store.Tx) (err error) {
		defer func() { // a panic is a refusal: a retry would only panic again
			if p := recover(); p != nil {
				err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
			}
		}()
		out, err = a.runStored(tx, p, now)
		return err
	})
	if err != nil {
		err = a.keepRefusal(ctx, p.Command, models.AsError(err), now)
	}
	return a.woken(out, err), bare(ctx, err)
}

func (a *Activities) runStored(tx *store.Tx, p contract.RunCommand, now models.Instant) (contract.Outcome, error) {
	asked := p.Command
	done, found, err := tx.Command(asked.Key)
	if err != nil {
		return contract.Outcome{}, err
	}
	stored, known, err := tx.StoredCommand(asked.Key)
	switch {
	case err != nil:
		return contract.Outcome{}, err
	case found && done.Hash == asked.Hash && done.ProjectID == asked.ProjectID:
		return a.answerAgain(tx, done, p.Seen, now)
	case !known || stored.Hash != asked.Hash || stored.ProjectID != asked.ProjectID:
		return contract.Outcome{}, models.Errorf(models.KindForbidden, codeUnknown, "没有受理过编号为“%s”的这项请求，未执行", asked.Key)
	case found:
		return contract.Outcome{}, models.Errorf(models.KindInvalid, "key_reused", "该请求编号已用于不同内容，请换一个编号%s",
			models.CommandHint("（--key）"))
	case models.CommandHash(stored.Name, stored.ProjectID, stored.ByID, stored.Body) != stored.Hash:
		return contract.Outcome{}, altered(asked.Key)
	case stored.Status == models.StoredRefused:
		return contract.Outcome{}, stored.Refusal()
	}
	recorded, err := tx.CommandRecorded(asked.Key)
	if err != nil {
		return contract.Outcome{}, err
	}
	if !recorded {
		return contract.Outcome{}, altered(asked.Key)
	}
	return a.execute(tx, stored, p.Seen, max(now, stored.StoredAt))
}

// altered returns the refusal of a stored command whose content does not match the request.
func altered(key string) error {
	return models.Errorf(models.KindForbidden, "command_altered", "编号为“%s”的请求内容与受理时不一致，未执行，请联系管理员", key)
}

// answerAgain returns the outcome of a command that is already done, and records what fell due since.
func (a *Activities) answerAgain(tx *store.Tx, done models.Command, seen int, now models.Instant) (contract.Outcome,
	error) {
	w, err := a.open(tx, done.ProjectID, models.System, done.Key, now)
	if err != nil {
		return contract.Outcome{}, err
	}
	if err := w.compare(seen); err != nil {
		return contract.Outcome{}, err
	}
	_, out, err := w.transact(nil)
	if err != nil {
		return out, err
	}
	if err := tx.CommandDone(done.Key, now); err != nil {
		return out, err
	}
	var result models.CommandResult
	err = json.Unmarshal([]byte(done.Result), &result)
	out.Answer = contract.Answer{Project: result.Project, Object: result.Object, NextAt: result.NextAt, Next: result.Next}
	return out, err
}

// keepRefusal stores a refusal of the rules with the command, in a transaction of its own, because the failed one wrote
// nothing. If that cannot be written, the command is retried.
func (a *Activities) keepRefusal(ctx context.Context, c contract.Command, e *models.Error, now models.Instant) error {
	if e.Kind.Retryable() {
		return e
	}
	err := a.Store.Write(ctx, func(tx *store.Tx) error {
		if e.Kind == models.KindForbidden {
			action := "command.refused"
			if e.Code == codeUnknown {
				action = "command.unknown"
			}
			if err := noteRefusal(tx, action, c, e.Code, now); err != nil {
				return err
			}
		}
		if e.Code == codeUnknown {
			return nil
		}
		return tx.CommandRefused(c.Key, e, now)
	})
	if err != nil {
		return err
	}
	return e
}

// longestText is how many characters of unchecked text are recorded.
const longestText = 200

// noteRefusal records a refused request to a project's workflow. The row has no command key, because no command was
// carried out.
func noteRefusal(tx *store.Tx, action string, c contract.Command, code string, now models.Instant) error {
	detail, err := json.Marshal(map[string]string{"project": cut(c.ProjectID), "code": code})
	if err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{
		ProjectID: cut(c.ProjectID), ByID: models.System.ID, ByName: models.System.Name, Action: action, Object: cut(c.Key),
		Detail: string(detail), At: now,
	})
}

func cut(text string) string {
	if runes := []rune(text); len(runes) > longestText {
		return string(runes[:longestText])
	}
	return text
}

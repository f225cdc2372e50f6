package activities

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// decide is a pure move of models over the facts of the project at hand.
type decide func(w *work) (models.Changes, error)

// command runs one person's command in one transaction: the same key again gives the same answer, the same key with
// another body is refused; otherwise the move is decided, written with its audit row, and what fell due is settled.
func (a *Activities) command(ctx context.Context, name string, head contract.Head, now models.Instant, do decide) (contract.Outcome, error) {
	var out contract.Outcome
	by := models.Actor{ID: head.By.ID, Name: head.By.Name, Operator: head.By.Operator}
	err := a.Store.Write(ctx, func(tx *store.Tx) error {
		done, found, err := tx.Command(head.Key)
		if err != nil {
			return err
		}
		if found && (done.Hash != head.Hash || done.Name != name) {
			return models.Errorf(models.KindInvalid, "key_reused", "该请求编号已用于不同内容，请换一个编号（--key）")
		}
		w, err := a.open(tx, head.ProjectID, by, head.Key, now)
		if err != nil {
			return err
		}
		if found {
			if out, err = w.settle(false); err != nil {
				return err
			}
			return json.Unmarshal([]byte(done.Result), &out.Answer)
		}
		if head.Version != 0 {
			if err := tx.CheckVersion(head.ProjectID, head.Version); err != nil {
				return err
			}
		}
		// What fell due before the command belongs to the record, even when the command is there before the timer.
		if _, err := w.catchUp(); err != nil {
			return err
		}
		changes, err := do(w)
		if err != nil {
			return err
		}
		if err := w.write(changes); err != nil {
			return err
		}
		if out, err = w.settle(true); err != nil {
			return err
		}
		out.Answer.Object, out.Answer.Message = changes.Object, changes.Message
		result, err := json.Marshal(out.Answer)
		if err != nil {
			return err
		}
		return tx.InsertCommand(models.Command{
			Key: head.Key, Hash: head.Hash, Name: name, ProjectID: head.ProjectID, Result: string(result), ByID: by.ID, At: now,
		})
	})
	return out, answer(ctx, err)
}

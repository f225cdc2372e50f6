package activities

import "duban/models"

// writeRestored makes a project followed again, with the rungs that its closing ended.
func (w *work) writeRestored(c models.Changes) error {
	if c.Restored == nil {
		return nil
	}
	if err := w.tx.RestoreProject(c.Restored.ID, c.Restored.Version); err != nil {
		return err
	}
	for _, e := range c.Unclosed {
		if err := w.tx.OpenEscalation(e.ID); err != nil {
			return err
		}
	}
	return nil
}

// writeRequest writes the decision on a request that was granted, with its audit row and the messages about it.
func (w *work) writeRequest(q models.Request) error {
	if err := w.tx.DecideRequest(q); err != nil {
		return err
	}
	if err := w.audit("request.approve", q.ID, q); err != nil {
		return err
	}
	messages, err := w.tx.InsertOutbox(w.rules.RequestDecidedMessages(w.facts, q, w.now)...)
	w.messages += len(messages)
	return err
}

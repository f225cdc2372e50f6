package tracking

import (
	"context"
	"encoding/json"
	"slices"

	"duban/internal/figures"
	"duban/internal/pace"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// Undone is the result of undoing an import.
type Undone struct {
	Batch  string        `json:"batch"`
	Undone int           `json:"undone"` // projects restored to their state before the import, or deleted with it
	Kept   []KeptProject `json:"kept"`
}

// KeptProject is a project for which an import could not be undone, with the reason.
type KeptProject struct {
	Project string `json:"project"`
	Reason  string `json:"reason"`
}

// UndoImport undoes a committed import in one transaction; projects that people have changed since are kept and listed.
// Imports are undone newest first: while a newer one of the same projects is committed, and when no project could be
// restored, the error is KindConflict and nothing changes. The workflows of deleted projects are stopped, those of
// restored ones check what is due.
func (s *Service) UndoImport(ctx context.Context, actor models.Actor, key, batch string) (Undone, error) {
	defer s.runningNow.forget()
	if err := models.CanPlan(actor); err != nil {
		return Undone{}, err
	}
	head, err := headOf(actor, key, batch, "UndoImport", batch)
	if err != nil {
		return Undone{}, err
	}
	out := Undone{Batch: batch, Kept: []KeptProject{}}
	var gone []contract.ProjectRef
	var changed []models.Project
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		before := map[string]models.Project{} // a deleted project must still be named
		touched, err := tx.BatchProjects(batch)
		if err != nil {
			return err
		}
		for _, id := range touched {
			if before[id], err = tx.Project(id); err != nil && models.KindOf(err) != models.KindNotFound {
				return err
			}
		}
		undone, err := tx.Undo(batch, s.now())
		if err != nil {
			return err
		}
		for _, id := range undone.Removed {
			gone = append(gone, contract.ProjectRef{Year: before[id].Year, Code: before[id].Code})
		}
		for _, id := range undone.Restored {
			changed = append(changed, before[id])
		}
		for _, k := range undone.Kept {
			out.Kept = append(out.Kept, KeptProject{Project: before[k.ProjectID].Code, Reason: k.Reason})
		}
		out.Undone = len(undone.Removed) + len(undone.Restored)
		if err := s.endLostItems(tx); err != nil {
			return err
		}
		if err := s.reopenUndone(tx, batch, append(undone.Removed, undone.Restored...)); err != nil {
			return err
		}
		return s.remember(tx, actor, head, "import.undo", batch, out)
	})
	if err != nil {
		return Undone{}, err
	}
	ctx = context.WithoutCancel(ctx) // committed: the rest is done even if the caller has gone
	_ = pace.Pace{AtOnce: s.Pace.AtOnce}.Each(ctx, len(gone), nil, func(ctx context.Context, i int) error {
		if err := s.Process.Stop(ctx, contract.Run{Ref: gone[i]}, "导入批次 "+batch+" 已撤销"); err != nil {
			s.Log.Warn("stop after undo", "project", gone[i].Code, "error", err) // reconcile ends it
		}
		return nil
	})
	s.pokeAll(ctx, changed, "undo")
	return out, nil
}

// reopenUndone reopens the closed months whose figures were taken back with an import, and closes what is complete all
// the same.
func (s *Service) reopenUndone(tx *store.Tx, batchID string, projects []string) error {
	batch, err := tx.Batch(batchID)
	if err != nil {
		return err
	}
	programmes, err := tx.ProgrammesOf(projects)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(programmes, func(p models.Programme) bool { return p.ID == batch.ProgrammeID }) {
		own, err := tx.ProgrammeByID(batch.ProgrammeID)
		switch {
		case err == nil:
			programmes = append(programmes, own)
		case models.KindOf(err) != models.KindNotFound:
			return err
		}
	}
	err = figures.Recount(tx, s.Calendar, s.now(), figures.Closing{Kind: models.ClosedMonth, By: models.System,
		Reason: "撤销导入“" + batch.FileName + "”", Reopened: true}, programmes, projects)
	if err != nil {
		return err
	}
	_, err = figures.Settle(tx, s.Calendar, s.now(), projects...)
	return err
}

// remember writes the command and the audit row of a change that no workflow carries out.
func (s *Service) remember(tx *store.Tx, actor models.Actor, head contract.Head, action, object string,
	result any) error {
	text, err := json.Marshal(result)
	if err != nil {
		return err
	}
	now := s.now()
	if err := insertCommand(tx, actor, head, action, result, now); err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{
		CommandKey: head.Key, ByID: actor.ID, ByName: actor.Name, Action: action, Object: object, Detail: string(text),
		At: now,
	})
}

// insertCommand writes a command that was carried out, with its answer.
func insertCommand(tx *store.Tx, actor models.Actor, head contract.Head, name string, answer any,
	now models.Instant) error {
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	return tx.InsertCommand(models.Command{Key: head.Key, Hash: head.Hash, Name: name, Result: string(text),
		ByID: actor.ID, At: now})
}

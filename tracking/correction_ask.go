package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// AskCorrection asks for the correction of an approved month, or for an accepted milestone to be opened again. Whoever
// may fill in for the project may ask; nothing changes until another person of the office confirms it.
func (s *Service) AskCorrection(ctx context.Context, actor models.Actor, key, project string,
	c models.CorrectionCommand) (CorrectionView, error) {
	var out CorrectionView
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return out, err
	}
	if _, err := models.CanFill(actor, p); err != nil {
		return out, err
	}
	head, err := headOf(actor, key, p.ID, "AskCorrection", c)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		f, err := tx.Facts(p.ID)
		if err != nil {
			return err
		}
		extra, err := tx.CalendarDays()
		if err != nil {
			return err
		}
		row, err := models.RulesFor(f, s.Calendar(extra)).NewCorrection(f, c, head.Key, actor, s.now())
		if err != nil {
			return err
		}
		if c.Evidence != nil {
			found, err := s.ownEvidenceIn(tx, actor, "", []models.Evidence{*c.Evidence})
			if err != nil {
				return err
			}
			row.EvidenceSHA256, row.EvidenceName, row.EvidenceType, row.EvidenceSize = found[0].SHA256, found[0].Name,
				found[0].MediaType, found[0].Size
		}
		if err := tx.InsertCorrection(row); err != nil {
			return err
		}
		if out, err = s.correctionView(tx, actor, f, row); err != nil {
			return err
		}
		return s.recordAsked(tx, actor, head, "correction.ask", row.ProjectID, row.ID, row, out)
	})
	return out, err
}

// recordAsked keeps what was done with a row of a project that a person asked for, a correction or a request, as a
// command with the result, and its audit row.
func (s *Service) recordAsked(tx *store.Tx, actor models.Actor, head contract.Head, action, project, object string,
	row, result any) error {
	text, err := json.Marshal(result)
	if err != nil {
		return err
	}
	detail, err := json.Marshal(row)
	if err != nil {
		return err
	}
	if err := tx.InsertCommand(models.Command{Key: head.Key, Hash: head.Hash, Name: action, ProjectID: project,
		Result: string(text), ByID: actor.ID, At: s.now()}); err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{CommandKey: head.Key, ProjectID: project, ByID: actor.ID, ByName: actor.Name,
		Action: action, Object: object, Detail: string(detail), At: s.now()})
}

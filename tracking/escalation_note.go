package tracking

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// SignFor records that an informed party has seen an escalation (签收): a leader for a post of theirs, a unit or an owner
// for itself. The government office and the office enter a leader's signature from paper (代录).
func (s *Service) SignFor(ctx context.Context, actor models.Actor, key, escalation string,
	c models.NoteCommand) (NoteView, error) {
	return s.note(ctx, actor, key, escalation, models.NoteAcknowledged, c)
}

// Instruct records a leader's written instruction on an escalation (批示), with the unit that must reply and the day. An
// instruction is also a signature.
func (s *Service) Instruct(ctx context.Context, actor models.Actor, key, escalation string,
	c models.NoteCommand) (NoteView, error) {
	return s.note(ctx, actor, key, escalation, models.NoteInstructed, c)
}

// Reply records the reply of the responsible unit or the owner (答复): reason, measures, and the promised day. It does
// not change the due date; only a change of the plan does.
func (s *Service) Reply(ctx context.Context, actor models.Actor, key, escalation string,
	c models.NoteCommand) (NoteView, error) {
	return s.note(ctx, actor, key, escalation, models.NoteReplied, c)
}

func (s *Service) note(ctx context.Context, actor models.Actor, key, escalation string, kind models.NoteKind,
	c models.NoteCommand) (NoteView, error) {
	c.Text, c.Paper = strings.TrimSpace(c.Text), strings.TrimSpace(c.Paper)
	var out NoteView
	head, err := headOf(actor, key, escalation, string(kind), c)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		e, in, err := s.standing(tx, actor, escalation)
		if err != nil {
			return err
		}
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		n, err := in.make(actor, e, kind, c)
		if err != nil {
			return err
		}
		if err := e.Note(kind, c, n.OnBehalf, s.now()); err != nil {
			return err
		}
		if c.Evidence != nil {
			if err := s.scan(tx, actor, &n, *c.Evidence); err != nil {
				return err
			}
		}
		n.ID, n.At = models.NoteID(head.Key, kind), s.now()
		out = noteView(n)
		if err := s.keepNote(tx, actor, head.Key, head.Hash, n, out); err != nil || kind == models.NoteAcknowledged {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		if kind == models.NoteReplied {
			return s.answerInstructions(tx, actor, head, common, n)
		}
		return s.followNote(tx, common, n)
	})
	if err == nil && kind != models.NoteAcknowledged {
		s.tellOrders(context.WithoutCancel(ctx))
	}
	return out, err
}

// scan adds the scan of the paper to a note that is entered from it. The scan is the actor's own upload, as the server
// recorded it.
func (s *Service) scan(tx *store.Tx, actor models.Actor, n *models.EscalationNote, named models.Evidence) error {
	found, err := s.ownEvidenceIn(tx, actor, "", []models.Evidence{named})
	if err != nil || !n.OnBehalf {
		return err
	}
	n.EvidenceSHA256, n.EvidenceName, n.EvidenceType, n.EvidenceSize = found[0].SHA256, found[0].Name, found[0].MediaType,
		found[0].Size
	return nil
}

// keepNote writes a note with its command and audit row. An instruction is also the signature, if there is none yet.
func (s *Service) keepNote(tx *store.Tx, actor models.Actor, key, hash string, n models.EscalationNote,
	view NoteView) error {
	notes, err := tx.NotesOf(n.ProjectID)
	if err != nil {
		return err
	}
	rows := []models.EscalationNote{n}
	signed := slices.ContainsFunc(notes, func(o models.EscalationNote) bool {
		return o.EscalationID == n.EscalationID && o.Kind == models.NoteAcknowledged && o.PartyID == n.PartyID
	})
	if n.Kind == models.NoteInstructed && !signed {
		seen := n
		seen.ID, seen.Kind, seen.Text, seen.Due, seen.AddresseeID, seen.Addressee = models.NoteID(key,
			models.NoteAcknowledged), models.NoteAcknowledged, "", 0, "", ""
		rows = []models.EscalationNote{seen, n}
	}
	for _, row := range rows {
		if err := tx.InsertNote(row); err != nil {
			return err
		}
		detail, err := json.Marshal(row)
		if err != nil {
			return err
		}
		if err := tx.InsertAudit(models.AuditEvent{
			CommandKey: key, ProjectID: n.ProjectID, ByID: actor.ID, ByName: actor.Name, Action: "escalation." +
				string(row.Kind), Object: n.EscalationID,
			Detail: string(detail), At: n.At,
		}); err != nil {
			return err
		}
	}
	result, err := json.Marshal(view)
	if err != nil {
		return err
	}
	return tx.InsertCommand(models.Command{
		Key: key, Hash: hash, Name: "escalation." + string(n.Kind), ProjectID: n.ProjectID, Result: string(result),
		ByID: actor.ID, At: n.At,
	})
}

package tracking

import (
	"encoding/json"
	"slices"

	"duban/internal/figures"
	"duban/internal/settling"
	"duban/models"
	"duban/store"
	"duban/workflows/contract"
)

// answerInstructions answers the orders of the instructions on a late item that an answer on its escalation is about,
// so that they stop climbing: the same answer is not asked for twice. The office verifies it as any other.
func (s *Service) answerInstructions(tx *store.Tx, actor models.Actor, head contract.Head, common *figures.Common,
	n models.EscalationNote) error {
	orders, err := instructionsOn(tx, n)
	if err != nil {
		return err
	}
	rules := models.NewOrderRules(common.Calendar)
	for _, f := range orders {
		if f.Order.ReplyDue == 0 || f.Allows(models.StepReply) != nil {
			continue
		}
		f, step, err := rules.Take(f, models.StepReply, models.OrderCommand{Text: n.Text, Due: n.Due, Paper: n.Paper,
			PaperOn: n.PaperOn}, models.OrderActor{Actor: actor, PartyID: n.PartyID, Party: n.Party, OnBehalf: n.OnBehalf},
			head.Key, s.now())
		if err != nil {
			return err
		}
		step.EvidenceSHA256, step.EvidenceName, step.EvidenceType, step.EvidenceSize = n.EvidenceSHA256, n.EvidenceName,
			n.EvidenceType, n.EvidenceSize
		f.Steps[len(f.Steps)-1] = step
		if err := settling.SaveOrder(tx, &f, []models.OrderStep{step}, common.Calendar, s.now()); err != nil {
			return err
		}
		if err := s.tellOfStep(tx, rules, orderParties{f, common}, f, step); err != nil {
			return err
		}
		if err := s.stepAudit(tx, actor, head, f.Order, step); err != nil {
			return err
		}
	}
	return nil
}

// instructionsOn loads the orders of the instructions on the late item that a note is about, on any of its rungs.
func instructionsOn(tx *store.Tx, n models.EscalationNote) ([]models.OrderFacts, error) {
	facts, err := tx.Facts(n.ProjectID)
	if err != nil {
		return nil, err
	}
	items := map[string]lateItem{}
	for _, e := range facts.Escalations {
		items[e.ID] = lateItem{e.ProjectID, e.Subject, e.Item, e.DueVersion}
	}
	notes, err := tx.NotesOf(n.ProjectID)
	if err != nil {
		return nil, err
	}
	about := map[string]bool{}
	for _, other := range notes {
		about[other.ID] = other.Kind == models.NoteInstructed && items[other.EscalationID] == items[n.EscalationID]
	}
	orders, err := tx.OrdersOfProject(n.ProjectID)
	if err != nil {
		return nil, err
	}
	orders = slices.DeleteFunc(orders, func(f models.OrderFacts) bool { return !about[f.Order.NoteID] })
	return orders, withProjects(tx, orders)
}

// noteAnswer records the answer to an instruction on its escalation too, if that is still open: it is one answer.
func (s *Service) noteAnswer(tx *store.Tx, actor models.Actor, head contract.Head, o models.SupervisionOrder,
	step models.OrderStep) error {
	if step.Kind != models.StepReply || o.NoteID == "" {
		return nil
	}
	instruction, err := tx.Note(o.NoteID)
	if err != nil {
		return err
	}
	e, err := tx.Escalation(instruction.EscalationID)
	if err != nil || !e.Open() {
		return err
	}
	n := models.EscalationNote{ID: models.NoteID(head.Key, models.NoteReplied), EscalationID: e.ID, ProjectID: e.ProjectID,
		Kind: models.NoteReplied, Text: step.Text, Due: step.Due, PartyID: step.PartyID, Party: step.Party,
		OnBehalf: step.OnBehalf, Paper: step.Paper, PaperOn: step.PaperOn, ByID: actor.ID, ByName: actor.Name, At: step.At}
	if n.OnBehalf {
		n.EvidenceSHA256, n.EvidenceName, n.EvidenceType, n.EvidenceSize = step.EvidenceSHA256, step.EvidenceName,
			step.EvidenceType, step.EvidenceSize
	}
	if err := tx.InsertNote(n); err != nil {
		return err
	}
	detail, err := json.Marshal(n)
	if err != nil {
		return err
	}
	return tx.InsertAudit(models.AuditEvent{CommandKey: head.Key, ProjectID: n.ProjectID, ByID: actor.ID,
		ByName: actor.Name, Action: "escalation." + string(n.Kind), Object: n.EscalationID, Detail: string(detail), At: n.At})
}

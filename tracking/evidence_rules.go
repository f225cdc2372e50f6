package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// EvidenceRules are the rules for the evidence of milestones, by a word of their names.
type EvidenceRules struct {
	Words []EvidenceWordRule `json:"words"`
}

// EvidenceWordRule is the rule of one word.
type EvidenceWordRule struct {
	models.EvidenceWord
	Name    string `json:"name"`    // of the rule, in Chinese
	Default string `json:"default"` // name of the rule as delivered; "": the office's own word
}

// EvidenceRules lists the rules that hold.
func (s *Service) EvidenceRules(ctx context.Context, actor models.Actor) (EvidenceRules, error) {
	if err := models.CanPlan(actor); err != nil {
		return EvidenceRules{}, err
	}
	out := EvidenceRules{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		set, err := tx.EvidenceWords()
		for _, w := range models.EvidenceWords(set) {
			row := EvidenceWordRule{EvidenceWord: w, Name: w.Rule.Chinese()}
			for _, d := range models.DefaultEvidenceWords {
				if d.Word == w.Word {
					row.Default = d.Rule.Chinese()
				}
			}
			out.Words = append(out.Words, row)
		}
		return err
	})
	return out, err
}

// SetEvidenceRule sets what is asked for with milestones whose name contains a word.
func (s *Service) SetEvidenceRule(ctx context.Context, actor models.Actor, key string, w models.EvidenceWord) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	if err := models.CheckEvidenceWord(w); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "SetEvidenceRule", w, "settings.evidence_rule", w.Word,
		func(tx *store.Tx) error { return tx.SetEvidenceWord(w) })
}

// acceptWithout asks about a milestone that is to be accepted without the evidence that its rule asks for.
func acceptWithout(tx *store.Tx, submission models.Submission, c models.ReviewCommand) error {
	if submission.Kind != models.SubmitMilestone || submission.Status != models.SubmissionWaiting {
		return nil
	}
	m, err := tx.Milestone(submission.MilestoneID)
	if err != nil {
		return err
	}
	set, err := tx.EvidenceWords()
	if err != nil {
		return err
	}
	all, err := tx.AttachmentsOf(submission.ProjectID)
	if err != nil {
		return err
	}
	attached := 0
	for _, a := range all {
		if a.SubmissionID == submission.ID {
			attached++
		}
	}
	return models.AcceptWithout(models.EvidenceRuleOf(m.Name, set), m.Name, attached, c.Reason, c.Confirmed)
}

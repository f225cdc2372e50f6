package tracking

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// foundNow is a finding on record or one that is new, read before it is acted on.
func (s *Service) foundNow(ctx context.Context, id string) (f models.Finding, err error) {
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		f, _, err = s.findingOf(tx, id, true)
		return err
	})
	return f, err
}

// onRecord is what was found as it stands in this transaction: another person may have acted on it since.
func onRecord(tx *store.Tx, found models.Finding) (models.Finding, error) {
	now, known, err := tx.Finding(found.ID)
	if err != nil || known {
		return now, err
	}
	return found, nil
}

// AskFinding asks the owner to explain; the owner is told. The question is that of the finding: it names no amount.
func (s *Service) AskFinding(ctx context.Context, actor models.Actor, key, id string) error {
	if err := models.CanVerify(actor); err != nil {
		return err
	}
	found, err := s.foundNow(ctx, id)
	if err != nil {
		return err
	}
	return s.once(ctx, actor, key, "AskFinding", id, "finding.ask", id, func(tx *store.Tx) error {
		f, err := onRecord(tx, found)
		if err != nil {
			return err
		}
		extra, err := tx.CalendarDays()
		if err != nil {
			return err
		}
		facts, err := tx.Facts(f.ProjectID)
		if err != nil {
			return err
		}
		rules := models.RulesFor(facts, s.Calendar(extra))
		if f, err = f.Asked(actor, rules.Calendar, s.now()); err != nil {
			return err
		}
		if err := tx.PutFinding(f); err != nil {
			return err
		}
		_, err = tx.InsertOutbox(rules.FindingMessage(facts, f, s.now())...)
		return err
	})
}

// ExplainFinding hands in the owner's explanation with the scan of the paper it rests on.
func (s *Service) ExplainFinding(ctx context.Context, actor models.Actor, key, id string, e models.Explanation) error {
	if err := models.CanSubmit(actor); err != nil {
		return err
	}
	e = e.Trimmed()
	return s.once(ctx, actor, key, "ExplainFinding", []any{id, e}, "finding.explain", id, func(tx *store.Tx) error {
		f, p, err := s.findingOf(tx, id, false)
		if err != nil {
			return err
		}
		onBehalf, err := models.CanExplain(actor, p)
		if err != nil || f.AskedAt == 0 {
			return noFinding(id)
		}
		of := ""
		if onBehalf {
			common, err := s.common(tx)
			if err != nil {
				return err
			}
			of = cmp.Or(common.Names.Organisations[p.OwnerID], models.OwnerWords(""))
		}
		if e.Evidence != nil {
			found, err := s.ownEvidenceIn(tx, actor, "", []models.Evidence{*e.Evidence})
			if err != nil {
				return err
			}
			e.Evidence = &found[0]
		}
		if f, err = f.Explained(actor, e, of, s.now()); err != nil {
			return err
		}
		return tx.PutFinding(f)
	})
}

// SettleFinding settles a matter in the name of the person who does; it does not come again.
func (s *Service) SettleFinding(ctx context.Context, actor models.Actor, key, id string, outcome models.FindingOutcome,
	reason string) error {
	if err := models.CanVerify(actor); err != nil {
		return err
	}
	found, err := s.foundNow(ctx, id)
	if err != nil {
		return err
	}
	return s.once(ctx, actor, key, "SettleFinding", []string{id, string(outcome), strings.TrimSpace(reason)},
		"finding.settle", id, func(tx *store.Tx) error {
			f, err := onRecord(tx, found)
			if err != nil {
				return err
			}
			if f, err = f.Settled(actor, outcome, reason, s.now()); err != nil {
				return err
			}
			return tx.PutFinding(f)
		})
}

// findingTodos ask owners to explain, and the office to settle what was explained.
func findingTodos(s *Service, tx *store.Tx, actor models.Actor, common *figures.Common) ([]models.Todo, error) {
	office := models.CanVerify(actor) == nil
	if !office && !actor.Is(models.RoleOwner) {
		return nil, nil
	}
	rows, err := tx.OpenFindings()
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(f models.Finding) bool { return office != (f.State == models.FindingExplained) })
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]string, len(rows))
	for i, f := range rows {
		ids[i] = f.ProjectID
	}
	projects, err := tx.ProjectsByID(ids)
	if err != nil {
		return nil, err
	}
	of := map[string]models.Project{}
	for _, p := range projects {
		of[p.ID] = p
	}
	var todos []models.Todo
	for _, f := range rows {
		p := of[f.ProjectID]
		if mayExplain(actor, p) != nil {
			continue
		}
		one := askedOf(p, models.TodoAnswer, f.ID, models.FindingPath(f.ID))
		one.Title, one.AskedBy, one.AskedAt, one.Due = f.Question.Message, f.AskedByName, f.AskedAt, f.Due
		if office {
			one.Kind, one.AskedBy, one.AskedAt, one.Due = models.TodoDecide, f.ExplainedBy, f.ExplainedAt, 0
			one.Title = models.Messagef("核定%s的情况说明", p.Name)
		}
		todos = append(todos, by(one, one.Due, s.now().Date(), common.Calendar))
	}
	return todos, nil
}

// OpenFindingPaper opens the scan of the paper an explanation rests on, and records who opened it. The caller closes
// Content.
func (s *Service) OpenFindingPaper(ctx context.Context, actor models.Actor, id string) (OpenedEvidence, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return OpenedEvidence{}, err
	}
	var f models.Finding
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		var p models.Project
		var err error
		f, p, err = s.findingOf(tx, id, false)
		switch {
		case err != nil:
			return err
		case f.EvidenceSHA256 == "", models.CanVerify(actor) != nil && mayExplain(actor, p) != nil:
			return models.Errorf(models.KindNotFound, "no_evidence", "没有这个附件，请从情况说明页面打开")
		}
		return nil
	})
	if err != nil {
		return OpenedEvidence{}, err
	}
	a, err := s.described(models.Attachment{Position: 1, SHA256: f.EvidenceSHA256, Name: f.EvidenceName})
	if err != nil {
		return OpenedEvidence{}, err
	}
	content, err := s.Evidence.Content(a.SHA256)
	if err != nil {
		return OpenedEvidence{}, err
	}
	if err := s.logDownload(ctx, actor, "", "evidence.open", f.ID+"/"+f.EvidenceName); err != nil {
		_ = content.Close()
		return OpenedEvidence{}, err
	}
	return OpenedEvidence{Attachment: a, Content: content}, nil
}

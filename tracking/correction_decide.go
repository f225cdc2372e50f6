package tracking

import (
	"context"
	"strings"

	"duban/models"
	"duban/store"
)

// ConfirmCorrection has a correction that another person asked for carried out by the project's process.
func (s *Service) ConfirmCorrection(ctx context.Context, actor models.Actor, key, id, reason string) (Receipt, error) {
	if err := models.CanReview(actor); err != nil {
		return Receipt{}, err
	}
	var p models.Project
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		c, found, err := tx.Correction(id)
		if err != nil {
			return err
		}
		if !found {
			return models.CorrectionNotFound(id)
		}
		p, err = tx.Project(c.ProjectID)
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	return s.send(ctx, actor, key, 0, p, models.CommandConfirm, models.LevelDecision,
		models.ConfirmCorrectionCommand{Correction: id, Reason: strings.TrimSpace(reason)})
}

// RefuseCorrection refuses a correction that another person asked for, with a reason.
func (s *Service) RefuseCorrection(ctx context.Context, actor models.Actor, key, id, reason string) (CorrectionView,
	error) {
	if err := models.CanReview(actor); err != nil {
		return CorrectionView{}, err
	}
	if strings.TrimSpace(reason) == "" {
		return CorrectionView{}, models.Errorf(models.KindInvalid, "reason_missing", "请写明驳回的理由%s",
			models.CommandHint("（--reason）"))
	}
	return s.endCorrection(ctx, actor, key, id, reason, models.RequestRefused, "correction.refuse")
}

// WithdrawCorrection takes back a correction that the actor asked for.
func (s *Service) WithdrawCorrection(ctx context.Context, actor models.Actor, key, id string) (CorrectionView, error) {
	if err := models.CanSubmit(actor); err != nil {
		return CorrectionView{}, err
	}
	return s.endCorrection(ctx, actor, key, id, "", models.RequestWithdrawn, "correction.withdraw")
}

func (s *Service) endCorrection(ctx context.Context, actor models.Actor, key, id, reason string,
	status models.RequestStatus, action string) (CorrectionView, error) {
	var out CorrectionView
	head, err := headOf(actor, key, id, action, reason)
	if err != nil {
		return out, err
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		if found, err := earlierAnswer(tx, head, &out); err != nil || found {
			return err
		}
		c, f, err := correctionOf(tx, actor, id)
		if err != nil {
			return err
		}
		switch {
		case status == models.RequestWithdrawn && c.AskedByID != actor.ID:
			return models.Errorf(models.KindForbidden, "forbidden", "只有申请人可以撤回申请")
		case status == models.RequestRefused && c.AskedByID == actor.ID:
			return models.Errorf(models.KindForbidden, "own_correction", "不能驳回本人提出的更正，不再需要的可以撤回")
		}
		if err := c.MustWait(); err != nil {
			return err
		}
		c.Status, c.DecidedByID, c.DecidedByName, c.DecidedAt = status, actor.ID, actor.Name, s.now()
		c.DecisionReason = strings.TrimSpace(reason)
		if err := tx.DecideCorrection(c); err != nil {
			return err
		}
		if out, err = s.correctionView(tx, actor, f, c); err != nil {
			return err
		}
		return s.recordAsked(tx, actor, head, action, c.ProjectID, c.ID, c, out)
	})
	return out, err
}

// correctionOf loads a correction with the facts of its project, for who may see the project.
func correctionOf(tx *store.Tx, actor models.Actor, id string) (models.Correction, models.Facts, error) {
	c, found, err := tx.Correction(id)
	if err != nil {
		return c, models.Facts{}, err
	}
	if !found {
		return c, models.Facts{}, models.CorrectionNotFound(id)
	}
	f, err := tx.Facts(c.ProjectID)
	if err == nil && models.CanSee(actor, f.Project) != nil {
		err = models.CorrectionNotFound(id)
	}
	return c, f, err
}

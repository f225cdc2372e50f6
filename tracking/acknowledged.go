package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// projectCommands are the commands whose result can be shown.
var projectCommands = []string{models.CommandSubmitMilestone, models.CommandReportMonth, models.CommandReview,
	models.CommandChangePlan, models.CommandConfirm, models.CommandTakeBack, models.CommandDecideRequest}

// Acknowledged returns the state of a command to the person who gave it and to the operator: stored, done, or refused
// and why. Errors: KindNotFound for an unused key and for another person's.
func (s *Service) Acknowledged(ctx context.Context, actor models.Actor, key string) (Receipt, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return Receipt{}, err
	}
	missing := models.Errorf(models.KindNotFound, "receipt_not_found", "没有受理过编号为“%s”的请求，请核对编号；如刚才提交时连接中断，请用同一编号重新提交", key)
	receipt := Receipt{Key: key}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		done, found, err := tx.Command(key)
		if err != nil {
			return err
		}
		isAskers := func(by string) bool { return actor.Operator || actor.ID != "" && by == actor.ID }
		switch {
		case found && !isAskers(done.ByID):
			return missing
		case found && slices.Contains(projectCommands, done.Name):
			receipt, err = doneReceipt(done)
			return err
		case found:
			receipt.Status, receipt.Message = models.StoredDone, models.Messagef("已办理")
			return nil
		}
		stored, found, err := tx.StoredCommand(key)
		if err != nil {
			return err
		}
		if !found || !isAskers(stored.ByID) {
			return missing
		}
		p, err := tx.Project(stored.ProjectID)
		if models.KindOf(err) == models.KindNotFound { // the import that created it was undone
			err = nil
		}
		receipt = pendingReceipt(p, stored)
		if e := stored.Refusal(); e != nil {
			receipt.Pending, receipt.Status, receipt.Message = false, models.StoredRefused, e.Message
			receipt.Refusal = &ReceiptRefusal{Code: e.Code, Message: e.Message, Cell: e.Cell}
		}
		return err
	})
	if err != nil {
		return Receipt{}, err
	}
	return receipt, nil
}

package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// OpenOrderPaper opens the scan or the evidence of a step with an order, and records who opened it. One that the person
// may not see gives the same error as one that does not exist. The caller closes Content.
func (s *Service) OpenOrderPaper(ctx context.Context, actor models.Actor, order, step string) (OpenedEvidence, error) {
	missing := models.Errorf(models.KindNotFound, "no_evidence", "没有这个附件，请从督办单页面打开")
	var f models.OrderFacts
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		f, err = orderFor(tx, actor, order)
		return err
	})
	if err != nil {
		return OpenedEvidence{}, err
	}
	n := slices.IndexFunc(f.Steps, func(one models.OrderStep) bool { return one.ID == step && one.EvidenceSHA256 != "" })
	if n < 0 {
		return OpenedEvidence{}, missing
	}
	a, err := s.described(models.Attachment{Position: 1, SHA256: f.Steps[n].EvidenceSHA256, Name: f.Steps[n].EvidenceName})
	if err != nil {
		return OpenedEvidence{}, err
	}
	content, err := s.Evidence.Content(a.SHA256)
	if err != nil {
		return OpenedEvidence{}, err
	}
	if err := s.logDownload(ctx, actor, f.Order.ProjectID, "evidence.open", step+"/"+f.Steps[n].EvidenceName); err != nil {
		_ = content.Close()
		return OpenedEvidence{}, err
	}
	return OpenedEvidence{Attachment: a, Content: content}, nil
}

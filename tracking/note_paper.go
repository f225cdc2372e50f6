package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// OpenNotePaper opens the scan of the paper a note was entered from, and records who opened it. A note that the person
// may not see gives the same error as one that does not exist. The caller closes Content.
func (s *Service) OpenNotePaper(ctx context.Context, actor models.Actor, note string) (OpenedEvidence, error) {
	missing := models.Errorf(models.KindNotFound, "no_evidence", "没有这个附件，请从督办事项页面打开")
	var n models.EscalationNote
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		if n, err = tx.Note(note); models.KindOf(err) == models.KindNotFound {
			return missing
		}
		if err != nil {
			return err
		}
		if _, _, err = s.standing(tx, actor, n.EscalationID); models.KindOf(err) == models.KindNotFound ||
			n.EvidenceSHA256 == "" {
			return missing
		}
		return err
	})
	if err != nil {
		return OpenedEvidence{}, err
	}
	a, err := s.described(models.Attachment{Position: 1, SHA256: n.EvidenceSHA256, Name: n.EvidenceName})
	if err != nil {
		return OpenedEvidence{}, err
	}
	content, err := s.Evidence.Content(a.SHA256)
	if err != nil {
		return OpenedEvidence{}, err
	}
	if err := s.logDownload(ctx, actor, n.ProjectID, "evidence.open", n.ID+"/"+n.EvidenceName); err != nil {
		_ = content.Close()
		return OpenedEvidence{}, err
	}
	return OpenedEvidence{Attachment: a, Content: content}, nil
}

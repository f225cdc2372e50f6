package tracking

import (
	"context"
	"io"

	"duban/models"
)

// PutEvidence keeps a file somebody hands in. It is there before the submission that names it: a file without a row is
// harmless, a row without its file is not.
func (s *Service) PutEvidence(ctx context.Context, actor models.Actor, name string, r io.Reader) (models.Evidence, error) {
	if err := models.CanKeepEvidence(actor); err != nil {
		return models.Evidence{}, err
	}
	return s.Evidence.Put(ctx, name, r)
}

func (s *Service) haveEvidence(evidence []models.Evidence) error {
	for _, e := range evidence {
		ok, err := s.Evidence.Has(e.SHA256)
		if err != nil {
			return err
		}
		if !ok {
			return models.Errorf(models.KindInvalid, "evidence_missing", "附件「%s」尚未上传，请重新选择文件", e.Name)
		}
	}
	return nil
}

package tracking

import (
	"context"
	"io"
	"slices"

	"duban/models"
)

// PutEvidence keeps a file somebody hands in. It is there before the submission that names it: a file without a row is
// harmless, a row without its file is not.
func (s *Service) PutEvidence(ctx context.Context, actor models.Actor, name string, r io.Reader) (models.Evidence, error) {
	if !handsIn(actor) {
		return models.Evidence{}, models.Errorf(models.KindForbidden, "forbidden", "您没有填报权限，请联系重点项目办")
	}
	return s.Evidence.Put(ctx, name, r)
}

// handsIn asks whether the actor hands anything in at all; for which projects is asked when the submission comes.
func handsIn(a models.Actor) bool {
	return a.Operator || slices.ContainsFunc(a.Roles, func(r models.Role) bool {
		return r.Role == models.RoleOwner || r.Role == models.RoleUnit || r.Role == models.RoleOffice
	})
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

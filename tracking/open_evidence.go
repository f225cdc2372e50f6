package tracking

import (
	"context"
	"io"
	"time"

	"duban/models"
	"duban/store"
)

// OpenedEvidence is a piece of evidence opened for reading. The caller closes Content.
type OpenedEvidence struct {
	models.Attachment
	Content io.ReadSeekCloser
}

// loggedAgain is the interval after which a further download of the same piece by the same person is recorded again.
const loggedAgain = time.Hour

// OpenEvidence opens a piece of evidence, by its submission and its position from 1, and records who opened it. A piece
// that the person may not see gives the same error as one that does not exist.
func (s *Service) OpenEvidence(ctx context.Context, actor models.Actor, submission string,
	position int) (OpenedEvidence, error) {
	a, p, err := s.evidence(ctx, actor, submission, position)
	if err != nil {
		return OpenedEvidence{}, err
	}
	if a, err = s.described(a); err != nil {
		return OpenedEvidence{}, err
	}
	content, err := s.Evidence.Content(a.SHA256)
	if err != nil {
		return OpenedEvidence{}, err
	}
	err = s.logDownload(ctx, actor, p.ID, "evidence.open", a.SubmissionID+"/"+a.Name)
	if err != nil {
		_ = content.Close()
		return OpenedEvidence{}, err
	}
	return OpenedEvidence{Attachment: a, Content: content}, nil
}

// described returns a piece of evidence with the type and size of its bytes, and a name with an extension of that type.
func (s *Service) described(a models.Attachment) (models.Attachment, error) {
	e, err := s.Evidence.Describe(a.SHA256, a.Name)
	a.Name, a.MediaType, a.Size = e.Name, e.MediaType, e.Size
	return a, err
}

// Thumbnail returns a small JPEG of a piece of evidence that is a picture. It is not recorded.
func (s *Service) Thumbnail(ctx context.Context, actor models.Actor, submission string, position int) ([]byte, error) {
	a, _, err := s.evidence(ctx, actor, submission, position)
	if err != nil {
		return nil, err
	}
	return s.Evidence.Thumbnail(ctx, a.SHA256, thumbnailSize)
}

const thumbnailSize = 240 // pixels

func (s *Service) evidence(ctx context.Context, actor models.Actor, submission string,
	position int) (found models.Attachment, p models.Project, err error) {
	missing := models.Errorf(models.KindNotFound, "no_evidence", "没有这个附件，请从项目页面打开")
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		sub, err := tx.Submission(submission)
		if models.KindOf(err) == models.KindNotFound {
			return missing
		}
		if err != nil {
			return err
		}
		if p, err = tx.Project(sub.ProjectID); err != nil {
			return err
		}
		if models.CanSee(actor, p) != nil {
			return missing
		}
		all, err := tx.AttachmentsOf(p.ID)
		if err != nil {
			return err
		}
		for _, a := range all {
			if a.SubmissionID == sub.ID && a.Position == position {
				found = a
				return nil
			}
		}
		return missing
	})
	return found, p, err
}

// logDownload records a download of internal material, at most once an hour for the same file and person.
func (s *Service) logDownload(ctx context.Context, actor models.Actor, projectID, action, object string) error {
	now := s.now()
	return s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		seen, err := tx.Audited(actor.ID, action, object, now.Add(-loggedAgain))
		if err != nil || seen {
			return err
		}
		return tx.InsertAudit(models.AuditEvent{ProjectID: projectID, ByID: actor.ID, ByName: actor.Name, Action: action,
			Object: object, Detail: "{}", At: now})
	})
}

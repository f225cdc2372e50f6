package tracking

import (
	"context"
	"io"
	"time"

	"duban/models"
	"duban/store"
)

// OpenedEvidence is one piece of evidence as it is given out. The caller closes Content.
type OpenedEvidence struct {
	models.Attachment
	Content io.ReadSeekCloser
}

// loggedAgain is how long one person may open the same piece again before it is put on the record anew.
const loggedAgain = time.Hour

// OpenEvidence gives out a piece of evidence, by its submission and its position from 1, and puts on the record who had
// it. What the person may not see answers as what is not there.
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

// described is a piece of evidence with the type and size that its bytes have, and a name with an extension of that
// type.
func (s *Service) described(a models.Attachment) (models.Attachment, error) {
	e, err := s.Evidence.Describe(a.SHA256, a.Name)
	a.Name, a.MediaType, a.Size = e.Name, e.MediaType, e.Size
	return a, err
}

// Thumbnail gives a small JPEG of a piece of evidence that is a picture. Looking at it is not put on the record.
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

// logDownload records that internal material was downloaded, once an hour for the same file and person.
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

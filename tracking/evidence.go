package tracking

import (
	"context"
	"io"

	"duban/models"
	"duban/store"
)

// PutEvidence stores a file and records it as the actor's upload, with the name, type and size that the server
// determined. It must be uploaded before the submission that names it. The size of a person's uploads that are not
// submitted is limited.
func (s *Service) PutEvidence(ctx context.Context, actor models.Actor, name string, r io.Reader) (models.Evidence,
	error) {
	if err := models.CanUpload(actor); err != nil {
		return models.Evidence{}, err
	}
	if err := s.Store.CheckSpace(); err != nil {
		return models.Evidence{}, err
	}
	if err := s.Store.Read(ctx, func(tx *store.Tx) error { return s.admitUpload(tx, actor, 0) }); err != nil {
		return models.Evidence{}, err
	}
	in, err := s.Evidence.Receive(ctx, name, r)
	if err != nil {
		return models.Evidence{}, err
	}
	defer in.Drop()
	u := models.Upload{
		SHA256: in.SHA256, Name: in.Name, MediaType: in.MediaType, Size: in.Size, ByID: actor.ID, ByName: actor.Name,
		At: s.now(),
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		_, repeated, err := tx.UploadBy(actor.ID, u.SHA256)
		if err == nil && !repeated { // repeated bytes take no further space
			err = s.admitUpload(tx, actor, u.Size)
		}
		if err != nil {
			return err
		}
		return tx.SetUpload(u)
	})
	if err != nil {
		return models.Evidence{}, err
	}
	return u.Evidence(), in.Keep()
}

// admitUpload checks that a person may upload another file of size bytes. Workbooks that wait to be imported count too.
func (s *Service) admitUpload(tx *store.Tx, actor models.Actor, size int64) error {
	since := models.UploadsSince(s.now())
	use, err := tx.UnsubmittedUploads(actor.ID, since)
	if err != nil {
		return err
	}
	drafts, err := tx.Drafts()
	if err != nil {
		return err
	}
	for _, d := range drafts {
		if d.ByID != actor.ID || d.At <= since {
			continue
		}
		if done, err := committed(tx, d.BatchID); err != nil {
			return err
		} else if done {
			continue
		}
		use.Count++
		use.Bytes += d.Size
	}
	return use.Admit(size)
}

// committed reports whether a draft's batch was imported.
func committed(tx *store.Tx, batch string) (bool, error) {
	if batch == "" {
		return false, nil
	}
	b, err := tx.Batch(batch)
	if models.KindOf(err) == models.KindNotFound {
		return false, nil
	}
	return err == nil && b.Status != models.BatchStaged, err
}

// ownEvidence returns the server's records of the files that a command names. A person may name their own uploads, and
// files already attached to the project, because a returned submission is sent again with its files. Any other file
// gives the same error, whether it exists or not.
func (s *Service) ownEvidence(
	ctx context.Context, actor models.Actor, project string, named []models.Evidence,
) (found []models.Evidence, err error) {
	if len(named) == 0 {
		return nil, nil
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		found, err = s.ownEvidenceIn(tx, actor, project, named)
		return err
	})
	return found, err
}

// ownEvidenceIn is ownEvidence within a transaction; without a project only the actor's own uploads count.
func (s *Service) ownEvidenceIn(
	tx *store.Tx, actor models.Actor, project string, named []models.Evidence,
) ([]models.Evidence, error) {
	if err := models.CheckEvidence(named); err != nil {
		return nil, err
	}
	var attached []models.Attachment
	if project != "" {
		var err error
		if attached, err = tx.AttachmentsOf(project); err != nil {
			return nil, err
		}
	}
	found, seen := make([]models.Evidence, 0, len(named)), map[string]bool{}
	for _, e := range named {
		if seen[e.SHA256] {
			continue
		}
		seen[e.SHA256] = true
		known, err := s.knownEvidence(tx, actor, attached, e.SHA256)
		if err != nil {
			return nil, err
		}
		found = append(found, known)
	}
	return found, nil
}

func (s *Service) knownEvidence(
	tx *store.Tx, actor models.Actor, attached []models.Attachment, sum string,
) (models.Evidence, error) {
	there, err := s.Evidence.Has(sum)
	if err != nil {
		return models.Evidence{}, err
	}
	u, own, err := tx.UploadBy(actor.ID, sum)
	switch {
	case err != nil:
		return models.Evidence{}, err
	case !there:
		return models.Evidence{}, models.UploadNotFound()
	case own:
		return u.Evidence(), tx.TouchUpload(u, s.now())
	}
	for _, a := range attached {
		if a.SHA256 == sum {
			return s.Evidence.Describe(sum, a.Name)
		}
	}
	return models.Evidence{}, models.UploadNotFound()
}

package tracking

import (
	"context"
	"encoding/json"

	"duban/models"
	"duban/store"
)

// sweptAtOnce is how many uploads one transaction of a sweep removes.
const sweptAtOnce = 200

// Swept is the result of a sweep.
type Swept struct {
	Uploads int   `json:"uploads"`
	Bytes   int64 `json:"bytes"`
	Drafts  int   `json:"drafts"`
	People  int   `json:"people"` // forms of people whose phones were deleted

	Previews int `json:"previews"` // of imports that were not committed
	Sessions int `json:"sessions"` // over, and no longer needed to know an address
}

// SweepUploads removes uploads that were not submitted within a day, with their bytes unless another row names them;
// files without any record a month after they were first noticed; workbooks and previews that were not imported; what
// forms of people need no longer; and sessions of long ago. The server calls it from time to time.
func (s *Service) SweepUploads(ctx context.Context) (done Swept, err error) {
	if err := s.noteStrays(ctx); err != nil {
		return done, err
	}
	for {
		rows, err := s.forgetUploads(ctx)
		if err != nil {
			return done, err
		}
		for _, u := range rows {
			if err := s.removeContent(ctx, u.SHA256); err != nil {
				return done, err
			}
			done.Uploads++
			done.Bytes += u.Size
		}
		if len(rows) < sweptAtOnce {
			break
		}
	}
	if done.Drafts, err = s.sweepDrafts(ctx); err != nil {
		return done, err
	}
	if done.People, err = s.forgetPeopleForms(ctx); err != nil {
		return done, err
	}
	if done.Previews, err = s.sweepPreviews(ctx); err != nil {
		return done, err
	}
	done.Sessions, err = s.forgetSessions(ctx)
	return done, err
}

// forgetPeopleForms deletes what forms of people need no longer: it has phones.
func (s *Service) forgetPeopleForms(ctx context.Context) (forms int, err error) {
	now := s.now()
	err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		forms, err = tx.ForgetPeopleForms(now.Add(-models.PeopleFormLifetime), now.Add(-models.PeopleUndoLifetime))
		if err != nil || forms == 0 {
			return err
		}
		detail, err := json.Marshal(map[string]int{"forms": forms})
		if err != nil {
			return err
		}
		return tx.InsertAudit(models.AuditEvent{ByID: models.System.ID, ByName: models.System.Name,
			Action: "people.forget", Detail: string(detail), At: now})
	})
	return forms, err
}

// forgetUploads deletes the records of expired uploads and returns them.
func (s *Service) forgetUploads(ctx context.Context) (expired []models.Upload, err error) {
	now := s.now()
	err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		own, strays := models.ExpiredUploads(now)
		if expired, err = tx.UnnamedUploads(own, strays, sweptAtOnce); err != nil || len(expired) == 0 {
			return err
		}
		var bytes int64
		for _, u := range expired {
			if err := tx.DeleteUpload(u); err != nil {
				return err
			}
			bytes += u.Size
		}
		detail, err := json.Marshal(Swept{Uploads: len(expired), Bytes: bytes})
		if err != nil {
			return err
		}
		return tx.InsertAudit(models.AuditEvent{
			ByID: models.System.ID, ByName: models.System.Name, Action: "evidence.sweep",
			Object: expired[0].SHA256, Detail: string(detail), At: now,
		})
	})
	return expired, err
}

// removeContent removes files that no row names any more.
func (s *Service) removeContent(ctx context.Context, sum string) error {
	needed := func() (known bool, err error) {
		err = s.Store.Read(ctx, func(tx *store.Tx) error {
			known, err = tx.ContentKnown(sum)
			return err
		})
		return known, err
	}
	if known, err := needed(); err != nil || known {
		return err
	}
	return s.Evidence.Remove(sum, needed)
}

// noteStrays records files of the folder that no row names, so that their month begins.
func (s *Service) noteStrays(ctx context.Context) error {
	sums, err := s.Evidence.List()
	if err != nil {
		return err
	}
	var known map[string]bool
	if err := s.Store.Read(ctx, func(tx *store.Tx) error {
		known, err = tx.KnownContent()
		return err
	}); err != nil {
		return err
	}
	for _, sum := range sums {
		if known[sum] {
			continue
		}
		e, err := s.Evidence.Describe(sum, "")
		if models.KindOf(err) == models.KindNotFound {
			continue
		}
		if err != nil {
			return err
		}
		u := models.Upload{SHA256: sum, Name: e.Name, MediaType: e.MediaType, Size: e.Size, At: s.now()}
		if err := s.Store.WriteReserved(ctx, func(tx *store.Tx) error { return tx.SetUpload(u) }); err != nil {
			return err
		}
	}
	return nil
}

// sweepDrafts removes workbooks that were uploaded more than a day ago, and files of drafts without a record.
func (s *Service) sweepDrafts(ctx context.Context) (removed int, err error) {
	var before, after []models.ImportDraft
	err = s.Store.WriteReserved(ctx, func(tx *store.Tx) error {
		if before, err = tx.Drafts(); err != nil {
			return err
		}
		if err := s.dropOld(tx); err != nil {
			return err
		}
		after, err = tx.Drafts()
		return err
	})
	if err != nil {
		return 0, err
	}
	kept := map[string]bool{}
	for _, d := range after {
		kept[d.ID] = true
	}
	ids, err := s.Evidence.Drafts(draftsLast, s.now().Time())
	for _, id := range ids {
		if !kept[id] {
			if err := s.Evidence.DropDraft(id); err != nil {
				return removed, err
			}
		}
	}
	return len(before) - len(after), err
}

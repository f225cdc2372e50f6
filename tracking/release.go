package tracking

import (
	"context"
	"slices"
	"strings"

	"duban/internal/figures"
	"duban/internal/telling"
	"duban/models"
	"duban/store"
)

// ReleaseList lists the digests to leaders that wait for the office (拟报清单). Inside the program leaders see the
// messages all the same.
type ReleaseList struct {
	AsOf      models.Instant `json:"as_of"`
	Programme string         `json:"programme"`
	ID        string         `json:"programme_id"`
	Auto      bool           `json:"auto"` // the programme's digests leave by themselves
	Lines     []ReleaseLine  `json:"lines"`
}

// ReleaseLine is the digest of one person.
type ReleaseLine struct {
	Key    string         `json:"key"`
	Person string         `json:"person"`
	Post   string         `json:"post"`
	Day    models.Date    `json:"day"`
	Since  models.Instant `json:"since"`
	Late   bool           `json:"late"`  // waits for longer than a working day
	Items  []string       `json:"items"` // titles, the worst first
}

// ReleaseChoice is what the office decides about listed digests.
type ReleaseChoice struct {
	Keys []string `json:"keys"` // none: all that are listed
	Hold bool     `json:"hold"` // they are not sent
	Why  string   `json:"why"`  // of Hold
}

// ReleaseList lists what waits to be released.
func (s *Service) ReleaseList(ctx context.Context, actor models.Actor, programme string) (ReleaseList, error) {
	if err := models.CanRelease(actor); err != nil {
		return ReleaseList{}, err
	}
	out := ReleaseList{AsOf: s.now(), Lines: []ReleaseLine{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		p, err := s.programmeOf(tx, programme)
		if err != nil {
			return err
		}
		settings, err := tx.NoticeSettings(p.ID)
		if err != nil {
			return err
		}
		out.Programme, out.ID, out.Auto = p.Name, p.ID, settings.ReleaseAuto
		people, err := tx.People()
		if err != nil {
			return err
		}
		names := map[string]string{}
		for _, person := range people {
			names[person.ID] = person.Name
		}
		listed, err := tx.OpenDeliveries(models.DeliveryListed)
		for _, d := range listed {
			out.Lines = append(out.Lines, ReleaseLine{Key: d.Key, Person: names[d.PersonID],
				Post: common.Names.Posts[d.PartyID], Day: d.Day, Since: d.CreatedAt,
				Late: models.ReleaseLate(common.Calendar, d, out.AsOf), Items: d.Titles()})
		}
		return err
	})
	return out, err
}

// Release lets listed digests go, or holds them back with a reason. Each is looked at again: what has ended meanwhile
// is left out, and a digest of which nothing is left is dropped.
func (s *Service) Release(ctx context.Context, actor models.Actor, key string, c ReleaseChoice) error {
	if err := models.CanRelease(actor); err != nil {
		return err
	}
	c.Why = strings.TrimSpace(c.Why)
	if c.Hold && c.Why == "" {
		return models.Errorf(models.KindInvalid, "reason_missing", "暂不发送须写明原因")
	}
	err := s.once(ctx, actor, key, "Release", c, "release.decide", "release", func(tx *store.Tx) error {
		listed, err := tx.OpenDeliveries(models.DeliveryListed)
		if err != nil {
			return err
		}
		for _, d := range listed {
			if len(c.Keys) > 0 && !slices.Contains(c.Keys, d.Key) {
				continue
			}
			if err := s.release(tx, d, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.Process.EnsureChannels(context.WithoutCancel(ctx)); err != nil {
		s.Log.Warn("wake channels", "error", err) // they wake by themselves
	}
	return nil
}

func (s *Service) release(tx *store.Tx, d models.Delivery, c ReleaseChoice) error {
	if c.Hold {
		d.Status, d.Why, d.At = models.DeliveryDropped, c.Why, s.now()
		return tx.SetDeliveryItems(d)
	}
	d, err := telling.Refresh(tx, s.Calendar, d, s.now())
	if err != nil || d.Status.Settled() {
		return err
	}
	d.Status = models.DeliveryWaiting
	return tx.SetDeliveryItems(d)
}

// SetReleaseAuto lets a programme's digests to leaders go by themselves, or has the office release them.
func (s *Service) SetReleaseAuto(ctx context.Context, actor models.Actor, key, programme string, auto bool) error {
	if err := models.CanRelease(actor); err != nil {
		return err
	}
	body := map[string]any{"programme": programme, "auto": auto}
	return s.once(ctx, actor, key, "SetReleaseAuto", body, "release.setting", programme, func(tx *store.Tx) error {
		p, err := tx.ProgrammeByID(programme)
		if err != nil {
			return err
		}
		return tx.PutNoticeSettings(models.NoticeSettings{ProgrammeID: p.ID, ReleaseAuto: auto})
	})
}

// todosToRelease asks the office to release what waits.
func todosToRelease(s *Service, tx *store.Tx, actor models.Actor, common *figures.Common) ([]models.Todo, error) {
	if models.CanRelease(actor) != nil {
		return nil, nil //nolint:nilerr // nothing is asked of who may not release
	}
	listed, err := tx.OpenDeliveries(models.DeliveryListed)
	if err != nil || len(listed) == 0 {
		return nil, err
	}
	t := models.Todo{Kind: models.TodoRelease, Object: "release", Path: "/release", AskedAt: listed[0].CreatedAt,
		Title: models.Messagef("拟报清单有 %d 份通知待发送", len(listed)), Due: common.Calendar.Add(listed[0].CreatedAt.Date(), 1)}
	if today := s.now().Date(); today > t.Due {
		t.DaysLate = common.Calendar.Between(t.Due, today)
	} else {
		t.DaysLeft = common.Calendar.Between(today, t.Due)
	}
	return []models.Todo{t}, nil
}

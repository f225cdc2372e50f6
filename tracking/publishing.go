package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// PublishingPage shows what a programme's lists name when they hang on walls or go out.
type PublishingPage struct {
	Programme string `json:"programme"`
	Year      int    `json:"year"`
	models.Publishing
}

// Publishing shows what a programme's lists name when they hang on walls or go out.
func (s *Service) Publishing(ctx context.Context, actor models.Actor, programme string) (PublishingPage, error) {
	var out PublishingPage
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		p, err := s.programmeOf(tx, programme)
		out = PublishingPage{p.Name, p.Year, p.Publishing()}
		return err
	})
	return out, err
}

// SetPublishing sets what a programme's lists name from now on.
func (s *Service) SetPublishing(ctx context.Context, actor models.Actor, key, programme string,
	c models.Publishing) (PublishingPage, error) {
	var out PublishingPage
	if err := models.CanPlan(actor); err != nil {
		return out, err
	}
	if err := models.CanSeeAll(actor); err != nil { // the answer shows the settings
		return out, err
	}
	if err := c.Check(); err != nil {
		return out, err
	}
	var p models.Programme
	err := s.Store.Read(ctx, func(tx *store.Tx) (err error) {
		p, err = s.programmeOf(tx, programme)
		return err
	})
	if err != nil {
		return out, err
	}
	change := struct {
		Programme string            `json:"programme"`
		To        models.Publishing `json:"to"`
	}{p.ID, c}
	err = s.once(ctx, actor, key, "SetPublishing", change, "programme.publishing", p.ID, func(tx *store.Tx) error {
		p, err := tx.ProgrammeByID(p.ID)
		if err != nil {
			return err
		}
		return tx.SetPublishing(p.ID, c, p.Version)
	})
	if err != nil {
		return out, err
	}
	return s.Publishing(ctx, actor, p.ID)
}

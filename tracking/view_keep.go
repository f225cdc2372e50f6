package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// ViewKept is a view of the list of projects to be kept.
type ViewKept struct {
	Name   string `json:"name"`
	Query  string `json:"query"`            // filters, order and columns, as in the page's address
	Shared bool   `json:"shared,omitempty"` // for all people (公用视图)
}

// KeepView keeps a view of the list of projects: the person's own, or the office's for all people. One with the same
// name is replaced.
func (s *Service) KeepView(ctx context.Context, actor models.Actor, key string, c ViewKept) (models.SavedView, error) {
	if err := mayKeepView(actor, c.Shared); err != nil {
		return models.SavedView{}, err
	}
	v, err := models.NewSavedView(key, c.Name, c.Query, c.Shared, actor, s.now())
	if err != nil {
		return models.SavedView{}, err
	}
	err = s.once(ctx, actor, key, "KeepView", c, "view.keep", v.ID, func(tx *store.Tx) error {
		rows, err := tx.SavedViews(actor.ID)
		if err != nil {
			return err
		}
		count := 0
		for _, o := range rows {
			if o.OwnerID != v.OwnerID {
				continue
			}
			if count++; o.Name == v.Name {
				count--
				if err := tx.RemoveSavedView(o.ID); err != nil {
					return err
				}
			}
		}
		if count >= models.MostViews {
			return models.Errorf(models.KindInvalid, "too_many_views", "最多保存 %d 个视图，请先删除不用的", models.MostViews)
		}
		return tx.InsertSavedView(v)
	})
	return v, err
}

// RemoveView removes a view: a person their own, the office its own.
func (s *Service) RemoveView(ctx context.Context, actor models.Actor, key, view string) error {
	if err := models.CanSeeProjects(actor); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "RemoveView", view, "view.remove", view, func(tx *store.Tx) error {
		rows, err := tx.SavedViews(actor.ID)
		if err != nil {
			return err
		}
		for _, v := range rows {
			if v.ID != view {
				continue
			}
			if err := mayKeepView(actor, v.Shared()); err != nil {
				return err
			}
			return tx.RemoveSavedView(view)
		}
		return models.Errorf(models.KindNotFound, "no_view", "没有这个视图，可能已删除，请刷新后查看")
	})
}

// Views lists the views of the list of projects that the person has: the office's, then their own.
func (s *Service) Views(ctx context.Context, actor models.Actor) (rows []models.SavedView, err error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return nil, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err = tx.SavedViews(actor.ID)
		return err
	})
	return rows, err
}

func mayKeepView(actor models.Actor, shared bool) error {
	if shared {
		return models.CanShareViews(actor)
	}
	return models.CanSeeProjects(actor)
}

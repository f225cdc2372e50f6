package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// StarSet marks a project for the person (关注), or removes the mark.
type StarSet struct {
	On bool `json:"on"`
}

// SetStar marks a project that the person sees, or removes the mark, and returns all that they marked.
func (s *Service) SetStar(ctx context.Context, actor models.Actor, key, project string, c StarSet) ([]Found, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return nil, err
	}
	p, err := s.find(ctx, actor, project)
	if err != nil {
		return nil, err
	}
	err = s.once(ctx, actor, key, "SetStar "+p.ID, c, "project.star", p.Code, func(tx *store.Tx) error {
		rows, err := tx.StarsOf(actor.ID)
		if err != nil {
			return err
		}
		if c.On && len(rows) >= models.MostStars {
			return models.Errorf(models.KindInvalid, "too_many_stars", "最多关注 %d 个项目，请先取消不用的", models.MostStars)
		}
		if err := tx.RemoveStar(actor.ID, p.ID); err != nil || !c.On {
			return err
		}
		return tx.InsertStar(models.Star{PersonID: actor.ID, ProjectID: p.ID, At: s.now()})
	})
	if err != nil {
		return nil, err
	}
	return s.Stars(ctx, actor)
}

// Stars lists the projects that the person marked and still sees, the newest first.
func (s *Service) Stars(ctx context.Context, actor models.Actor) ([]Found, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return nil, err
	}
	out := []Found{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		rows, err := tx.StarsOf(actor.ID)
		if err != nil || len(rows) == 0 {
			return err
		}
		var ids []string
		for _, r := range rows {
			ids = append(ids, r.ProjectID)
		}
		projects, err := tx.ProjectsByID(ids)
		if err != nil {
			return err
		}
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		byID := map[string]models.Project{}
		for _, p := range projects {
			byID[p.ID] = p
		}
		for _, id := range ids {
			if p, there := byID[id]; there && models.CanSee(actor, p) == nil {
				out = append(out, Found{Kind: "project", Code: p.Code, Name: p.Name,
					Of: common.Names.Organisations[p.ResponsibleUnitID], URL: models.ProjectPath(p)})
			}
		}
		return nil
	})
	return out, err
}

// starsOf are the row keys of the projects that a person marked.
func starsOf(tx *store.Tx, actor models.Actor) (map[string]bool, error) {
	rows, err := tx.StarsOf(actor.ID)
	out := map[string]bool{}
	for _, r := range rows {
		out[r.ProjectID] = true
	}
	return out, err
}

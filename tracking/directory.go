package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// Me describes the caller.
type Me struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Operator bool           `json:"operator"`
	Roles    []RoleGrant    `json:"roles"`
	Scopes   []models.Scope `json:"scopes"` // of the token that is used
}

// ProgrammeLine is one programme with its rules.
type ProgrammeLine struct {
	ID       string               `json:"id"`
	Name     string               `json:"name"`
	Year     int                  `json:"year"`
	Kind     models.ProgrammeKind `json:"kind"`
	Ladder   string               `json:"ladder"`
	Colours  string               `json:"colours"`
	Curve    string               `json:"curve"`
	LiveFrom models.Date          `json:"live_from"` // "": trial running
}

// Named is an organisation or a post.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Me returns the caller.
func (s *Service) Me(ctx context.Context, actor models.Actor) (Me, error) {
	me := Me{ID: actor.ID, Name: actor.Name, Operator: actor.Operator, Roles: []RoleGrant{}, Scopes: actor.Scopes}
	if me.Scopes == nil {
		me.Scopes = models.AllScopes
	}
	if actor.Operator {
		return me, nil
	}
	roles, err := s.RolesOf(ctx, actor)
	me.Roles = append(me.Roles, roles...)
	return me, err
}

// Programmes lists the programmes with their rules, the newest first.
func (s *Service) Programmes(ctx context.Context, actor models.Actor) ([]ProgrammeLine, error) {
	if err := models.CanSeeProjects(actor); err != nil {
		return nil, err
	}
	lines := []ProgrammeLine{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		all, err := tx.Programmes()
		if err != nil {
			return err
		}
		for _, p := range all {
			lines = append(lines, ProgrammeLine{ID: p.ID, Name: p.Name, Year: p.Year, Kind: p.Kind, Ladder: p.Ladder,
				Colours: p.Colours, Curve: p.Curve, LiveFrom: p.LiveFrom})
		}
		return nil
	})
	return lines, err
}

// Organisations lists the known owners and responsible units, for callers who may see every project.
func (s *Service) Organisations(ctx context.Context, actor models.Actor) ([]Named, error) {
	return s.named(ctx, actor, func(tx *store.Tx) (names []Named, err error) {
		rows, err := tx.AllOrganisations()
		for _, o := range rows {
			names = append(names, Named{o.ID, o.Name})
		}
		return names, err
	})
}

func (s *Service) named(ctx context.Context, actor models.Actor, load func(*store.Tx) ([]Named, error)) (names []Named,
	err error) {
	if err := models.CanSeeAll(actor); err != nil {
		return nil, err
	}
	err = s.Store.Read(ctx, func(tx *store.Tx) error {
		names, err = load(tx)
		return err
	})
	return names, err
}

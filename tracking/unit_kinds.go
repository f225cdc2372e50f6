package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// UnitKinds lists the responsible units with their kinds, by which rule sets may rank them.
type UnitKinds struct {
	Units []UnitKindLine `json:"units"` // by kind, then by name
}

// UnitKindLine is a responsible unit with its kind.
type UnitKindLine struct {
	Unit    string          `json:"unit"`
	Kind    models.UnitKind `json:"kind"`
	Guessed bool            `json:"guessed"` // told by the name: the office has not set it
}

// UnitKindChange sets the kind of a unit.
type UnitKindChange struct {
	Unit string          `json:"unit" doc:"责任单位" example:"区商务局"`
	Kind models.UnitKind `json:"kind" doc:"类别：town（镇办）、department（部门）或 company（国企）；空为按名称推定" example:"department"`
}

// UnitKinds lists the kinds of the units that are responsible for a project.
func (s *Service) UnitKinds(ctx context.Context, actor models.Actor) (UnitKinds, error) {
	out := UnitKinds{Units: []UnitKindLine{}}
	if err := models.CanSeeAll(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		_, units, err := tx.ProjectParties()
		if err != nil {
			return err
		}
		organisations, err := tx.AllOrganisations()
		if err != nil {
			return err
		}
		for _, kind := range models.UnitKinds {
			for _, o := range organisations {
				if units[o.ID] && o.UnitKind() == kind {
					out.Units = append(out.Units, UnitKindLine{Unit: o.Name, Kind: kind, Guessed: o.Kind == ""})
				}
			}
		}
		return nil
	})
	return out, err
}

// SetUnitKinds sets the kinds of units; those that are not named stay as they are.
func (s *Service) SetUnitKinds(ctx context.Context, actor models.Actor, key string,
	changes []UnitKindChange) (UnitKinds, error) {
	if err := models.CanPlan(actor); err != nil {
		return UnitKinds{}, err
	}
	if err := models.CanSeeAll(actor); err != nil { // the answer lists the units
		return UnitKinds{}, err
	}
	for _, c := range changes {
		if c.Kind != "" && !slices.Contains(models.UnitKinds, c.Kind) {
			return UnitKinds{}, models.Errorf(models.KindInvalid, "bad_unit_kind",
				"“%s”的类别“%s”不存在，应为 town（镇办）、department（部门）或 company（国企）", c.Unit, string(c.Kind))
		}
	}
	err := s.once(ctx, actor, key, "SetUnitKinds", changes, "settings.unit_kinds", "", func(tx *store.Tx) error {
		for _, c := range changes {
			id := models.OrganisationID(c.Unit)
			known, err := tx.Organisations(id)
			if err != nil {
				return err
			}
			if _, found := known[id]; !found {
				return models.Errorf(models.KindNotFound, "unit_not_found", "没有找到责任单位“%s”，请从列表中选择", c.Unit)
			}
			if err := tx.SetUnitKind(id, c.Kind); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return UnitKinds{}, err
	}
	return s.UnitKinds(ctx, actor)
}

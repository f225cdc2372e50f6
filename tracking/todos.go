package tracking

import (
	"context"
	"slices"

	"duban/internal/figures"
	"duban/models"
	"duban/store"
)

// todoSource lists what one area of the program asks of a person. Each area has its own file.
type todoSource func(s *Service, tx *store.Tx, actor models.Actor, common *figures.Common) ([]models.Todo, error)

// todoSources are all areas. Nothing that is asked of a person stands elsewhere only.
var todoSources = []todoSource{}

// Todos lists what is asked of a person, the most urgent first.
func (s *Service) Todos(ctx context.Context, actor models.Actor) ([]models.Todo, error) {
	out := []models.Todo{}
	if err := models.CanRead(actor); err != nil {
		return out, err
	}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		common, err := s.common(tx)
		if err != nil {
			return err
		}
		for _, source := range todoSources {
			more, err := source(s, tx, actor, common)
			if err != nil {
				return err
			}
			out = append(out, more...)
		}
		return nil
	})
	slices.SortStableFunc(out, models.CompareTodos)
	return out, err
}

package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// AccountChoices are the names roles can be given for: one that is typed differently would be another organisation.
type AccountChoices struct {
	Organisations []string `json:"organisations"`
	Posts         []string `json:"posts"`
}

// AccountChoices lists the organisations and posts that are known.
func (s *Service) AccountChoices(ctx context.Context, actor models.Actor) (AccountChoices, error) {
	if err := models.CanAdminister(actor); err != nil {
		return AccountChoices{}, err
	}
	choices := AccountChoices{Organisations: []string{}, Posts: []string{}}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		organisations, err := tx.AllOrganisations()
		if err != nil {
			return err
		}
		for _, o := range organisations {
			choices.Organisations = append(choices.Organisations, o.Name)
		}
		posts, err := tx.AllPosts()
		for _, p := range posts {
			choices.Posts = append(choices.Posts, p.Title)
		}
		return err
	})
	return choices, err
}

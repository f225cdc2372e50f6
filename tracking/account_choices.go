package tracking

import (
	"context"

	"duban/models"
	"duban/store"
)

// AccountChoices are the known names for which roles can be granted. A name that is typed differently would create
// another organisation.
type AccountChoices struct {
	Organisations []string `json:"organisations"`
	Posts         []string `json:"posts"`
}

// AccountChoices lists the known organisations and posts.
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

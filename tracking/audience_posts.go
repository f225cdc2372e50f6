package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// AudiencePosts lists the posts of one of the district's audiences.
type AudiencePosts struct {
	Audience models.Audience `json:"audience"`
	Word     string          `json:"word"`
	Entered  []string        `json:"entered"` // posts by row key, as the office set them; none: by title
	ByTitle  []Party         `json:"by_title"`
	Posts    []Party         `json:"posts"` // every post there is
}

// AudiencePosts lists the posts of the audiences that do not belong to a project.
func (s *Service) AudiencePosts(ctx context.Context, actor models.Actor) ([]AudiencePosts, error) {
	if err := models.CanPlan(actor); err != nil {
		return nil, err
	}
	var out []AudiencePosts
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		in, err := s.parties(tx, models.Project{})
		if err != nil {
			return err
		}
		for _, a := range models.LeaderAudiences {
			row := AudiencePosts{Audience: a, Word: audienceWords[a], Entered: []string{}, ByTitle: []Party{}, Posts: []Party{}}
			for _, e := range in.entered {
				if e.Audience == a {
					row.Entered = append(row.Entered, e.PostID)
				}
			}
			for _, id := range models.PostsOf(a, models.Project{}, in.posts, nil) {
				row.ByTitle = append(row.ByTitle, Party{id, in.names.Posts[id]})
			}
			for _, p := range in.posts {
				row.Posts = append(row.Posts, Party{p.ID, p.Title})
			}
			out = append(out, row)
		}
		return nil
	})
	return out, err
}

// SetAudiencePosts sets the posts of an audience; with none, posts are found by title.
func (s *Service) SetAudiencePosts(ctx context.Context, actor models.Actor, key string, audience models.Audience,
	posts []string) error {
	if err := models.CanPlan(actor); err != nil {
		return err
	}
	if !slices.Contains(models.LeaderAudiences, audience) {
		return models.Errorf(models.KindInvalid, "bad_audience", "“%s”不是可以指定岗位的对象，应为 deputy-in-charge 或 district-head",
			audience)
	}
	slices.Sort(posts)
	posts = slices.Compact(posts)
	return s.once(ctx, actor, key, "SetAudiencePosts", []any{audience, posts}, "settings.audience_posts", string(audience),
		func(tx *store.Tx) error {
			known, err := tx.Posts(posts...)
			if err != nil {
				return err
			}
			for _, id := range posts {
				if _, ok := known[id]; !ok {
					return models.Errorf(models.KindInvalid, "bad_post", "没有岗位“%s”，请从列表中选择", id)
				}
			}
			return tx.SetAudiencePosts(audience, posts...)
		})
}

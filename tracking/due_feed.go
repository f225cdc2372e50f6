package tracking

import (
	"context"
	"slices"

	"duban/models"
	"duban/store"
)

// HangFeed makes a link under which a calendar program finds the actor's due days, and nothing else, for a year. It is
// listed with the actor's tokens, where it can be ended. The secret is shown once.
func (s *Service) HangFeed(ctx context.Context, actor models.Actor, key string) (GivenToken, error) {
	if err := models.CanActInPerson(actor); err != nil {
		return GivenToken{}, err
	}
	secret := "ics_" + random(24)
	hash := tokenHash(secret)
	err := s.secret(ctx, actor, key, "HangFeed", actor.ID, "token.feed", hash[:16], func(tx *store.Tx) error {
		if _, err := tx.Person(actor.ID); err != nil {
			return err
		}
		return tx.InsertToken(models.Token{Hash: hash, PersonID: actor.ID, Label: "日历订阅",
			Scopes:    string(models.ScopeCalendar),
			CreatedAt: s.now(), ExpiresAt: (s.now().Date() + longestBoardLink).At(0, 0)})
	})
	if err != nil {
		return GivenToken{}, err
	}
	return GivenToken{ID: hash[:16], Token: secret}, nil
}

// DueFeed returns a person's due days for the secret of a link. An ended link gives the same error as one that never
// existed.
func (s *Service) DueFeed(ctx context.Context, secret string) ([]models.Todo, error) {
	_, actor, err := s.tokenActor(ctx, secret)
	if err == nil && !slices.Equal(actor.Scopes, []models.Scope{models.ScopeCalendar}) {
		err = badToken()
	}
	if err != nil {
		if models.AsError(err).Kind != models.KindForbidden {
			return nil, err
		}
		return nil, models.Errorf(models.KindNotFound, "no_feed", "日历链接无效或已停用，请在“我的账号”重新生成")
	}
	actor.Scopes = nil // what is asked of the person is read here and leaves as titles and days only
	todos, err := s.Todos(ctx, actor)
	return slices.DeleteFunc(todos, func(t models.Todo) bool { return t.Due == 0 }), err
}

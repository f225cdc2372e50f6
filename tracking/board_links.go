package tracking

import (
	"context"
	"slices"
	"strings"

	"duban/models"
	"duban/store"
)

// BoardLink is a link that shows the board without a log-in; its secret is not included.
type BoardLink struct {
	ID        string         `json:"id"`
	Label     string         `json:"label"` // where the screen is
	ByName    string         `json:"by"`
	CreatedAt models.Instant `json:"created_at"`
	ExpiresAt models.Instant `json:"expires_at"`
	RevokedAt models.Instant `json:"revoked_at,omitzero"`
	Live      bool           `json:"live"`
}

// NewBoardLink describes a link to be created.
type NewBoardLink struct {
	Label     string      `json:"label"`
	ExpiresOn models.Date `json:"expires_on"` // last day
}

// longestBoardLink is the longest lifetime of a link in days.
const longestBoardLink = 366

// HangBoard creates a link that shows the board, and nothing else, to anyone who has it, until a day. It shows what its
// creator may see, and ends when their account does. The secret is shown once.
func (s *Service) HangBoard(ctx context.Context, actor models.Actor, key string, n NewBoardLink) (GivenToken, error) {
	if err := models.CanManageBoardLinks(actor); err != nil {
		return GivenToken{}, err
	}
	n.Label = strings.TrimSpace(n.Label)
	today := s.now().Date()
	switch {
	case n.Label == "":
		return GivenToken{}, models.Errorf(models.KindInvalid, "label_missing", "请填写大屏的位置，便于识别，如 三楼指挥室")
	case n.ExpiresOn == 0:
		return GivenToken{}, models.Errorf(models.KindInvalid, "bad_expiry", "请填写链接的到期日")
	case n.ExpiresOn < today:
		return GivenToken{}, models.Errorf(models.KindInvalid, "bad_expiry", "到期日 %s 已过，请核对", n.ExpiresOn)
	case n.ExpiresOn > today+longestBoardLink:
		return GivenToken{}, models.Errorf(models.KindInvalid, "bad_expiry", "到期日 %s 太远，最长一年，到期再续", n.ExpiresOn)
	}
	secret := "wall_" + random(24)
	hash := tokenHash(secret)
	err := s.secret(ctx, actor, key, "HangBoard", n, "board.hang", hash[:16], func(tx *store.Tx) error {
		return tx.InsertToken(models.Token{
			Hash: hash, PersonID: actor.ID, Label: n.Label, Scopes: string(models.ScopeBoard), CreatedAt: s.now(),
			ExpiresAt: (n.ExpiresOn + 1).At(0, 0),
		})
	})
	if err != nil {
		return GivenToken{}, err
	}
	return GivenToken{ID: hash[:16], Token: secret}, nil
}

// BoardLinks lists all links to the board, the newest first.
func (s *Service) BoardLinks(ctx context.Context, actor models.Actor) ([]BoardLink, error) {
	if err := models.CanManageBoardLinks(actor); err != nil {
		return nil, err
	}
	links := []BoardLink{}
	err := s.Store.Read(ctx, func(tx *store.Tx) error {
		tokens, err := tx.TokensFor(models.ScopeBoard)
		if err != nil {
			return err
		}
		people, err := tx.People()
		names := map[string]string{}
		for _, p := range people {
			names[p.ID] = p.Name
		}
		for _, t := range slices.Backward(tokens) {
			links = append(links, BoardLink{
				ID: t.Hash[:16], Label: t.Label, ByName: names[t.PersonID], CreatedAt: t.CreatedAt, ExpiresAt: t.ExpiresAt,
				RevokedAt: t.RevokedAt,
				Live:      t.RevokedAt == 0 && s.now() < t.ExpiresAt,
			})
		}
		return err
	})
	return links, err
}

// TakeBoardDown ends a link to the board, by its ID.
func (s *Service) TakeBoardDown(ctx context.Context, actor models.Actor, key, id string) error {
	if err := models.CanManageBoardLinks(actor); err != nil {
		return err
	}
	return s.once(ctx, actor, key, "TakeBoardDown", id, "board.take_down", id, func(tx *store.Tx) error {
		tokens, err := tx.TokensFor(models.ScopeBoard)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(tokens, func(t models.Token) bool { return t.Hash[:16] == id })
		if i < 0 {
			return models.Errorf(models.KindNotFound, "no_board_link", "没有找到该大屏链接，请刷新后核对")
		}
		return tx.RevokeToken(tokens[i].Hash, s.now())
	})
}

// BoardByLink returns the board for a link's secret. An ended link gives the same error as one that never existed.
func (s *Service) BoardByLink(ctx context.Context, secret, programme string, month models.Month) (Board,
	error) {
	_, actor, err := s.tokenActor(ctx, secret)
	if err == nil && slices.Equal(actor.Scopes, []models.Scope{models.ScopeBoard}) {
		var board Board
		if board, err = s.Board(ctx, actor, programme, month); err == nil {
			return board, nil
		}
	}
	if err != nil && models.AsError(err).Kind != models.KindForbidden {
		return Board{}, err
	}
	return Board{}, models.Errorf(models.KindNotFound, "no_board_link", "大屏链接无效或已到期，请向重点项目办索取新的链接")
}

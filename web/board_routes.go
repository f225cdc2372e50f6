package web

import (
	"context"

	"duban/models"
	"duban/tracking"
)

// Comparing is projects put beside one another: in rankings, and on a wall.
type Comparing interface {
	Ranking(ctx context.Context, actor models.Actor, filter tracking.RankingFilter) (tracking.Ranking, error)
	Board(ctx context.Context, actor models.Actor, programme string) (tracking.Board, error)
	BoardByLink(ctx context.Context, secret, programme string) (tracking.Board, error)
	HangBoard(ctx context.Context, actor models.Actor, key string, n tracking.NewBoardLink) (tracking.GivenToken, error)
	BoardLinks(ctx context.Context, actor models.Actor) ([]tracking.BoardLink, error)
	TakeBoardDown(ctx context.Context, actor models.Actor, key, id string) error
}

func (h *handlers) boardRoutes() []route {
	return []route{
		{pattern: "GET /rankings", who: seesAll, show: h.showRankings},
		{pattern: "GET /board", who: seesAll, show: h.showBoard},
		{pattern: "GET /board/{link}", who: public, show: h.showBoardByLink},
		{pattern: "GET /walls", who: reviews, show: h.showWalls},
		{pattern: "POST /walls", who: reviews, show: h.hangBoard},
		{pattern: "POST /walls/{wall}/down", who: reviews, show: h.takeBoardDown},
	}
}

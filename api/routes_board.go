package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"duban/models"
	"duban/tracking"
)

// Comparing is the part of Tracking about the board and comparisons of projects.
type Comparing interface {
	Ranking(ctx context.Context, actor models.Actor, filter tracking.RankingFilter) (tracking.Ranking, error)
	Board(ctx context.Context, actor models.Actor, programme string, month models.Month) (tracking.Board, error)
	SetRank(ctx context.Context, actor models.Actor, key, programme string, rule models.RankRule) error
	Publishing(ctx context.Context, actor models.Actor, programme string) (tracking.PublishingPage, error)
	SetPublishing(ctx context.Context, actor models.Actor, key, programme string, c models.Publishing) (
		tracking.PublishingPage, error)
}

func boardRoutes(a huma.API, h handlers) {
	get(a, "/api/v1/rankings", "show-rankings", "排名：按责任单位、类别、级别、包保领导、镇办或性质；红黑榜和请核实的项目", h.showRankings)
	get(a, "/api/v1/board", "show-board", "挂图作战：总数、曲线和每个项目的节点", h.showBoard)
	post(a, "/api/v1/programmes/{programme}/rank", "set-rank", "换用排名规则", h.setRank)
	get(a, "/api/v1/programmes/{programme}/publishing", "show-publishing", "榜单和对外清单：是否列社会投资项目的金额，黑榜的依据文号",
		h.showPublishing)
	post(a, "/api/v1/programmes/{programme}/publishing", "set-publishing", "设置榜单和对外清单", h.setPublishing)
}

// RankBody names a rank rule.
type RankBody struct {
	Rule string `json:"rule" enum:"plan,schedule,points" doc:"plan 按年度计划完成率，schedule 按序时完成率，points 按较序时进度百分点" example:"schedule"` //nolint:lll // a struct tag cannot be broken
}

type setRankInput struct {
	Keyed
	Programme string `path:"programme" doc:"项目清单：名称、编号或年度" example:"2021年区重点项目"`
	Body      body[RankBody]
}

func (h handlers) setRank(ctx context.Context, actor models.Actor, in *setRankInput) (*answer[tracking.Ranking],
	error) {
	if err := h.t.SetRank(ctx, actor, in.Key, in.Programme, models.RankRule(in.Body.Value.Rule)); err != nil {
		return nil, err
	}
	return answered(h.t.Ranking(ctx, actor, tracking.RankingFilter{Programme: in.Programme}))
}

type showRankingsInput struct {
	OfProgramme
	By    string `query:"by" enum:"unit,sector,level,sponsor,town,stage" doc:"按什么排名；不填为责任单位"`
	Month string `query:"month" doc:"截至哪个月；不填为最近一轮已月结或全部审定的月份" example:"2021-06"`
	Group string `query:"group" doc:"只列该组的项目；不填为全部" example:"区工业和信息化局"`
}

func (h handlers) showRankings(ctx context.Context, actor models.Actor,
	in *showRankingsInput) (*answer[tracking.Ranking], error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return nil, err
	}
	return answered(h.t.Ranking(ctx, actor, tracking.RankingFilter{
		Programme: in.Programme, By: tracking.RankingBy(in.By), Month: month, Group: in.Group, Grouped: in.Group != "",
	}))
}

type showBoardInput struct {
	OfProgramme
	Month string `query:"month" doc:"某月末的情况；不填为当前" example:"2021-06"`
}

func (h handlers) showBoard(ctx context.Context, actor models.Actor, in *showBoardInput) (*answer[tracking.Board],
	error) {
	month, err := models.ParseMonth(in.Month)
	if err != nil {
		return nil, err
	}
	return answered(h.t.Board(ctx, actor, in.Programme, month))
}

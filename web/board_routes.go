package web

func (h *handlers) boardRoutes() []route {
	return []route{
		{pattern: "GET /rankings", who: seesAll, show: h.showRankings},
		{pattern: "POST /rankings/rule", who: plans, show: h.chooseRank},
		{pattern: "GET /settings/publishing", who: plans, show: h.showPublishing},
		{pattern: "POST /settings/publishing", who: plans, show: h.setPublishing},
		{pattern: "GET /board", who: seesAll, show: h.showBoard},
		{pattern: "GET /board/{link}", who: public, show: h.showBoardByLink},
		{pattern: "GET /walls", who: reviews, show: h.showBoardLinks},
		{pattern: "POST /walls", who: reviews, show: h.createBoardLink},
		{pattern: "POST /walls/{wall}/down", who: reviews, show: h.revokeBoardLink},
	}
}

package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// ranking is the part of a ranking that is printed.
type ranking struct {
	Programme string         `json:"programme"`
	Month     models.Month   `json:"month"`
	RankName  string         `json:"rank_rule_name"`
	Closing   int            `json:"closing"`
	Groups    []models.Group `json:"groups"`
	Total     models.Totals  `json:"total"`
	Red       []listedUnit   `json:"red_list"`
	Black     []listedUnit   `json:"black_list"`
}

// listedUnit is a unit on the red or the black list.
type listedUnit struct {
	Unit string `json:"responsible_unit"`
}

func (p *program) rankingCommand() *cobra.Command {
	var programme, by, of string
	c := &cobra.Command{
		Use: "ranking", Short: "排名：按责任单位、类别、级别、包保领导、镇办或性质；红黑榜", Args: noArgs,
		Example: "  duban ranking\n  duban ranking --by town --month 2021-06",
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := month(of); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			query := programmeQuery(programme)
			for name, value := range map[string]string{"by": by, "month": of} {
				if value != "" {
					query.Set(name, value)
				}
			}
			body, err := client.get(c.Context(), "/api/v1/rankings", query)
			if err != nil {
				return err
			}
			return show(p, body, p.ranking)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&by, "by", "", "unit、sector、level、sponsor、town 或 stage；不填为责任单位")
	c.Flags().StringVar(&of, "month", "", "截至哪个月，如 2021-06；不填为最近一轮已月结或全部审定的月份")
	return p.asks(c)
}

func (p *program) ranking(r ranking) {
	month := "尚无审定月份"
	if r.Month != 0 {
		month = "截至 " + r.Month.String() + " 月末"
	}
	if r.Closing > 0 {
		month += fmt.Sprintf("（月结第 %d 版）", r.Closing)
	}
	p.say("%s　%s　按%s排名", r.Programme, month, r.RankName)
	rows := [][]string{{"名次", "名称", "项目", "年度计划", "已审定", "完成率", "序时", "绿灯", "黄灯", "红灯", "无数据"}}
	line := func(rank, name string, t models.Totals) []string {
		row := []string{rank, name, fmt.Sprint(t.Projects), wan(&t.Plan), wan(&t.Approved), share(t.Approved, t.Plan),
			share(t.Approved, t.Scheduled)}
		for _, c := range []models.Colour{models.Green, models.YellowHue, models.RedHue, models.NoData} {
			row = append(row, fmt.Sprint(t.Lights[c]))
		}
		return row
	}
	for i, g := range r.Groups {
		if g.Kind != "" && (i == 0 || r.Groups[i-1].Kind != g.Kind) {
			rows = append(rows, []string{"", g.Kind.Chinese()})
		}
		rank := "—"
		if g.Rank > 0 {
			rank = fmt.Sprint(g.Rank)
		}
		rows = append(rows, line(rank, cmp.Or(g.Name, "未注明"), g.Totals))
	}
	table(p.stdout, append(rows, line("", "合计", r.Total)))
	for _, left := range models.NotRankedOf(r.Groups) {
		p.say("%s：%s", left.Why, strings.Join(left.Units, "、"))
	}
	for _, list := range []struct {
		name  string
		units []listedUnit
	}{{"红榜", r.Red}, {"黑榜", r.Black}} {
		for _, u := range list.units {
			p.say("%s　%s", list.name, u.Unit)
		}
	}
}

package cli

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"duban/importer"
	"duban/models"
)

// urgentPage is the part of an urgent table that is printed.
type urgentPage struct {
	ID       string                `json:"id"`
	Name     string                `json:"name"`
	To       models.UrgentReceiver `json:"to"`
	Due      models.Instant        `json:"due"`
	Late     bool                  `json:"late"`
	Projects int                   `json:"projects"`
	Answered int                   `json:"answered"`
	Form     string                `json:"form"`
	ClosedAt models.Instant        `json:"closed_at"`
	Columns  []models.UrgentColumn `json:"columns"`
	Missing  []struct {
		Name     string   `json:"name"`
		Projects []string `json:"projects"`
	} `json:"missing"`
	FormColumns []struct {
		Column  string            `json:"column"`
		Header  string            `json:"header"`
		Field   string            `json:"field"`
		Collect models.UrgentKind `json:"collect"`
	} `json:"form_columns"`
}

func (p *program) urgentCommand() *cobra.Command {
	var programme string
	c := &cobra.Command{
		Use: "urgent", Short: "急报表：上级当天要的表，系统里有的自动填，没有的向单位收集", Args: noArgs,
		Long: "急报表：传上原表（没有也可以），说明各列是什么；系统里有的自动填，没有的向单位收集，收齐后按原表版式填好。\n" +
			"收集的内容是调度数据，不作为统计数据，不改变项目数据。",
		Example: "  duban urgent open 市复工表.xlsx --name 复工情况统计表 --due '2021-06-28 17:00' --month 2021-06\n" +
			"  duban urgent columns JB-2021-001 --collect E=number:用工人数 --map F=年度工作目标\n" +
			"  duban urgent show JB-2021-001\n  duban urgent answer JB-2021-001 --project ZD-2021-001 --set 用工人数=120\n" +
			"  duban urgent form JB-2021-001 -o 填报.xlsx\n  duban urgent take JB-2021-001 交回.zip\n" +
			"  duban urgent fill JB-2021-001 -o 上报.xlsx",
		RunE: func(c *cobra.Command, _ []string) error { return p.listUrgent(c.Context(), programme) },
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.AddCommand(p.urgentOpen(), p.urgentColumns(), p.urgentShow(), p.urgentAnswer(), p.urgentForm(), p.urgentTake(),
		p.urgentFill(), p.urgentClose())
	return p.asks(c)
}

func (p *program) listUrgent(ctx context.Context, programme string) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	body, err := c.get(ctx, "/api/v1/urgent-tables", programmeQuery(programme))
	if err != nil {
		return err
	}
	return show(p, body, func(v struct {
		Tables []urgentPage `json:"tables"`
	}) {
		rows := [][]string{{"编号", "急报表", "报送时限", "报送对象", "已填报"}}
		for _, t := range v.Tables {
			rows = append(rows, []string{t.ID, t.Name, t.Due.Minute() + t.state(), string(t.To.Chinese()), t.count()})
		}
		if len(v.Tables) == 0 {
			p.say("还没有急报表")
			return
		}
		table(p.stdout, rows)
	})
}

func (v urgentPage) state() string {
	switch {
	case v.ClosedAt != 0:
		return "（已结束）"
	case v.Late:
		return "（已过时限）"
	}
	return ""
}

func (v urgentPage) count() string { return strconv.Itoa(v.Answered) + "/" + strconv.Itoa(v.Projects) }

// urgent prints a table.
func (p *program) urgent(v urgentPage) {
	p.say("%s　%s　%s 前由%s报送%s", v.ID, v.Name, v.Due.Minute(), v.To.Chinese(), v.state())
	for _, c := range v.FormColumns {
		what := "不填"
		switch {
		case c.Collect != "":
			what = "向单位收集（" + string(c.Collect.Chinese()) + "）"
		case c.Field != "":
			what = importer.Field(c.Field).Chinese()
		}
		p.say("  %s“%s”：%s", c.Column, c.Header, what)
	}
	for _, c := range v.Columns {
		p.say("  收集：%s（%s）", c.Name, c.Kind.Chinese())
	}
	if len(v.Columns) > 0 {
		p.say("已填报 %s", v.count())
	}
	for _, m := range v.Missing {
		p.say("  未填：%s　%s", m.Name, strings.Join(m.Projects, "、"))
	}
}

// urgentPath is the address of a table in the API.
func urgentPath(id, rest string) string { return "/api/v1/urgent-tables/" + url.PathEscape(id) + rest }

func (p *program) urgentShow() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "show 编号", Short: "一张急报表：各列填什么、谁还没有填", Args: oneArg("急报表编号"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			body, err := client.get(c.Context(), urgentPath(args[0], ""), nil)
			if err != nil {
				return err
			}
			return show(p, body, p.urgent)
		},
	})
}

func (p *program) urgentClose() *cobra.Command {
	var key string
	c := &cobra.Command{
		Use: "close 编号", Short: "结束收集；仍可填表", Args: oneArg("急报表编号"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.postUrgent(c.Context(), args[0], "/close", key, nil)
		},
	}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// postUrgent sends a change of a table and prints it.
func (p *program) postUrgent(ctx context.Context, id, rest, key string, command any) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	r, err := c.post(ctx, urgentPath(id, rest), p.key(key), command)
	if err != nil {
		return err
	}
	return show(p, r.body, p.urgent)
}

package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// interimRounds are a programme's ten-day and weekly rounds as they are printed.
type interimRounds struct {
	Programme string `json:"programme_name"`
	Rounds    []struct {
		models.InterimRound
		InForce bool                   `json:"in_force"`
		Periods []models.InterimPeriod `json:"periods"`
		Next    *models.InterimDays    `json:"next"`
	} `json:"rounds"`
}

const interimPath = "/api/v1/interim-rounds"

func (p *program) interimCommand() *cobra.Command {
	c := &cobra.Command{Use: "interim", Short: "旬调度、周调度：须有领导签发的文件；数据仅供掌握进度，不计入月报",
		Example: "  duban round interim show\n  duban round interim set --kind ten_days --document 青政办函〔2021〕12号 " +
			"--title 关于开展旬调度的通知 --on 2021-06-01 --first 2021-06-01 --last 2021-09-30 --city-major\n" +
			"  duban round interim end district-2021-interim-1 --reason 节点任务已完成"}
	c.AddCommand(p.interimShow(), p.interimSet(), p.interimEnd())
	return c
}

func (p *program) interimShow() *cobra.Command {
	var programme string
	c := &cobra.Command{Use: "show", Short: "旬、周调度及其依据文件、各期", Args: noArgs}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.RunE = func(c *cobra.Command, _ []string) error {
		client, err := p.client()
		if err != nil {
			return err
		}
		body, err := client.get(c.Context(), interimPath, programmeQuery(programme))
		if err != nil {
			return err
		}
		return show(p, body, p.interim)
	}
	return p.asks(c)
}

func (p *program) interimSet() *cobra.Command {
	var in models.InterimEntry
	var programme, key, kind string
	days := map[string]*models.Date{"on": &in.DocumentOn, "first": &in.FirstDay, "last": &in.LastDay}
	c := &cobra.Command{Use: "set", Short: "按文件登记旬、周调度；延长期限另登记一份文件", Args: noArgs}
	f := c.Flags()
	f.StringVar(&kind, "kind", "", "ten_days 旬调度（10 日、20 日、月末），week 周调度（周五）")
	f.StringVar(&in.Document, "document", "", "文号")
	f.StringVar(&in.Title, "title", "", "文件标题")
	f.String("on", "", "成文日期，如 2021-06-01")
	f.String("first", "", "起始日期")
	f.String("last", "", "截止日期")
	f.BoolVar(&in.CityMajor, "city-major", false, "只含市重大项目")
	f.StringVar(&programme, "programme", "", programmeUsage)
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if err := need(c, "kind", "document", "title", "on", "first", "last"); err != nil {
			return err
		}
		for flag, day := range days {
			text, err := c.Flags().GetString(flag)
			if err != nil {
				return err
			}
			if *day, err = dateFlag(text); err != nil {
				return err
			}
		}
		in.Kind = models.InterimKind(kind)
		path := interimPath
		if q := programmeQuery(programme); len(q) > 0 {
			path += "?" + q.Encode()
		}
		return p.postInterim(c, path, key, in)
	}
	return p.asks(c)
}

func (p *program) interimEnd() *cobra.Command {
	var in models.InterimEnding
	var key string
	c := &cobra.Command{Use: "end 编号", Short: "提前结束旬、周调度", Args: oneArg("旬、周调度编号")}
	c.Flags().StringVar(&in.Reason, "reason", "", "原因")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := need(c, "reason"); err != nil {
			return err
		}
		return p.postInterim(c, interimPath+"/"+url.PathEscape(args[0])+"/end", key, in)
	}
	return p.asks(c)
}

func (p *program) postInterim(c *cobra.Command, path, key string, in any) error {
	client, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.post(c.Context(), path, p.key(key), in)
	if err != nil {
		return err
	}
	return show(p, r.body, p.interim)
}

func (p *program) interim(v interimRounds) {
	p.say("%s　旬、周调度（仅供掌握进度，不计入月报）", v.Programme)
	if len(v.Rounds) == 0 {
		p.say("没有旬、周调度，按月调度")
	}
	for _, r := range v.Rounds {
		state, asked := "已到期", "全部项目"
		switch {
		case r.EndedAt != 0:
			state = "已提前结束：" + r.EndReason
		case r.InForce:
			state = "有效"
		}
		if r.CityMajor {
			asked = "市重大项目"
		}
		p.say("%s　%s　%s《%s》（%s）　%s 至 %s　%s　%s", r.ID, r.Kind.Chinese(), r.Document, r.Title, r.DocumentOn,
			r.FirstDay, r.LastDay, asked, state)
		for _, period := range r.Periods {
			table := period.TableID
			if table == "" {
				table = "错过，已补记"
			}
			p.say("  %s截止　%s", period.Due, table)
		}
		if r.Next != nil {
			p.say("  本期或下一期：%s开始填报，%s截止", r.Next.Opens, r.Next.Due)
		}
	}
}

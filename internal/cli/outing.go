package cli

import (
	"net/url"
	"os"

	"github.com/spf13/cobra"

	"duban/models"
)

// outingPage is the part of a batch or a route that is printed.
type outingPage struct {
	ID, Title, On, Begins string
	Word                  string `json:"kind_name"`
	Projects              []struct {
		Code, Name, Arrives, Explains, Line string
		Permits                             string `json:"start_condition"`
	}
}

func (p *program) outingCommand() *cobra.Command {
	c := &cobra.Command{Use: "outing", Short: "集中开工批次和观摩路线：选取、登记、下载名单", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.outingList(), p.outingPropose(), p.outingAdd(), p.outingShow(), p.outingSheet())
	return c
}

// outing prints a batch or a route.
func (p *program) outing(v outingPage) {
	p.say("%s  %s  %s %s  %s", v.Word, v.Title, v.On, v.Begins, v.ID)
	for _, one := range v.Projects {
		p.say("%s %s %s  %s  %s%s", one.Arrives, one.Code, one.Name, one.Explains, one.Permits, "  "+one.Line)
	}
}

func (p *program) outingList() *cobra.Command {
	var programme string
	c := &cobra.Command{Use: "list", Short: "各批次和路线，日期近的在前", Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		body, err := p.get(c, "/api/v1/outings", programmeQuery(programme))
		if err != nil {
			return err
		}
		return show(p, body, func(v struct {
			Outings []struct {
				ID, Title, On string
				Word          string `json:"kind_name"`
				Projects      int
			}
		}) {
			for _, o := range v.Outings {
				p.say("%s  %s  %s  %d 个项目  %s", o.On, o.Word, o.Title, o.Projects, o.ID)
			}
		})
	}}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	return p.asks(c)
}

func (p *program) outingPropose() *cobra.Command {
	var programme string
	flags := map[string]*string{"kind": new(string), "stage": new(string), "unit": new(string), "from": new(string),
		"until": new(string)}
	c := &cobra.Command{Use: "propose", Short: "按条件选取项目，输出可登记的各行", Args: noArgs,
		Example: "  duban outing propose --kind start --stage new_start --from 2021-07 --until 2021-09 > 名单.txt",
		RunE: func(c *cobra.Command, _ []string) error {
			query := programmeQuery(programme)
			for name, value := range flags {
				if *value != "" {
					query.Set(name, *value)
				}
			}
			body, err := p.get(c, "/api/v1/outing-form", query)
			if err != nil {
				return err
			}
			return show(p, body, func(v struct{ Lines string }) { p.say("%s", v.Lines) })
		}}
	f := c.Flags()
	f.StringVar(&programme, "programme", "", programmeUsage)
	f.StringVar(flags["kind"], "kind", "start", "start 集中开工，route 观摩路线")
	f.StringVar(flags["stage"], "stage", "", "建设阶段：new_start、carried_over、completing")
	f.StringVar(flags["unit"], "unit", "", "责任单位")
	f.StringVar(flags["from"], "from", "", "计划开工月份起，如 2021-07")
	f.StringVar(flags["until"], "until", "", "计划开工月份止")
	return p.asks(c)
}

func (p *program) outingAdd() *cobra.Command {
	var programme, kind, on, file, key, change string
	var e models.OutingEntry
	c := &cobra.Command{Use: "add", Short: "登记批次或路线；--change 为修改已有的", Args: noArgs,
		Example: "  duban outing add --kind route --title 第三季度观摩 --on 2021-09-20 --begins 9:00 --lines 名单.txt",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "title", "on", "lines"); err != nil {
				return err
			}
			day, err := models.ParseDate(on)
			if err != nil {
				return err
			}
			content, err := os.ReadFile(file)
			if err != nil {
				return models.Errorf(models.KindInvalid, "no_file", "无法读取 %s，请核对文件名", file).Because(err)
			}
			e.Kind, e.On, e.Lines = models.OutingKind(kind), day, string(content)
			path := "/api/v1/outings?" + programmeQuery(programme).Encode()
			if change != "" {
				path = "/api/v1/outings/" + url.PathEscape(change) + "/change"
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), path, p.key(key), e)
			if err != nil {
				return err
			}
			return show(p, r.body, p.outing)
		}}
	f := c.Flags()
	f.StringVar(&programme, "programme", "", programmeUsage)
	f.StringVar(&kind, "kind", "start", "start 集中开工，route 观摩路线")
	f.StringVar(&e.Title, "title", "", "名称")
	f.StringVar(&on, "on", "", "日期")
	f.StringVar(&e.Begins, "begins", "", "开始时间，如 9:00")
	f.StringVar(&e.Place, "place", "", "地点；观摩为集合地点")
	f.StringVar(&file, "lines", "", "名单的文本文件，一行一个项目")
	f.StringVar(&change, "change", "", "要修改的批次或路线编号")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) outingShow() *cobra.Command {
	return p.asks(&cobra.Command{Use: "show 编号", Short: "一个批次或一条路线的项目", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, "/api/v1/outings/"+url.PathEscape(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, p.outing)
		}})
}

func (p *program) outingSheet() *cobra.Command {
	var out output
	var book bool
	c := &cobra.Command{Use: "sheet 编号", Short: "下载名单（docx）；--workbook 为 xlsx", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			path := "/api/v1/outings/" + url.PathEscape(args[0])
			if book {
				return p.fetch(c, path+"/workbook", nil, out)
			}
			return p.fetch(c, path+"/sheet", nil, out)
		}}
	c.Flags().BoolVar(&book, "workbook", false, "导出 xlsx")
	out.flags(c, "写到哪个文件；不填用文件自己的名字，写在当前目录")
	return p.asks(c)
}

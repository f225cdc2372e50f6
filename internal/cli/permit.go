package cli

import (
	"github.com/spf13/cobra"

	"duban/models"
)

// permits is the part of a project's permits that is printed.
type permits struct {
	Project string
	Name    string `json:"project_name"`
	Done    int
	Permits []permitLine
	Code    string        `json:"approval_code"`
	Entered models.Date   `json:"entered_on"`
	Permit  models.Date   `json:"permitted_on"`
	Start   models.Date   `json:"statistics_start_on"`
	In      models.Answer `json:"in_statistics"`
	InCode  string        `json:"statistics_code"`
	InOn    models.Date   `json:"statistics_on"`
	Missing string
}

type permitLine struct {
	Name, Number, File string
	Word               string      `json:"state_name"`
	On                 models.Date `json:"date"`
}

func (p *program) permitCommand() *cobra.Command {
	c := &cobra.Command{Use: "permit", Short: "手续、开工和纳统：四证等的办理情况，项目代码，三个开工日期", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.permitList(), p.permitShow(), p.permitSet(), p.permitFormalities())
	return c
}

func (p *program) permitList() *cobra.Command {
	var programme string
	c := &cobra.Command{Use: "list", Short: "各项目的手续、开工和纳统，三种口径的开工数及其基数", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/permits", programmeQuery(programme))
			if err != nil {
				return err
			}
			return show(p, body, func(l struct {
				Projects []permits
				Starts   models.StartBase
			}) {
				for _, v := range l.Projects {
					p.say("%s %s  四证 %d/%d  纳统：%s", v.Project, v.Name, v.Done, models.FourPermits, answerWord(v.In))
				}
				p.say("已登记开工日期的：进场或仪式 %d，施工许可 %d，统计开工 %d；在督办的建设类项目 %d 个，未登记的不等于未开工。调度数据，不作为统计数据", l.Starts.Entered,
					l.Starts.Permitted, l.Starts.Statistics, l.Starts.Base)
			})
		}}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	return p.asks(c)
}

func answerWord(a models.Answer) string {
	if w := a.Chinese(); w != "" {
		return w
	}
	return "未填"
}

// permits prints the permits of a project.
func (p *program) permits(v permits) {
	for _, line := range v.Permits {
		p.say("%s  %s  %s %s  %s", line.Name, line.Word, line.Number, line.On, line.File)
	}
	p.say("项目代码 %s", v.Code)
	p.say("开工：进场或仪式 %s，施工许可 %s，统计开工 %s", orNone(v.Entered), orNone(v.Permit), orNone(v.Start))
	p.say("纳统：%s %s %s %s", answerWord(v.In), v.InCode, v.InOn, v.Missing)
}

func (p *program) permitShow() *cobra.Command {
	var project string
	c := &cobra.Command{Use: "show", Short: "一个项目的手续、开工和纳统", Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		if err := need(c, "project"); err != nil {
			return err
		}
		body, err := p.get(c, projectPath(project, "permits"), nil)
		if err != nil {
			return err
		}
		return show(p, body, p.permits)
	}}
	c.Flags().StringVar(&project, "project", "", "项目编码，或 年度/编码")
	return p.asks(c)
}

func (p *program) permitSet() *cobra.Command {
	var project, on, file, key string
	var e models.PermitEntry
	c := &cobra.Command{
		Use: "set 手续", Short: "登记手续：land 土地证、land_plan 用地规划、works_plan 工程规划、construction 施工许可、approval 立项、environment 环评、" +
			"energy 能评、fire 消防", Args: oneArg("手续"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "project", "state"); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			key := p.key(key)
			e.Kind = models.PermitKind(args[0])
			if e.On, err = dateOrNone("date", on); err != nil {
				return err
			}
			if file != "" {
				if e.Evidence, err = sendScan(c, client, key, file); err != nil {
					return err
				}
			}
			r, err := client.post(c.Context(), projectPath(project, "permits"), key, e)
			if err != nil {
				return err
			}
			return show(p, r.body, p.permits)
		},
	}
	c.Example = "  duban permit set construction --project ZD-2026-007 --state done --number 370303202601010101 --date " +
		"2026-03-10"
	f := c.Flags()
	f.StringVar(&project, "project", "", "项目编码，或 年度/编码")
	f.StringVar((*string)(&e.State), "state", "", "办理情况：done 已办、under_way 办理中、not_yet 未办、not_needed 不需要")
	f.StringVar(&e.Number, "number", "", "证号")
	f.StringVar(&on, "date", "", "日期，如 2026-03-10")
	f.StringVar(&file, "file", "", "证照扫描件")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) permitFormalities() *cobra.Command {
	var project, entered, start, in, on, key string
	var e models.FormalitiesEntry
	c := &cobra.Command{Use: "formalities", Short: "登记项目代码、进场和统计开工日期、纳统情况；不填的清除", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "project"); err != nil {
				return err
			}
			var err error
			for flag, into := range map[string]struct {
				text string
				date *models.Date
			}{"entered": {entered, &e.EnteredOn}, "start": {start, &e.StatisticsStartOn}, "on": {on, &e.StatisticsOn}} {
				if *into.date, err = dateOrNone(flag, into.text); err != nil {
					return err
				}
			}
			e.InStatistics = models.Answer(in)
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), projectPath(project, "formalities"), p.key(key), e)
			if err != nil {
				return err
			}
			return show(p, r.body, p.permits)
		}}
	f := c.Flags()
	f.StringVar(&project, "project", "", "项目编码，或 年度/编码")
	f.StringVar(&e.ApprovalCode, "code", "", "项目代码，如 2021-370303-48-01-123456")
	f.StringVar(&entered, "entered", "", "进场或开工仪式日期")
	f.StringVar(&start, "start", "", "统计开工日期")
	f.StringVar(&in, "in", "", "是否纳统：yes、no 或不填")
	f.StringVar(&e.StatisticsCode, "statistics-code", "", "纳统编码")
	f.StringVar(&on, "on", "", "纳统日期")
	f.StringVar(&e.Missing, "missing", "", "纳统所缺材料")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

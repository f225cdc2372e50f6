package cli

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

const reservePath = "/api/v1/reserve"

// reserveLine is the part of an application that is printed.
type reserveLine struct {
	ID string
	models.ReserveEntry
	State    models.ReserveState
	Missing  []models.Word
	Planned  string
	Opinions []struct {
		Department string
		Opinion    models.ReserveOpinion
		Text       string
	}
}

// reserveView is the part of a year's applications that is printed.
type reserveView struct {
	Year  int
	Due   models.Date
	Lines []reserveLine
}

// reservePage is the part of one application that is printed.
type reservePage struct {
	reserveLine
	Steps []struct {
		Act        models.ReserveAct
		Text       string
		Department string
		Opinion    models.ReserveOpinion
		Document   string
		By         string
		At         models.Instant
	}
}

func (p *program) reserveCommand() *cobra.Command {
	c := &cobra.Command{Use: "reserve", Short: "储备项目：登记、申报、初筛、联审、列入清单，编制下一年度计划", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.reserveList(), p.reserveShow(), p.reserveAdd(), p.reserveImportCommand(), p.reserveAct(),
		p.reserveCall(), p.reserveExport(), p.reservePlan())
	return c
}

func yearQuery(year string) (url.Values, error) {
	query := url.Values{}
	if year == "" {
		return query, nil
	}
	if y, err := strconv.Atoi(year); err != nil || y < 2000 || y > 2099 {
		return nil, usage("--year：“%s”不是年度，应为 2022 这样的写法", year)
	}
	query.Set("year", year)
	return query, nil
}

const reserveYearUsage = "清单年度，如 2022；不填为下一年度"

func (p *program) reserveList() *cobra.Command {
	var year string
	c := &cobra.Command{Use: "list", Short: "储备项目和办理状态", Args: noArgs, Example: "  duban reserve list --year 2022",
		RunE: func(c *cobra.Command, _ []string) error {
			query, err := yearQuery(year)
			if err != nil {
				return err
			}
			body, err := p.get(c, reservePath, query)
			if err != nil {
				return err
			}
			return show(p, body, p.reserveView)
		}}
	c.Flags().StringVar(&year, "year", "", reserveYearUsage)
	return p.asks(c)
}

func (p *program) reserveView(v reserveView) {
	until := ""
	if v.Due != 0 {
		until = "　申报截止 " + v.Due.String()
	}
	p.say("%d年储备项目　%d 个%s　调度数据，不作为统计数据", v.Year, len(v.Lines), until)
	rows := [][]string{{"编号", "编码", "项目", "责任单位", "总投资", "年度计划", "状态"}}
	for _, l := range v.Lines {
		state := l.State.Chinese()
		if l.Planned != "" {
			state += "，已编入计划"
		}
		rows = append(rows, []string{l.ID, l.Code, l.Name, l.Unit, wanOf(&l.Total), wanOf(&l.AnnualPlan), state})
	}
	table(p.stdout, rows)
}

func (p *program) reserveShow() *cobra.Command {
	c := &cobra.Command{Use: "show 编号", Short: "一个储备项目及办理记录", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, reservePath+"/projects/"+url.PathEscape(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, p.reservePage)
		}}
	return p.asks(c)
}

func (p *program) reservePage(v reservePage) {
	p.say("%s　%s　%s　%s", v.ID, v.Code, v.Name, v.State.Chinese())
	p.say("责任单位 %s　项目单位 %s　%s　总投资 %s 万元　年度计划 %s 万元", v.Unit, v.Owner, v.Stage.Chinese(), wanOf(&v.Total),
		wanOf(&v.AnnualPlan))
	if len(v.Missing) > 0 {
		words := make([]string, 0, len(v.Missing))
		for _, w := range v.Missing {
			words = append(words, string(w))
		}
		p.say("申报前须补充：%s", strings.Join(words, "、"))
	}
	for _, o := range v.Opinions {
		p.say("%s　%s　%s", o.Department, o.Opinion.Chinese(), o.Text)
	}
	for _, s := range v.Steps {
		p.say("%s　%s　%s", s.At.Minute(), s.Act.Chinese(),
			strings.Join(strings.Fields(strings.Join([]string{s.By, s.Department, s.Opinion.Chinese(), s.Document,
				s.Text}, " ")),
				"　"))
	}
}

func (p *program) reserveExport() *cobra.Command {
	var year string
	var out output
	c := &cobra.Command{Use: "export", Short: "导出申报表", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			query, err := yearQuery(year)
			if err != nil {
				return err
			}
			return p.fetch(c, "/api/v1/exports/reserve", query, out)
		}}
	c.Flags().StringVar(&year, "year", "", reserveYearUsage)
	out.flags(c, "写到哪个文件；不填用申报表自己的名字，写在当前目录")
	return p.asks(c)
}

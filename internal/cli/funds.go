package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// fundLedger is the part of the fund ledger that is printed.
type fundLedger struct {
	Programme string
	models.FundLedger
}

func (p *program) fundsCommand() *cobra.Command {
	c := &cobra.Command{Use: "funds", Short: "资金台账：申报、批复、到位、拨付、支出率、实物量，导入和撤销", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.fundList(), p.fundShow(), p.fundSet(), p.fundSources(), p.fundImportCommand(), p.fundImports(),
		p.fundOne(), p.fundUndo())
	return c
}

func (p *program) fundList() *cobra.Command {
	var programme, of string
	c := &cobra.Command{
		Use: "list", Short: "资金台账：按来源、按项目，支付提示", Args: noArgs, Example: "  duban funds list --month 2026-10",
		RunE: func(c *cobra.Command, _ []string) error {
			query := programmeQuery(programme)
			if of != "" {
				if _, err := month(of); err != nil {
					return err
				}
				query.Set("month", of)
			}
			body, err := p.get(c, "/api/v1/funds", query)
			if err != nil {
				return err
			}
			return show(p, body, p.fundLedger)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&of, "month", "", "截至哪个月底，如 2026-10；不填为现在")
	return p.asks(c)
}

// fundHead are the heads of the amounts in 万元.
var fundHead = []string{"申报", "批复", "到位", "拨付", "支出率", "实物量"}

func fundCells(s models.FundStanding) []string {
	rate := "—"
	if s.Rate != "" {
		rate = s.Rate + "%"
	}
	return []string{wanOf(s.Applied), wanOf(s.Approved), wanOf(s.Arrived), wanOf(s.Paid), rate, wanOf(s.Work)}
}

func (p *program) fundLedger(l fundLedger) {
	p.say("%s　资金台账（万元，累计数）　调度数据，不作为统计数据", l.Programme)
	rows := [][]string{append([]string{"来源"}, fundHead...)}
	for _, s := range l.Sources {
		rows = append(rows, append([]string{s.Name}, fundCells(s)...))
	}
	table(p.stdout, append(rows, append([]string{"合计"}, fundCells(l.Total)...)))
	p.say("\n支付提示 %d 个项目，资金支出超前 %d 个项目；只作提示，不作为督办依据", l.SlowCount, l.Ahead)
	rows = [][]string{append([]string{"编码", "项目"}, fundHead...)}
	for _, line := range l.Lines {
		rows = append(rows, append([]string{line.Code, line.Name}, fundCells(line.Total)...))
	}
	table(p.stdout, rows)
	for _, line := range l.Lines {
		p.fundHints(line)
	}
}

// fundHints prints what is said of a project's money for information.
func (p *program) fundHints(line models.FundLine) {
	for _, s := range line.Sources {
		if s.Slow != nil {
			p.say("%s %s　%s：%s", line.Code, line.Name, s.Name, s.Slow.Sentence())
		}
	}
	if w := line.Work; w.Ahead {
		p.say("%s %s　%s", line.Code, line.Name, w.Sentence())
	}
}

// fundPage is the part of a project's money that is printed.
type fundPage struct {
	Project string
	Name    string `json:"project_name"`
	Funds   models.FundLine
	Records []struct {
		models.FundAmounts
		Month  models.Month
		Source string `json:"source_name"`
		Rate   string `json:"rate_percent"`
		Note   string
		By     string
	}
}

func (p *program) fundPage(v fundPage) {
	p.say("%s %s　资金（万元，累计数）", v.Project, v.Name)
	rows := [][]string{append([]string{"来源"}, fundHead...)}
	for _, s := range v.Funds.Sources {
		rows = append(rows, append([]string{s.Name}, fundCells(s)...))
	}
	table(p.stdout, append(rows, append([]string{"合计"}, fundCells(v.Funds.Total)...)))
	p.say("%s", v.Funds.Work.Standing())
	p.fundHints(v.Funds)
	rows = [][]string{append(append([]string{"月份", "来源"}, fundHead...), "登记", "说明")}
	for _, r := range v.Records {
		cells := fundCells(models.FundStanding{FundAmounts: r.FundAmounts, Rate: r.Rate})
		rows = append(rows, append(append([]string{r.Month.String(), r.Source}, cells...), r.By, r.Note))
	}
	table(p.stdout, rows)
}

func (p *program) fundShow() *cobra.Command {
	var project string
	c := &cobra.Command{Use: "show", Short: "一个项目的资金和逐月记录", Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		if err := need(c, "project"); err != nil {
			return err
		}
		body, err := p.get(c, projectPath(project, "funds"), nil)
		if err != nil {
			return err
		}
		return show(p, body, p.fundPage)
	}}
	c.Flags().StringVar(&project, "project", "", "项目编码，或 年度/编码")
	return p.asks(c)
}

func (p *program) fundImports() *cobra.Command {
	var programme string
	c := &cobra.Command{Use: "imports", Short: "资金台账导入记录，最近的在前", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/fund-imports", programmeQuery(programme))
			if err != nil {
				return err
			}
			return show(p, body, func(all []fundImport) {
				for _, v := range all {
					p.say("%s　%s　%s　%s　%s", v.ID, v.At.Minute(), v.File, v.By, v.State.Chinese())
				}
			})
		}}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	return p.asks(c)
}

func (p *program) fundOne() *cobra.Command {
	return p.asks(&cobra.Command{Use: "import-show 编号", Short: "一份资金台账：识别结果、变化和问题", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, "/api/v1/fund-imports/"+url.PathEscape(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, p.fundImport)
		}})
}

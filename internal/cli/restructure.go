package cli

import (
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

const restructurePath = "/api/v1/restructures"

// restructureAct is the part of a split or a merger that is printed.
type restructureAct struct {
	Kind     models.RestructureKind
	From, To []struct {
		Code, Name string
		Plan       models.Money `json:"annual_plan_fen"`
		Total      models.Money `json:"total_investment_fen"`
	}
	Document, Ground, By string
	At                   models.Instant
}

func (p *program) restructureAct(a restructureAct) {
	p.say("%s　%s　%s　%s　%s", a.At.Minute(), a.Kind.Chinese(), a.Document, a.Ground, a.By)
	for _, e := range a.From {
		p.say("  原项目 %s %s", e.Code, e.Name)
	}
	for _, e := range a.To {
		p.say("  新项目 %s %s", e.Code, e.Name)
	}
}

func (p *program) restructureCommand() *cobra.Command {
	c := &cobra.Command{Use: "restructure", Short: "拆分、合并项目：合计不变，原项目销号", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.restructureList(), p.restructureOf(models.ProjectSplit), p.restructureOf(models.ProjectMerge))
	return c
}

func (p *program) restructureList() *cobra.Command {
	var project string
	c := &cobra.Command{Use: "list", Short: "拆分、合并记录", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			query := url.Values{}
			if project != "" {
				query.Set("project", project)
			}
			body, err := p.get(c, restructurePath, query)
			if err != nil {
				return err
			}
			return show(p, body, func(v struct{ Acts []restructureAct }) {
				for _, a := range v.Acts {
					p.restructureAct(a)
				}
			})
		}}
	c.Flags().StringVar(&project, "project", "", "项目编码；不填为本年度全部")
	return p.asks(c)
}

func (p *program) restructureOf(kind models.RestructureKind) *cobra.Command {
	in := models.RestructureCommand{Kind: kind}
	var on, asked string
	var parts []string
	c := &cobra.Command{Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) (err error) {
			if err := need(c, "to", "document", "on", "ground"); err != nil {
				return err
			}
			in.Projects = args
			if in.DocumentOn, err = dateFlag(on); err != nil {
				return err
			}
			in.Parts = nil
			for _, text := range parts {
				part, err := restructurePart(text)
				if err != nil {
					return err
				}
				in.Parts = append(in.Parts, part)
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), restructurePath, p.key(asked), in)
			if err != nil {
				return err
			}
			return show(p, r.body, p.restructureAct)
		}}
	f := c.Flags()
	if c.Use, c.Short = "merge 编码 编码…", "合并项目：尚未完成的计划、投资和节点转入新项目"; kind == models.ProjectSplit {
		c.Use, c.Short = "split 编码", "拆分项目：尚未完成的计划、投资和节点分给新项目，合计应分厘不差"
		c.Example = "  duban restructure split ZD-2021-007 --to '一期 | 3000 | 20000 | ms-…' --to '二期 | 2000 | 15000' " +
			"--document 张重点办〔2021〕12号 --on 2021-06-20 --ground 分期建设"
	}
	f.StringArrayVar(&parts, "to", nil, "新项目：名称 | 年度计划（万元） | 总投资（万元） | 节点编号，逗号分隔；合并只写名称。可重复")
	f.StringVar(&in.Document, "document", "", "依据文号")
	f.StringVar(&on, "on", "", "文件日期，如 2021-06-20")
	f.StringVar(&in.Ground, "ground", "", "原因")
	f.StringVar(&asked, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// restructurePart reads a new project: its name, and of a split plan, total investment and milestones.
func restructurePart(text string) (part models.RestructurePart, err error) {
	cells := strings.Split(text, "|")
	part.Name = strings.TrimSpace(cells[0])
	for i, to := range []*models.Money{&part.Plan, &part.Total} {
		if len(cells) > i+1 && strings.TrimSpace(cells[i+1]) != "" {
			if *to, err = models.ParseMoney(strings.TrimSpace(cells[i+1]), models.WanYuan); err != nil {
				return part, err
			}
		}
	}
	if len(cells) > 3 {
		for _, id := range strings.Split(cells[3], ",") {
			part.Milestones = append(part.Milestones, strings.TrimSpace(id))
		}
	}
	return part, nil
}

package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// nextPlan is the part of the next year's plan that is printed.
type nextPlan struct {
	Year, Carried, New int
	Without            int `json:"without_plan"`
	Waiting            int
	Lines              []models.NextPlanLine
}

func (p *program) nextPlan(v nextPlan) {
	p.say("%d年计划　结转 %d 个，新列入 %d 个，年度计划未填 %d 个，尚在办理的申报 %d 个", v.Year, v.Carried, v.New, v.Without, v.Waiting)
	rows := [][]string{{"编码", "项目", "来源", "总投资", "累计完成", "未完成节点", "年度计划"}}
	for _, l := range v.Lines {
		from := "新列入"
		if l.Continues {
			from = "结转"
		}
		rows = append(rows, []string{l.Code, l.Name, from, wanOf(&l.Total), wanOf(&l.Spent), strconv.Itoa(l.Open),
			wanOf(l.Plan)})
	}
	table(p.stdout, rows)
}

// nextDraft is the part of a plan's draft that is printed.
type nextDraft struct {
	ID, Problem string
	Preview     struct {
		Batch                           string
		New, Changed, Unchanged, Errors int
	}
}

func (p *program) nextDraft(d nextDraft) {
	p.say("草稿 %s　批次 %s　新增 %d，变更 %d，无变化 %d，错误 %d", d.ID, d.Preview.Batch, d.Preview.New, d.Preview.Changed,
		d.Preview.Unchanged, d.Preview.Errors)
	if d.Problem != "" {
		p.say("%s", d.Problem)
	}
}

func (p *program) reservePlan() *cobra.Command {
	var year, asked string
	var plans []string
	var draft, commit bool
	c := &cobra.Command{Use: "plan", Short: "编制下一年度计划：结转项目和列入清单的项目；--draft 生成导入草稿，--commit 并导入", Args: noArgs,
		Example: "  duban reserve plan --year 2022\n  duban reserve plan --draft --amount ZD-2021-001=12000",
		RunE: func(c *cobra.Command, _ []string) error {
			query, err := yearQuery(year)
			if err != nil {
				return err
			}
			if !draft && !commit {
				body, err := p.get(c, reservePath+"/plan", query)
				if err != nil {
					return err
				}
				return show(p, body, p.nextPlan)
			}
			amounts := map[string]models.Money{}
			for _, text := range plans {
				code, amount, stated := strings.Cut(text, "=")
				if !stated {
					return usage("--amount：“%s”应为 项目编码=万元", text)
				}
				if amounts[strings.TrimSpace(code)], err = models.ParseMoney(amount, models.WanYuan); err != nil {
					return err
				}
			}
			of, _ := strconv.Atoi(query.Get("year")) // "" is the next year
			client, err := p.client()
			if err != nil {
				return err
			}
			key := p.key(asked)
			r, err := client.post(c.Context(), reservePath+"/plan", key, map[string]any{"year": of, "plans": amounts})
			if err != nil {
				return err
			}
			if !commit {
				return show(p, r.body, p.nextDraft)
			}
			d, err := decoded[nextDraft](r.body)
			if err != nil {
				return err
			}
			if d.Preview.Batch == "" {
				p.nextDraft(d)
				return models.Errorf(models.KindInvalid, "not_staged", "计划草稿尚有问题，未导入，请在“导入”页面处理")
			}
			done, err := p.commit(c.Context(), client, d.Preview.Batch, key+" commit")
			if err != nil {
				return err
			}
			return show(p, done, p.committed)
		}}
	c.Flags().StringVar(&year, "year", "", reserveYearUsage)
	c.Flags().StringArrayVar(&plans, "amount", nil, "项目编码=年度计划（万元），可重复")
	c.Flags().BoolVar(&draft, "draft", false, "生成导入草稿")
	c.Flags().BoolVar(&commit, "commit", false, "生成草稿并导入")
	c.Flags().StringVar(&asked, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"duban/internal/simulate"
	"duban/models"
)

type simulating struct {
	plan, milestones, from, to, ladder string
	seed                               uint64
}

func (p *program) simulateCommand() *cobra.Command {
	var in simulating
	c := &cobra.Command{
		Use: "simulate", Short: "模拟一年：按真实日期推演提醒和各级督办；不需要服务，不改动任何数据",
		Long: "模拟一年：用真实的规则，从导入计划起在内存中逐日推演；时间跳过，只需数秒。\n" +
			"项目单位的表现（及时、迟报、填错、不报、申请延期、停工）由 --seed 随机产生，同一数字结果相同。",
		Example: "  duban simulate --plan 计划.xlsx --milestones 节点.xlsx --from 2021-01-01 --to 2021-12-31\n" +
			"  duban simulate --plan 计划.xlsx --milestones 节点.xlsx --from 2021-01-01 --to 2021-12-31 --seed 7 --json",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "plan", "milestones", "from", "to"); err != nil {
				return err
			}
			return p.simulate(c.Context(), in)
		},
	}
	c.Flags().StringVar(&in.plan, "plan", "", "年度计划工作簿")
	c.Flags().StringVar(&in.milestones, "milestones", "", "节点计划工作簿")
	c.Flags().StringVar(&in.from, "from", "", "从哪天起，如 2021-01-01：当天导入并正式督办")
	c.Flags().StringVar(&in.to, "to", "", "到哪天止（含），如 2021-12-31")
	c.Flags().StringVar(&in.ladder, "ladder", "", "督办办法：default、default-2026 或 default-2026-11；不填为新清单所用的")
	c.Flags().Uint64Var(&in.seed, "seed", 1, "随机种子：不同数字为不同的一年")
	c.Flags().BoolVar(&p.json, "json", false, "输出一个 JSON 文档：全部事件")
	return c
}

func (p *program) simulate(ctx context.Context, in simulating) error {
	o := simulate.Options{Seed: in.seed, Ladder: in.ladder}
	if _, known := models.Ladders[in.ladder]; in.ladder != "" && !known {
		return usage("没有名为“%s”的督办办法，现有：%s", in.ladder, strings.Join(models.LadderNames, "、"))
	}
	var err error
	if o.From, err = date("from", in.from); err != nil {
		return err
	}
	if o.To, err = date("to", in.to); err != nil {
		return err
	}
	if o.Plan, err = openWorkbook(in.plan); err != nil {
		return err
	}
	if o.Milestones, err = openWorkbook(in.milestones); err != nil {
		return err
	}
	var noted models.Month
	o.Progress = func(day models.Date) {
		if month := day.Month(); month != noted {
			noted = month
			p.note("正在模拟 %s…", month)
		}
	}
	year, err := simulate.Run(ctx, o)
	if err != nil {
		return err
	}
	if p.json {
		for _, unknown := range year.Assumed {
			p.note("推算：%d 年放假安排尚未公布或录入，只按法定节假日和周末计算", unknown)
		}
		p.print(year.Events)
		return nil
	}
	p.year(year)
	return nil
}

func openWorkbook(path string) (simulate.Workbook, error) {
	content, err := readFile(path)
	return simulate.Workbook{Name: filepath.Base(path), Content: content}, err
}

// year prints the months and the figures of the year.
func (p *program) year(y *simulate.Year) {
	f := y.Figures()
	p.say("%s　模拟 %s 至 %s（种子 %d）\n", y.Programme.Name, y.From, y.To, y.Seed)
	for _, unknown := range y.Assumed {
		p.say("推算：%d 年放假安排尚未公布或录入，只按法定节假日和周末计算", unknown)
	}
	rows := [][]string{{"月份", "序时累计", "审定累计", "完成率", "提醒", "催办", "达到黄牌标准", "达到红牌标准", "达到挂牌督办条件", "退回"}}
	for _, m := range y.Months() {
		rows = append(rows, append([]string{m.Month.String(), yi(m.Scheduled), yi(m.Approved),
			share(m.Approved, f.AnnualPlan)}, counts(m)...))
	}
	rows = append(rows, append([]string{"全年", yi(f.AnnualPlan), yi(f.Approved), share(f.Approved, f.AnnualPlan)},
		counts(f.Counts)...))
	table(p.stdout, rows)
	owners := ""
	for _, c := range y.Profiles {
		owners += fmt.Sprintf("%s %d　", c.Profile, c.Owners)
	}
	p.say("")
	table(p.stdout, [][]string{
		{"项目", fmt.Sprintf("%d 个，节点 %d 个：完成 %d 个，曾逾期 %d 个", f.Projects, f.Milestones, f.Done, f.Late)},
		{"项目单位", owners},
		{"年度计划", yi(f.AnnualPlan)},
		{"已审定", yi(f.Approved) + "，占年度计划 " + share(f.Approved, f.AnnualPlan)},
		{"填报", fmt.Sprintf("%d 次：通过 %d 次，退回 %d 次；另有 %d 次填报有误当即拒收", f.Submitted, f.Accepted, f.Counts.Returned, y.Refused)},
		{"计划调整", fmt.Sprintf("延期 %d 次，停工 %d 次", f.Extended, f.Paused)},
		{"消息", fmt.Sprintf("发出 %d 条，待发 %d 条", y.Sent, y.Waiting)},
	})
}

func counts(m simulate.Month) []string {
	var cells []string
	for _, n := range []int{m.Reminders, m.Urging, m.Yellow, m.Red, m.Top, m.Returned} {
		cells = append(cells, fmt.Sprint(n))
	}
	return cells
}

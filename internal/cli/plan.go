package cli

import (
	"context"

	"github.com/spf13/cobra"

	"duban/models"
)

// planning holds the flags that all changes of a plan share.
type planning struct {
	project, key string
	command      models.ChangePlanCommand
}

func (p *program) planCommand() *cobra.Command {
	c := &cobra.Command{Use: "plan", Short: "调整计划：延期、停工、复工、取消停工登记、年度计划、销号、节点排定和前置节点", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.planMove(), p.planPause(), p.planResume(), p.planCancel(), p.planAmount(), p.planClose(),
		p.planSchedule(), p.planLink(), p.planTemplate())
	return c
}

func (p *program) planMove() *cobra.Command {
	in := planning{command: models.ChangePlanCommand{Change: models.PlanMove}}
	var to string
	c := p.change(&in, "move", "批准延期：节点的现行日期改变，原定日期不变", []string{"milestone", "date"}, func() (err error) {
		in.command.Date, err = date("date", to)
		return err
	})
	c.Example = "  duban plan move --project ZD-2021-007 --milestone 主体封顶 --date 2021-08-31 --reason 批准延期 --document " +
		"张重点办〔2021〕5号"
	c.Flags().StringVar(&in.command.Milestone, "milestone", "", "节点名称")
	c.Flags().StringVar(&to, "date", "", "新的到期日，如 2021-08-31")
	return c
}

func (p *program) planPause() *cobra.Command {
	in := planning{command: models.ChangePlanCommand{Change: models.PlanPause}}
	var from string
	c := p.change(&in, "pause", "批准停工：从某日起停止计时", []string{"from", "moves-due"}, func() (err error) {
		in.command.Date, err = date("from", from)
		return err
	})
	c.Flags().StringVar((*string)(&in.command.MovesDue), "moves-due", "",
		"批文是否顺延未到期节点的日期：yes 复工时按停工的工作日顺延，no 日期不变")
	c.Flags().StringVar(&from, "from", "", "停工第一天，如 2021-06-01")
	return c
}

func (p *program) planResume() *cobra.Command {
	in := planning{command: models.ChangePlanCommand{Change: models.PlanResume}}
	var from string
	c := p.change(&in, "resume", "复工：从某日起继续计时", []string{"from"}, func() (err error) {
		in.command.Date, err = date("from", from)
		return err
	})
	c.Flags().StringVar(&from, "from", "", "复工第一天，如 2021-06-15")
	return c
}

func (p *program) planCancel() *cobra.Command {
	in := planning{command: models.ChangePlanCommand{Change: models.PlanCancel}}
	var from string
	c := p.change(&in, "cancel", "取消登记错的停工：那些天照常计时", []string{"from"}, func() (err error) {
		in.command.Date, err = date("from", from)
		return err
	})
	c.Flags().StringVar(&from, "from", "", "停工第一天，如 2021-06-01")
	return c
}

func (p *program) planAmount() *cobra.Command {
	in := planning{command: models.ChangePlanCommand{Change: models.PlanAmount}}
	var plan string
	c := p.change(&in, "amount", "调整年度计划投资", []string{"amount"}, func() error {
		m, err := amount("amount", plan)
		if err == nil {
			in.command.AnnualPlan = *m
		}
		return err
	})
	c.Flags().BoolVar(&in.command.Confirmed, "confirm", false, confirmFlag)
	c.Flags().StringVar(&plan, "amount", "", "新的年度计划投资，带单位，如 3.5亿元")
	return c
}

func (p *program) planClose() *cobra.Command {
	in := planning{command: models.ChangePlanCommand{Change: models.PlanClose}}
	return p.change(&in, "close", "销号：不再跟踪该项目", nil, func() error { return nil })
}

// change returns the command for one change; read fills in what only that change has.
func (p *program) change(in *planning, use, short string, needed []string, read func() error) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		if err := need(c, append([]string{"project", "reason"}, needed...)...); err != nil {
			return err
		}
		if err := read(); err != nil {
			return err
		}
		return p.changePlan(c.Context(), in)
	}}
	in.flags(c)
	return p.asks(c)
}

// flags adds the flags that all changes share.
func (in *planning) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&in.project, "project", "", "项目编码，或 年度/编码，如 2021/ZD-2021-007")
	f.StringVar(&in.command.Reason, "reason", "", "理由")
	f.StringVar(&in.command.Approver, "approver", "", "批准人")
	f.StringVar(&in.command.Document, "document", "", "依据文号")
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
}

func (p *program) changePlan(ctx context.Context, in *planning) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	return p.command(ctx, c, projectPath(in.project, "plan-changes"), p.key(in.key), in.command)
}

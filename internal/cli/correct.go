package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// correction is the part of a correction that is printed.
type correction struct {
	ID, Project, Milestone, Reason string
	Kind                           models.CorrectionKind
	Month                          models.Month
	Months                         []models.MonthCorrection
	AskedBy                        string         `json:"asked_by"`
	AskedAt                        models.Instant `json:"asked_at"`
	Status                         models.RequestStatus
	DecidedBy                      string `json:"decided_by"`
	DecisionReason                 string `json:"decision_reason"`
	GoneOut                        bool   `json:"gone_out"`
	Sent                           []sentFigures
}

// correcting holds the flags of a correction that is asked for.
type correcting struct {
	project, month, amount, ytd, scan, key string
	current                                bool
	command                                models.CorrectionCommand
}

func (p *program) correctCommand() *cobra.Command {
	c := &cobra.Command{Use: "correct", Short: "更正已审定的月报、撤销已完成的节点：一人申请，另一人确认", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.correctMonth(), p.correctMilestone(), p.correctList(),
		p.correctDecide("confirm", "确认更正并执行（重点项目办另一人）"), p.correctDecide("refuse", "驳回更正申请，须写明理由"),
		p.correctDecide("withdraw", "撤回本人提出的更正申请"))
	return c
}

func (p *program) correctMonth() *cobra.Command {
	in := correcting{command: models.CorrectionCommand{Kind: models.CorrectMonth}}
	var later string
	c := p.askCorrection(&in, "month", "申请更正一个已审定的月份", []string{"month", "amount"}, func() (err error) {
		if in.current {
			in.command.Kind = models.CorrectInCurrent
		}
		in.command.Later = models.LaterMonths(later)
		if in.command.Month, err = month(in.month); err != nil {
			return err
		}
		if in.command.MonthAmount, err = amount("amount", in.amount); err != nil {
			return err
		}
		in.command.YTDAmount, err = amount("ytd", in.ytd)
		return err
	})
	c.Example = "  duban correct month --project ZD-2021-007 --month 2021-03 --amount 80万元 --reason 票据重复计入"
	f := c.Flags()
	f.StringVar(&in.month, "month", "", "月份，如 2021-03")
	f.StringVar(&in.amount, "amount", "", "更正后的当月完成投资，带单位，如 80万元")
	f.StringVar(&in.ytd, "ytd", "", "更正后的年初累计，带单位；不填随当月数增减")
	f.StringVar(&later, "later", "", "以后已审定的月份：shift 各月累计一并调整，absorb 累计不变、由下一个月抵减")
	f.BoolVar(&in.command.Confirmed, "confirm", false, confirmFlag)
	f.BoolVar(&in.current, "current", false, "该月保持原数，差额列入当月冲减")
	return c
}

func (p *program) correctMilestone() *cobra.Command {
	in := correcting{command: models.CorrectionCommand{Kind: models.ReopenMilestone}}
	c := p.askCorrection(&in, "milestone", "申请撤销一个已完成的节点", []string{"milestone"}, func() error { return nil })
	c.Flags().StringVar(&in.command.Milestone, "milestone", "", "节点名称")
	return c
}

// askCorrection returns the command that asks for one kind of correction.
func (p *program) askCorrection(in *correcting, use, short string, needed []string, read func() error) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		if err := need(c, append([]string{"project", "reason"}, needed...)...); err != nil {
			return err
		}
		if err := read(); err != nil {
			return err
		}
		client, err := p.client()
		if err != nil {
			return err
		}
		key := p.key(in.key)
		if in.scan != "" {
			if in.command.Evidence, err = sendScan(c, client, key, in.scan); err != nil {
				return err
			}
		}
		r, err := client.post(c.Context(), projectPath(in.project, "corrections"), key, in.command)
		if err != nil {
			return err
		}
		return show(p, r.body, func(v correction) {
			p.say("已提出更正申请 %s，待重点项目办另一人确认（duban correct confirm %s）", v.ID, v.ID)
			p.months(v)
			p.sentRecord("    使用原数", v.Sent)
		})
	}}
	f := c.Flags()
	f.StringVar(&in.project, "project", "", "项目编码，或 年度/编码，如 2021/ZD-2021-007")
	f.StringVar(&in.command.Reason, "reason", "", "原因")
	f.StringVar(&in.command.Document, "document", "", "依据的文件或文号")
	f.StringVar(&in.scan, "scan", "", "依据文件的扫描件")
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) correctList() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use: "list", Short: "待确认的更正申请；--all 连同已办理的", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			query := url.Values{}
			if all {
				query.Set("all", "true")
			}
			body, err := client.get(c.Context(), "/api/v1/corrections", query)
			if err != nil {
				return err
			}
			return show(p, body, p.corrections)
		},
	}
	c.Flags().BoolVar(&all, "all", false, "连同已办理的")
	return p.asks(c)
}

func (p *program) corrections(all []correction) {
	for _, v := range all {
		subject := v.Milestone
		if v.Kind != models.ReopenMilestone {
			subject = v.Month.String()
		}
		line := v.ID + "  " + v.Project + "  " + v.Kind.Chinese() + " " + subject + "  申请人 " + v.AskedBy + " " +
			v.AskedAt.Minute() + "  原因：" + v.Reason + "  " + v.Status.Chinese()
		if v.DecidedBy != "" {
			line += "（" + v.DecidedBy + "）" + v.DecisionReason
		}
		if v.GoneOut && v.Status == models.RequestWaiting {
			line += "  【已对外提供，须由重点项目办负责人确认】"
		}
		p.say("%s", line)
		p.months(v)
		p.sentRecord("    使用原数", v.Sent)
	}
	if len(all) == 0 {
		p.say("没有待确认的更正申请")
	}
}

// months prints what a correction changes.
func (p *program) months(v correction) {
	for _, m := range v.Months {
		if v.Kind == models.CorrectInCurrent {
			p.say("    %s 当月冲减 %s 万元", m.Month, (m.MonthOnly - m.WasMonth).In(models.WanYuan))
			continue
		}
		p.say("    %s 本月 %s → %s，累计 %s → %s 万元", m.Month, m.WasMonth.In(models.WanYuan), m.MonthOnly.In(models.WanYuan),
			m.WasYTD.In(models.WanYuan), m.YTD.In(models.WanYuan))
	}
}

// correctDecide returns a command that decides on a correction.
func (p *program) correctDecide(name, short string) *cobra.Command {
	var reason, key string
	c := &cobra.Command{
		Use: name + " 编号", Short: short, Args: oneArg("申请编号"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			path := "/api/v1/corrections/" + url.PathEscape(args[0]) + "/" + name
			if name == "confirm" {
				return p.command(c.Context(), client, path, p.key(key), map[string]string{"reason": reason})
			}
			var body any
			if name == "refuse" {
				body = map[string]string{"reason": reason}
			}
			r, err := client.post(c.Context(), path, p.key(key), body)
			if err != nil {
				return err
			}
			return show(p, r.body, func(v correction) { p.say("申请 %s %s", v.ID, v.Status.Chinese()) })
		},
	}
	if name != "withdraw" {
		c.Flags().StringVar(&reason, "reason", "", "理由；驳回必填")
	}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) takeBackCommand() *cobra.Command {
	var key string
	c := &cobra.Command{
		Use: "take-back 填报编号", Short: "撤回本人十分钟内给出的审定", Args: oneArg("填报编号"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			return p.command(c.Context(), client, "/api/v1/submissions/"+url.PathEscape(args[0])+"/take-back", p.key(key), nil)
		},
	}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

package cli

import (
	"net/url"
	"path/filepath"

	"github.com/spf13/cobra"

	"duban/models"
)

// order is the part of an order that is printed.
type order struct {
	ID, Unit, Number, Title string
	Kind                    models.OrderKind
	State                   models.OrderState
	ReplyDue                models.Date `json:"reply_due"`
	DaysLate                int         `json:"days_overdue"`
}

// orderPage is the part of an order's page that is printed.
type orderPage struct {
	order
	Content string
	Steps   []struct {
		At              models.Instant
		Kind            models.OrderStepKind
		Party, By, Text string
	}
	May []struct{ Step models.OrderStepKind }
}

func (p *program) orderCommand() *cobra.Command {
	c := &cobra.Command{Use: "order", Short: "督办单、提示函和批示：送审、审签、发出、签收、反馈、核查、销号", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.orderList(), p.orderShow(), p.orderInstruct(), p.orderLetter())
	for _, one := range []struct {
		kind  models.OrderStepKind
		short string
	}{
		{models.StepSend, "送签发人审签（重点项目办）"}, {models.StepReturn, "签发人退回修改"}, {models.StepSign, "审签，或按签批件代录"},
		{models.StepIssue, "登记文号和发布日期，发出"}, {models.StepReceive, "牵头单位签收"}, {models.StepExplain, "牵头单位提交情况说明"},
		{models.StepJudge, "签发人研究情况说明，--accept 为采纳"}, {models.StepReply, "牵头单位反馈"},
		{models.StepVerify, "重点项目办核查（另一人）"}, {models.StepReject, "退回重新反馈"}, {models.StepApply, "牵头单位申请销号"},
		{models.StepClose, "签发人同意销号"}, {models.StepWithdraw, "撤销，写明理由"},
	} {
		c.AddCommand(p.orderStep(one.kind, one.short))
	}
	return c
}

func (p *program) orderList() *cobra.Command {
	var state, unit, project string
	var open, overdue bool
	c := &cobra.Command{
		Use: "list", Short: "督办台账", Args: noArgs, Example: "  duban order list --open --json",
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			query := url.Values{}
			for name, value := range map[string]string{"state": state, "unit": unit, "project": project} {
				if value != "" {
					query.Set(name, value)
				}
			}
			for name, set := range map[string]bool{"open": open, "overdue": overdue} {
				if set {
					query.Set(name, "true")
				}
			}
			body, err := client.get(c.Context(), "/api/v1/orders", query)
			if err != nil {
				return err
			}
			return show(p, body, func(v struct{ Orders []order }) {
				for _, o := range v.Orders {
					p.order(o)
				}
				if len(v.Orders) == 0 {
					p.say("没有符合条件的督办单")
				}
			})
		},
	}
	f := c.Flags()
	f.StringVar(&state, "state", "", "状态，如 drafted 拟发、issued 已发出、closed 已销号")
	f.StringVar(&unit, "unit", "", "只列一个牵头单位的")
	f.StringVar(&project, "project", "", "只列一个项目的：项目编码")
	f.BoolVar(&open, "open", false, "只列未办结的")
	f.BoolVar(&overdue, "overdue", false, "只列逾期未反馈的")
	return p.asks(c)
}

// order prints one order on a line.
func (p *program) order(o order) {
	line := o.ID + "  " + o.Kind.Chinese()
	for _, more := range []string{o.Number, o.Title, o.State.Chinese(), o.Unit} {
		if more != "" {
			line += "  " + more
		}
	}
	if o.ReplyDue != 0 {
		line += "  应于 " + o.ReplyDue.String() + " 前反馈"
	}
	if o.DaysLate > 0 {
		p.say("%s  逾期 %d 个工作日", line, o.DaysLate)
		return
	}
	p.say("%s", line)
}

func (p *program) orderShow() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "show 编号", Short: "一件督办单及其办理过程", Args: oneArg("督办单编号"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			body, err := client.get(c.Context(), orderPath(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, p.orderPage)
		},
	})
}

func (p *program) orderPage(v orderPage) {
	p.order(v.order)
	p.say("%s", v.Content)
	for _, s := range v.Steps {
		p.say("    %s  %s  %s %s  %s", s.At.Minute(), s.Kind.Chinese(), s.Party, s.By, s.Text)
	}
	for _, m := range v.May {
		p.say("  可办理：duban order %s %s", m.Step, v.ID)
	}
}

func orderPath(id string) string { return "/api/v1/orders/" + url.PathEscape(id) }

// orderFlags are the flags of a step with an order.
type orderFlags struct {
	command                     models.OrderCommand
	on, due, paperOn, scan, key string
}

func (p *program) orderStep(kind models.OrderStepKind, short string) *cobra.Command {
	var in orderFlags
	c := &cobra.Command{Use: string(kind) + " 编号", Short: short, Args: oneArg("督办单编号"),
		RunE: func(c *cobra.Command, args []string) (err error) {
			for _, one := range []struct {
				to   *models.Date
				text string
			}{{&in.command.On, in.on}, {&in.command.Due, in.due}, {&in.command.PaperOn, in.paperOn}} {
				if *one.to, err = dateFlag(one.text); err != nil {
					return err
				}
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
			r, err := client.post(c.Context(), orderPath(args[0])+"/"+string(kind), key, in.command)
			if err != nil {
				return err
			}
			return show(p, r.body, p.orderPage)
		}}
	f := c.Flags()
	f.StringVar(&in.command.Text, "text", "", "内容、意见或理由")
	f.StringVar(&in.command.Party, "party", "", "以哪个岗位或单位的名义，有多个时填写")
	f.StringVar(&in.command.Paper, "paper", "", "代录：依据的纸质材料")
	f.StringVar(&in.paperOn, "paper-on", "", "代录：材料上的日期，如 2021-07-09")
	f.StringVar(&in.scan, "scan", "", "扫描件或佐证材料的文件")
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	switch kind {
	case models.StepIssue:
		f.StringVar(&in.command.Number, "number", "", "文号，如 区督〔2021〕5号")
		f.StringVar(&in.on, "on", "", "发布日期；不填为今天")
	case models.StepReply, models.StepReject:
		f.StringVar(&in.due, "due", "", "完成日期；退回的为重新反馈的期限")
		f.BoolVar(&in.command.Apply, "apply", false, "同时申请销号")
	case models.StepJudge:
		f.BoolVar(&in.command.Accept, "accept", false, "采纳，不计黄牌、红牌")
	}
	return p.asks(c)
}

// sendScan uploads a scan.
func sendScan(c *cobra.Command, client *client, key, file string) (*models.Evidence, error) {
	content, err := readFile(file)
	if err != nil {
		return nil, err
	}
	body, err := client.upload(c.Context(), "/api/v1/evidence", url.Values{"name": {filepath.Base(file)}}, key+"-1",
		content)
	if err != nil {
		return nil, err
	}
	scan, err := decoded[models.Evidence](body)
	return &scan, err
}

func (p *program) orderInstruct() *cobra.Command {
	var in models.InstructCommand
	var due, paperOn, scan, asked string
	c := &cobra.Command{
		Use: "instruct", Short: "录入领导批示，交单位限时办理", Args: noArgs,
		Example: "  duban order instruct --project ZD-2021-007 --party 分管副区长 --text 请查明原因 --due 2021-07-20 " +
			"--paper 批示原件 --paper-on 2021-07-09",
		RunE: func(c *cobra.Command, _ []string) (err error) {
			if err := need(c, "text", "due"); err != nil {
				return err
			}
			if in.Due, err = dateFlag(due); err != nil {
				return err
			}
			if in.PaperOn, err = dateFlag(paperOn); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			key := p.key(asked)
			if scan != "" {
				if in.Evidence, err = sendScan(c, client, key, scan); err != nil {
					return err
				}
			}
			r, err := client.post(c.Context(), "/api/v1/instructions", key, in)
			if err != nil {
				return err
			}
			return show(p, r.body, p.orderPage)
		},
	}
	f := c.Flags()
	f.StringVar(&in.Party, "party", "", "批示领导的岗位")
	f.StringVar(&in.Project, "project", "", "项目编码；不填为不针对单个项目")
	f.StringVar(&in.Unit, "unit", "", "承办单位；不填为项目的责任单位")
	f.StringVar(&in.Title, "title", "", "事项")
	f.StringVar(&in.Text, "text", "", "批示内容")
	f.StringVar(&due, "due", "", "办理时限，如 2021-07-20")
	f.StringVar(&in.Paper, "paper", "", "代录：依据的纸质材料")
	f.StringVar(&paperOn, "paper-on", "", "代录：材料上的日期")
	f.StringVar(&scan, "scan", "", "扫描件")
	f.StringVar(&asked, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// asked is the part of a request that is printed.
type asked struct {
	ID, Project, Reason string
	Name                string `json:"project_name"`
	About               models.Message
	Clock               models.Message
	ForLeader           models.Message `json:"for_leader"`
	Leaders             []party
	Status              models.RequestStatus
	State               models.Message
	AskedBy             string         `json:"asked_by"`
	AskedAt             models.Instant `json:"asked_at"`
	Due                 models.Date
	Overdue             bool
	PreReviewedBy       string `json:"pre_reviewed_by"`
	DecidedBy           string `json:"decided_by"`
	DecidedFor          string `json:"decided_for"`
	DecisionReason      string `json:"decision_reason"`
}

// party is a post that decides.
type party struct{ ID, Title string }

func (p *program) requestCommand() *cobra.Command {
	c := &cobra.Command{Use: "request", Short: "申请与审批：延期、停工、正当理由、计划调整、撤回填报、销号、恢复", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.requestList(), p.requestAsk(), p.requestDecide(), p.requestWithdraw())
	return c
}

func (p *program) requestList() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use: "list", Short: "待审批的申请；--all 连同已办理的", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			query := url.Values{}
			if all {
				query.Set("all", "true")
			}
			body, err := client.get(c.Context(), "/api/v1/requests", query)
			if err != nil {
				return err
			}
			return show(p, body, func(list []asked) {
				for _, q := range list {
					p.request(q)
				}
				if len(list) == 0 {
					p.say("没有待审批的申请")
				}
			})
		},
	}
	c.Flags().BoolVar(&all, "all", false, "连同已办理的")
	return p.asks(c)
}

// request prints a request.
func (p *program) request(q asked) {
	p.say("%s  %s %s  %s  申请人 %s %s  原因：%s  %s", q.ID, q.Project, q.Name, q.About, q.AskedBy, q.AskedAt.Minute(), q.Reason,
		q.State)
	if q.DecidedBy != "" {
		p.say("    %s%s %s", q.DecidedFor, q.DecidedBy, q.DecisionReason)
	}
	if q.Status != models.RequestWaiting {
		return
	}
	if !q.ForLeader.IsZero() {
		p.say("    %s", q.ForLeader)
		for _, post := range q.Leaders {
			p.say("      %s  %s", post.ID, post.Title)
		}
	}
	if !q.Clock.IsZero() {
		p.say("    %s", q.Clock)
	}
	if q.Overdue {
		p.say("    应于 %s 前审批，已超期", q.Due)
	}
}

func (p *program) requestAsk() *cobra.Command {
	var project, on, until, plan, moves, scan, key string
	var in models.RequestCommand
	c := &cobra.Command{
		Use: "ask 种类", Short: "提出申请：extension 延期、pause 停工、exemption 正当理由、plan 计划调整、withdrawal 撤回填报、close 销号、restore 恢复",
		Args: oneArg("申请种类"), RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "project", "reason"); err != nil {
				return err
			}
			var err error
			in.Kind, in.MovesDue = models.RequestKind(args[0]), models.Answer(moves)
			if in.Date, err = dateOrNone("date", on); err != nil {
				return err
			}
			if in.Until, err = dateOrNone("until", until); err != nil {
				return err
			}
			if in.AnnualPlan, err = amount("plan", plan); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			key := p.key(key)
			if scan != "" {
				if in.Evidence, err = sendScan(c, client, key, scan); err != nil {
					return err
				}
			}
			r, err := client.post(c.Context(), projectPath(project, "requests"), key, in)
			if err != nil {
				return err
			}
			return show(p, r.body, func(q asked) { p.say("申请已提出，待审批："); p.request(q) })
		},
	}
	c.Example = "  duban request ask extension --project ZD-2021-007 --milestone 主体封顶 --date 2021-09-20 --reason 征地手续延后"
	f := c.Flags()
	f.StringVar(&project, "project", "", "项目编码，或 年度/编码，如 2021/ZD-2021-007")
	f.StringVar(&in.Milestone, "milestone", "", "延期的节点名称")
	f.StringVar(&in.Submission, "submission", "", "撤回的填报编号")
	f.StringVar(&on, "date", "", "延期后的日期；停工、不计时限的第一天")
	f.StringVar(&until, "until", "", "停工、不计时限的最后一天；停工可不填")
	f.StringVar(&moves, "moves-due", "", "停工：未到期节点的日期是否顺延，yes 或 no")
	f.StringVar(&plan, "plan", "", "调整后的年度计划投资，带单位，如 24000万元")
	f.StringVar(&in.Reason, "reason", "", "理由")
	f.StringVar(&in.Document, "document", "", "依据的文件或文号")
	f.StringVar(&in.Paper, "paper", "", "代填：依据的纸质材料")
	f.StringVar(&scan, "scan", "", "依据文件的扫描件")
	f.BoolVar(&in.Confirmed, "confirm", false, confirmFlag)
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) requestDecide() *cobra.Command {
	var approve, refuse, pass bool
	var paperOn, key string
	var in struct {
		Decision models.RequestDecision `json:"decision"`
		Reason   string                 `json:"reason,omitempty"`
		Post     string                 `json:"post,omitempty"`
		Paper    string                 `json:"paper,omitempty"`
		PaperOn  models.Date            `json:"paper_on,omitempty"`
	}
	c := &cobra.Command{
		Use: "decide 编号", Short: "审批申请：--approve 批准并执行，--refuse 不批准，--pass 责任单位初审同意", Args: oneArg("申请编号"),
		RunE: func(c *cobra.Command, args []string) error {
			var err error
			if in.PaperOn, err = dateOrNone("paper-on", paperOn); err != nil {
				return err
			}
			switch {
			case approve && !refuse && !pass:
				in.Decision = models.ApproveRequest
			case refuse && !approve && !pass:
				in.Decision = models.RefuseRequest
			case pass && !approve && !refuse:
				in.Decision = models.PassRequestOn
			default:
				return usage("请写明 --approve、--refuse 或 --pass 其中之一")
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			return p.command(c.Context(), client, "/api/v1/requests/"+url.PathEscape(args[0])+"/decide", p.key(key), in)
		},
	}
	f := c.Flags()
	f.BoolVar(&approve, "approve", false, "批准")
	f.BoolVar(&refuse, "refuse", false, "不批准")
	f.BoolVar(&pass, "pass", false, "责任单位初审同意，转审批")
	f.StringVar(&in.Reason, "reason", "", "意见；不批准必填")
	f.StringVar(&in.Post, "post", "", "代录：审批的领导岗位编号")
	f.StringVar(&in.Paper, "paper", "", "代录：依据的纸质材料")
	f.StringVar(&paperOn, "paper-on", "", "代录：材料上的日期")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) requestWithdraw() *cobra.Command {
	var key string
	c := &cobra.Command{
		Use: "withdraw 编号", Short: "撤回本人提出的申请", Args: oneArg("申请编号"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			return p.command(c.Context(), client, "/api/v1/requests/"+url.PathEscape(args[0])+"/withdraw", p.key(key), nil)
		},
	}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

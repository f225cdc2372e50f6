package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// problem is the part of a problem that is printed.
type problem struct {
	ID, Project, Text, Department string
	Name                          string `json:"project_name"`
	Kind                          models.ProblemKind
	QuantityText                  string `json:"quantity_text"`
	Status                        models.ProblemStatus
	Due                           models.Date
	DaysLate                      int    `json:"days_late"`
	RaisedFor                     string `json:"raised_for"`
}

// problemLedger is the part of the ledger that is printed.
type problemLedger struct {
	Problems []problem
	Totals   []models.ProblemTotal
	Reported []struct {
		Key, Project, Text string
		Unchanged          bool
	}
}

// problemBody is what is sent about a problem.
type problemBody struct {
	models.ProblemCommand
	NewDepartment bool `json:"new_department,omitempty"`
}

func (p *program) problemCommand() *cobra.Command {
	c := &cobra.Command{Use: "problem", Short: "问题和要素保障：提出、交办、反馈、办结、确认销号", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.problemList(), p.problemShow(), p.problemRaise(), p.problemDismiss(),
		p.problemAct(models.ActAssign, "交办责任部门，或改变部门和时限", "department", "due"),
		p.problemAct(models.ActFeedback, "责任部门反馈办理情况", "text"),
		p.problemAct(models.ActSolve, "责任部门填报办结：措施和结果", "text"),
		p.problemAct(models.ActClose, "提出单位确认解决，问题销号"),
		p.problemAct(models.ActReopen, "未解决的退回续办，写明原因", "text"),
		p.problemAct(models.ActWithdraw, "提出单位撤回，写明原因", "text"))
	return c
}

func (p *program) problemList() *cobra.Command {
	var programme, project, department, kind, status string
	var open, overdue bool
	c := &cobra.Command{
		Use: "list", Short: "问题台账，以及月报中待归类的问题", Args: noArgs, Example: "  duban problem list --overdue --json",
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			query := programmeQuery(programme)
			for name, value := range map[string]string{"project": project, "department": department, "kind": kind,
				"status": status} {
				if value != "" {
					query.Set(name, value)
				}
			}
			for name, set := range map[string]bool{"open": open, "overdue": overdue} {
				if set {
					query.Set(name, "true")
				}
			}
			body, err := client.get(c.Context(), "/api/v1/problems", query)
			if err != nil {
				return err
			}
			return show(p, body, p.problemLedger)
		},
	}
	f := c.Flags()
	f.StringVar(&programme, "programme", "", programmeUsage)
	f.StringVar(&project, "project", "", "只列一个项目的：项目编码")
	f.StringVar(&department, "department", "", "只列一个责任部门的")
	f.StringVar(&kind, "kind", "", "类别："+kindUsage)
	f.StringVar(&status, "status", "", "状态：raised 待交办，assigned 已交办，solving 办理中，solved 待确认，closed 已销号，withdrawn 已撤回")
	f.BoolVar(&open, "open", false, "只列未销号的")
	f.BoolVar(&overdue, "overdue", false, "只列逾期的")
	return p.asks(c)
}

const kindUsage = "land 用地（亩），energy 用能（吨标煤），money 资金（万元），clearance 征迁，approvals 手续审批，" +
	"utilities 水电气暖配套，construction 施工，market 市场，other 其他"

func (p *program) problemLedger(l problemLedger) {
	for _, v := range l.Problems {
		p.problem(v)
	}
	if len(l.Problems) == 0 {
		p.say("没有符合条件的问题")
	}
	for _, t := range l.Totals {
		line := t.Kind.Chinese()
		if t.Quantity != 0 {
			line += "：需要 " + t.Kind.QuantityText(t.Quantity) + "，已解决 " + t.Kind.Quantity(t.QuantityClosed) + " " + t.Kind.Unit()
		}
		p.say("合计  %s  共 %d 项，未销号 %d 项，逾期 %d 项", line, t.Count, t.Open, t.Overdue)
	}
	for _, r := range l.Reported {
		copied := ""
		if r.Unchanged {
			copied = "  【连续三个月以上原文照报】"
		}
		p.say("月报待归类  %s  %s  %s%s", r.Key, r.Project, r.Text, copied)
	}
}

// problem prints one problem on a line.
func (p *program) problem(v problem) {
	line := v.ID + "  " + v.Project + " " + v.Name + "  " + v.Kind.Chinese()
	for _, more := range []string{v.QuantityText, v.Text, v.Status.Chinese(), v.Department} {
		if more != "" {
			line += "  " + more
		}
	}
	if v.Due != 0 {
		line += "  时限 " + v.Due.String()
	}
	if v.DaysLate > 0 {
		p.say("%s  逾期 %d 个工作日", line, v.DaysLate)
		return
	}
	p.say("%s", line)
}

// problemPage is the part of a problem's history that is printed.
type problemPage struct {
	problem
	Steps []struct {
		At              models.Instant
		Act             models.ProblemAct
		Party, By, Text string
	}
}

func (p *program) problemShow() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "show 编号", Short: "一个问题及其办理过程", Args: oneArg("问题编号"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			body, err := client.get(c.Context(), problemPath(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, func(v problemPage) {
				p.problem(v.problem)
				for _, s := range v.Steps {
					p.say("    %s  %s  %s %s  %s", s.At.Minute(), s.Act.Chinese(), s.Party, s.By, s.Text)
				}
			})
		},
	})
}

func problemPath(id string) string { return "/api/v1/problems/" + url.PathEscape(id) }

// problemFlags are the flags of a command about a problem.
type problemFlags struct {
	body                      problemBody
	project, due, wanted, key string
	kind, level               string
}

func (p *program) problemRaise() *cobra.Command {
	var in problemFlags
	c := &cobra.Command{
		Use: "raise", Short: "提出问题，或用 --source 将月报中的问题列入台账", Args: noArgs,
		Example: "  duban problem raise --project ZD-2021-007 --kind land --quantity 12.5 --text 二期用地指标未落实 " +
			"--department 区自然资源局 --due 2021-09-30",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "project", "kind"); err != nil {
				return err
			}
			return p.sendProblem(c, &in, projectPath(in.project, "problems"))
		},
	}
	f := c.Flags()
	f.StringVar(&in.project, "project", "", "项目编码，或 年度/编码，如 2021/ZD-2021-007")
	f.StringVar(&in.body.Text, "text", "", "存在的问题")
	f.StringVar(&in.body.Request, "request", "", "诉求：需要谁解决什么")
	f.StringVar(&in.wanted, "wanted-by", "", "项目需要解决的日期，如 2021-09-30")
	f.StringVar(&in.body.Source, "source", "", "月报问题的编号，见 duban problem list；内容取自月报")
	in.classify(c)
	return p.asks(c)
}

// classify adds the flags of kind, quantity, level, department and day.
func (in *problemFlags) classify(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&in.kind, "kind", "", "类别："+kindUsage)
	f.StringVar(&in.body.Quantity, "quantity", "", "数量，按类别的单位：用地亩、用能吨标煤、资金万元")
	f.StringVar(&in.level, "level", "", "协调层级：district 区级，city 市级，province 省级")
	f.StringVar(&in.body.Department, "department", "", "责任部门")
	f.BoolVar(&in.body.NewDepartment, "new-department", false, "责任部门是新单位，尚无记录（重点项目办）")
	f.StringVar(&in.due, "due", "", "办结时限，如 2021-09-30")
	in.more(c)
}

func (in *problemFlags) more(c *cobra.Command) {
	c.Flags().StringVar(&in.body.Paper, "paper", "", "代录：依据的纸质材料")
	c.Flags().StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
}

// sendProblem sends a command about a problem.
func (p *program) sendProblem(c *cobra.Command, in *problemFlags, path string) error {
	in.body.Kind, in.body.Level = models.ProblemKind(in.kind), models.ProblemLevel(in.level)
	var err error
	if in.body.Due, err = dateFlag(in.due); err != nil {
		return err
	}
	if in.body.WantedBy, err = dateFlag(in.wanted); err != nil {
		return err
	}
	client, err := p.client()
	if err != nil {
		return err
	}
	return p.command(c.Context(), client, path, p.key(in.key), in.body)
}

// dateFlag reads a date; "" is none.
func dateFlag(text string) (models.Date, error) {
	if text == "" {
		return 0, nil
	}
	return models.ParseDate(text)
}

func (p *program) problemDismiss() *cobra.Command {
	var in problemFlags
	c := &cobra.Command{
		Use: "dismiss", Short: "月报中的内容不列入台账", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "project", "source"); err != nil {
				return err
			}
			return p.sendProblem(c, &in, projectPath(in.project, "problems/dismiss"))
		},
	}
	f := c.Flags()
	f.StringVar(&in.project, "project", "", "项目编码，或 年度/编码，如 2021/ZD-2021-007")
	f.StringVar(&in.body.Source, "source", "", "月报问题的编号，见 duban problem list")
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// problemAct returns the command of one act on a problem of the ledger.
func (p *program) problemAct(act models.ProblemAct, short string, needed ...string) *cobra.Command {
	var in problemFlags
	c := &cobra.Command{
		Use: string(act) + " 编号", Short: short, Args: oneArg("问题编号"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, needed...); err != nil {
				return err
			}
			return p.sendProblem(c, &in, problemPath(args[0])+"/"+string(act))
		},
	}
	if act == models.ActAssign {
		in.classify(c)
		return p.asks(c)
	}
	c.Flags().StringVar(&in.body.Text, "text", "", "办理情况、措施、说明或原因")
	if act == models.ActReopen {
		c.Flags().StringVar(&in.due, "due", "", "另定办结时限（重点项目办）")
	}
	in.more(c)
	return p.asks(c)
}

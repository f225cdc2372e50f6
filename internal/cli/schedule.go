package cli

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// schedule is the part of a project's schedule that is printed.
type schedule struct {
	MayPlan    bool `json:"may_plan"`
	Milestones []scheduledMilestone
	Steps      []models.ProposedStep
}

type scheduledMilestone struct {
	Name         string
	Baseline     models.Date
	Due          models.Date
	Expected     models.Date
	ExpectedLate int         `json:"expected_days_late"`
	Because      string      `json:"expected_because"`
	DoneOn       models.Date `json:"done_on"`
	Days         int
	After        []string
}

func (p *program) planSchedule() *cobra.Command {
	var from, by, file string
	var skip []string
	var dry, ask bool
	var template, paper string
	in := planning{command: models.ChangePlanCommand{Change: models.PlanSchedule}}
	c := &cobra.Command{
		Use: "schedule", Short: "按模板顺排（--from）或倒排（--by）节点；不填模板则列出节点、前置节点和预计日期", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "project"); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			var steps []models.PlannedStep
			if file != "" {
				content, err := readFile(file)
				if err != nil {
					return err
				}
				if err := json.Unmarshal(content, &steps); err != nil {
					return usage("--file：%s 不是节点计划（JSON 数组，各项为 name、date、days、after）", file)
				}
			} else {
				query := url.Values{"template": {template}, "from": {from}, "by": {by}}
				body, err := client.get(c.Context(), projectPath(in.project, "schedule"), query)
				if err != nil {
					return err
				}
				s, err := decoded[schedule](body)
				if err != nil {
					return err
				}
				if template == "" {
					return show(p, body, func(s schedule) { p.milestones(s.Milestones) })
				}
				steps = models.Proposal{Steps: s.Steps}.Chosen(func(s models.ProposedStep) bool {
					return s.New() && !contains(skip, s.Name)
				})
				if dry {
					p.proposed(s.Steps, skip)
					if p.json {
						p.print(steps)
					}
					return nil
				}
			}
			if err := need(c, "reason"); err != nil {
				return err
			}
			if in.command.Steps = steps; !ask {
				return p.changePlan(c.Context(), &in)
			}
			r, err := client.post(c.Context(), projectPath(in.project, "requests"), p.key(in.key), models.RequestCommand{
				Kind: models.RequestSchedule, Steps: steps, Reason: in.command.Reason, Document: in.command.Document, Paper: paper})
			if err != nil {
				return err
			}
			return show(p, r.body, func(q asked) { p.say("申请已提出，待审批："); p.request(q) })
		},
	}
	c.Example = "  duban plan schedule --project ZD-2026-007 --template 民生 --by 2027-08-31 --dry-run\n" +
		"  duban plan schedule --project ZD-2026-007 --template 产业 --from 2026-03-01 --skip 环评能评 --reason 年度计划 --ask"
	f := c.Flags()
	f.StringVar(&template, "template", "", "模板名称，如 产业、基础设施、民生、城市更新；见 duban plan template list")
	f.StringVar(&from, "from", "", "顺排：从这一天开始，如 2026-03-01")
	f.StringVar(&by, "by", "", "倒排：这一天前全部完成，如 2027-08-31")
	f.StringSliceVar(&skip, "skip", nil, "不排定的节点，多个用逗号分隔")
	f.StringVar(&file, "file", "", "按文件排定：--dry-run --json 输出的节点，可改日期、工期和前置节点")
	f.BoolVar(&dry, "dry-run", false, "只显示方案，不排定")
	f.BoolVar(&ask, "ask", false, "提出节点计划申请，由重点项目办审批")
	f.StringVar(&paper, "paper", "", "代填：依据的纸质材料")
	in.flags(c)
	return p.asks(c)
}

func (p *program) planLink() *cobra.Command {
	var step models.PlannedStep
	in := planning{command: models.ChangePlanCommand{Change: models.PlanSchedule}}
	var c *cobra.Command
	c = p.change(&in, "link", "登记节点的前置节点和工期；--after 后为空则取消前置节点", []string{"milestone"}, func() error {
		if !c.Flags().Changed("after") {
			return usage("缺少 --after：前置节点名称；没有前置节点的写 --after \"\"")
		}
		step.After = named(step.After)
		in.command.Steps = []models.PlannedStep{step}
		return nil
	})
	c.Example = "  duban plan link --project ZD-2026-007 --milestone 竣工验收 --after 主体封顶,装修安装 --days 30 --reason 先后关系"
	c.Flags().StringVar(&step.Name, "milestone", "", "节点名称")
	c.Flags().StringSliceVar(&step.After, "after", nil, "前置节点名称，多个用逗号分隔")
	c.Flags().IntVar(&step.Days, "days", 0, "前置节点完成后需要的日历日；不填则不变")
	return c
}

func named(names []string) (out []string) {
	for _, n := range names {
		if n = strings.TrimSpace(n); n != "" {
			out = append(out, n)
		}
	}
	return out
}

func contains(names []string, name string) bool {
	for _, n := range names {
		if models.NameKey(n) == models.NameKey(name) {
			return true
		}
	}
	return false
}

// milestones prints milestones with what they follow and when they are expected.
func (p *program) milestones(all []scheduledMilestone) {
	for _, m := range all {
		line := m.Name + "  基准 " + orNone(m.Baseline) + "  期限 " + orNone(m.Due)
		if m.Days > 0 {
			line += fmt.Sprintf("  工期 %d 天", m.Days)
		}
		switch {
		case m.DoneOn != 0:
			line += "  完成 " + m.DoneOn.String()
		case m.ExpectedLate > 0 && m.Because != "":
			p.say("%s  预计 %s（晚 %d 天，受“%s”影响）%s", line, m.Expected, m.ExpectedLate, m.Because, followed(m.After))
			continue
		case m.ExpectedLate > 0:
			p.say("%s  预计 %s（晚 %d 天）%s", line, m.Expected, m.ExpectedLate, followed(m.After))
			continue
		}
		p.say("%s%s", line, followed(m.After))
	}
	if len(all) == 0 {
		p.say("没有节点")
	}
}

// proposed prints how a template would be laid.
func (p *program) proposed(steps []models.ProposedStep, skip []string) {
	for _, s := range steps {
		state := ""
		switch {
		case s.Reference:
			state = "仅供对照"
		case s.Status != "":
			state = "已有节点，日期不变"
		case s.Past:
			state = "日期已过，不排定"
		case contains(skip, s.Name):
			state = "不排定"
		}
		p.say("%s  %s  %d 天  %s%s", s.Name, orNone(s.Date), s.Days, state, followed(s.After))
	}
}

func followed(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "  前置：" + strings.Join(names, "、")
}

func orNone(d models.Date) string {
	if d == 0 {
		return "未定"
	}
	return d.String()
}

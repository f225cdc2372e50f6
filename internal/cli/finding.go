package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// findingLine is the part of a matter to verify that is printed.
type findingLine struct {
	ID          string                `json:"id"`
	Project     string                `json:"project"`
	Name        string                `json:"name"`
	Kind        models.FindingKind    `json:"kind"`
	Ground      string                `json:"ground"`
	Question    string                `json:"question"`
	State       models.FindingState   `json:"state"`
	Due         models.Date           `json:"due"`
	Explanation string                `json:"explanation"`
	Paper       string                `json:"paper"`
	Scan        string                `json:"scan"`
	ExplainedBy string                `json:"explained_by"`
	Outcome     models.FindingOutcome `json:"outcome"`
	Reason      string                `json:"reason"`
	SettledBy   string                `json:"settled_by"`
}

func (p *program) findingCommand() *cobra.Command {
	c := &cobra.Command{Use: "finding", Short: "待核实事项：清单、要求说明、说明、核定", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.findingList(), p.findingShow(), p.findingAsk(), p.findingExplain(), p.findingSettle())
	return c
}

func (p *program) findingList() *cobra.Command {
	var programme string
	c := &cobra.Command{
		Use: "list", Short: "待核实事项清单（重点项目办）", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/findings", programmeQuery(programme))
			if err != nil {
				return err
			}
			return show(p, body, func(all struct {
				Lines []findingLine `json:"lines"`
			}) {
				for _, f := range all.Lines {
					p.finding(f)
				}
				if len(all.Lines) == 0 {
					p.say("没有待核实事项")
				}
			})
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	return p.asks(c)
}

func (p *program) findingShow() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "show 编号", Short: "一条待核实事项", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, "/api/v1/findings/"+url.PathEscape(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, p.finding)
		},
	})
}

func (p *program) findingAsk() *cobra.Command {
	key := ""
	c := &cobra.Command{
		Use: "ask 编号", Short: "要求项目单位说明", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.actOnFinding(c, args[0], "ask", p.key(key), struct{}{})
		},
	}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) findingExplain() *cobra.Command {
	var key, scan string
	var in models.Explanation
	c := &cobra.Command{
		Use: "explain 编号", Short: "说明情况，附凭证", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "text", "paper", "scan"); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			key := p.key(key)
			if in.Evidence, err = sendScan(c, client, key, scan); err != nil {
				return err
			}
			return p.actOnFinding(c, args[0], "explain", key, in)
		},
	}
	c.Flags().StringVar(&in.Text, "text", "", "情况说明")
	c.Flags().StringVar(&in.Paper, "paper", "", "凭证名称和编号")
	c.Flags().StringVar(&scan, "scan", "", "凭证的扫描件")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) findingSettle() *cobra.Command {
	var key string
	var in struct {
		Outcome string `json:"outcome"`
		Reason  string `json:"reason"`
	}
	c := &cobra.Command{
		Use: "settle 编号", Short: "核定", Args: oneArg("编号"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "outcome", "reason"); err != nil {
				return err
			}
			return p.actOnFinding(c, args[0], "settle", p.key(key), in)
		},
	}
	c.Flags().StringVar(&in.Outcome, "outcome", "", "right 情况属实，corrected 已按更正办理，no_matter 无须核实")
	c.Flags().StringVar(&in.Reason, "reason", "", "核定依据")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

// actOnFinding sends an act on a matter to verify and prints what it is then.
func (p *program) actOnFinding(c *cobra.Command, id, act, key string, body any) error {
	client, err := p.client()
	if err != nil {
		return err
	}
	r, err := client.post(c.Context(), "/api/v1/findings/"+url.PathEscape(id)+"/"+act, key, body)
	if err != nil {
		return err
	}
	return show(p, r.body, p.finding)
}

func (p *program) finding(v findingLine) {
	p.say("%s  %s %s  %s  %s", v.ID, v.Project, v.Name, v.Kind.Chinese(), v.State.Chinese())
	for _, line := range []struct{ word, text string }{{"依据", v.Ground}, {"问题", v.Question}, {"说明", v.Explanation},
		{"凭证", v.Paper},
		{"扫描件", v.Scan}, {"核定", v.Outcome.Chinese()}, {"核定依据", v.Reason}, {"核定人", v.SettledBy}} {
		if line.text != "" {
			p.say("    %s：%s", line.word, line.text)
		}
	}
}

package cli

import (
	"context"
	"net/url"
	"strconv"

	"github.com/spf13/cobra"

	"duban/models"
)

// targetPage is the part of a programme's targets that is printed.
type targetPage struct {
	Programme  string                  `json:"programme"`
	Targets    models.Targets          `json:"targets"`
	AnnualPlan models.Money            `json:"annual_plan_fen"`
	Projects   int                     `json:"projects"`
	Decisions  []models.TargetDecision `json:"decisions"`
}

// deciding holds the flags of a decision.
type deciding struct {
	programme, key, amount, decidedOn string
	adjusted                          bool
	entry                             models.TargetEntry
}

func (p *program) targetCommand() *cobra.Command {
	var programme string
	c := &cobra.Command{
		Use: "target", Short: "年度目标、调整后计划和各项目计划之和；set 登记", Args: noArgs,
		Example: "  duban target\n  duban target set --amount 88.2亿元 --document 张人发〔2021〕3号 --decided-on 2021-01-20",
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			body, err := client.get(c.Context(), "/api/v1/target", programmeQuery(programme))
			if err != nil {
				return err
			}
			return show(p, body, p.targets)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.AddCommand(p.targetSet())
	return p.asks(c)
}

func (p *program) targetSet() *cobra.Command {
	in := &deciding{}
	c := &cobra.Command{
		Use: "set", Short: "登记年度目标（人代会确定）；--adjusted 登记调整后计划", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "amount", "document", "decided-on"); err != nil {
				return err
			}
			fen, err := amount("amount", in.amount)
			if err != nil {
				return err
			}
			in.entry.Amount, in.entry.Kind = *fen, models.TargetDecided
			if in.adjusted {
				in.entry.Kind = models.TargetAdjusted
			}
			if in.entry.DecidedOn, err = date("decided-on", in.decidedOn); err != nil {
				return err
			}
			return p.decideTarget(c.Context(), in)
		},
	}
	f := c.Flags()
	f.StringVar(&in.programme, "programme", "", programmeUsage)
	f.StringVar(&in.amount, "amount", "", "金额，带单位，如 88.2亿元")
	f.StringVar(&in.entry.Document, "document", "", "依据文号")
	f.StringVar(&in.decidedOn, "decided-on", "", "确定日期，如 2021-01-20")
	f.StringVar(&in.entry.Reason, "reason", "", "说明")
	f.BoolVar(&in.entry.Confirmed, "confirm", false, confirmFlag)
	f.BoolVar(&in.adjusted, "adjusted", false, "登记的是调整后计划")
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) decideTarget(ctx context.Context, in *deciding) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	if in.programme, err = p.latest(ctx, c, in.programme); err != nil {
		return err
	}
	r, err := c.post(ctx, "/api/v1/programmes/"+url.PathEscape(in.programme)+"/target", p.key(in.key), in.entry)
	if err != nil {
		return err
	}
	return show(p, r.body, p.targets)
}

func (p *program) targets(v targetPage) {
	p.say("%s", v.Programme)
	table(p.stdout, append(targetRows(v.Targets, v.AnnualPlan), []string{"项目", strconv.Itoa(v.Projects) + " 个"}))
	for _, d := range v.Decisions {
		p.say("  %s　%s　第 %d 次　%s　%s　%s", d.At.Date(), d.Kind.Chinese(), d.Version, yi(d.Money()), d.Ground().Text, d.ByName)
	}
}

// targetRows are the target, the adjusted plan and the sum of the plans, each under its own name.
func targetRows(t models.Targets, plans models.Money) [][]string {
	decided := "未登记"
	if t.Decided != nil {
		decided = yi(t.Decided.Money()) + "（" + t.Decided.Ground().Text + "）"
	}
	rows := [][]string{{"年度目标", decided}}
	if t.Adjusted != nil {
		rows = append(rows, []string{"调整后计划", yi(t.Adjusted.Money()) + "（" + t.Adjusted.Ground().Text + "）"})
	}
	return append(rows, []string{"各项目年度计划合计", yi(plans)})
}

package cli

import (
	"github.com/spf13/cobra"

	"duban/models"
)

// upwardCommand shows and confirms what goes up to the city.
func (p *program) upwardCommand() *cobra.Command {
	c := &cobra.Command{Use: "upward", Short: "上报：25日预计数（estimate）、次月5日核定数（verified），遇休息日提前；核对、确认",
		Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.upwardList(), p.upwardShow(), p.upwardConfirm())
	return c
}

func (p *program) upwardList() *cobra.Command {
	var programme string
	c := &cobra.Command{
		Use: "list", Short: "待上报的和已确认上报的", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/closings", programmeQuery(programme))
			if err != nil {
				return err
			}
			return show(p, body, func(l closingList) {
				p.upwardDue(l.Upward)
				for _, v := range l.Closings {
					if v.Kind != models.ClosedMonth {
						p.say("已上报　%s %s　%s %s　%s", v.Month, v.name(), v.By, v.At.Minute(), v.marks())
					}
				}
			})
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	return p.asks(c)
}

func (p *program) upwardDue(due []upwardDue) {
	for _, u := range due {
		late := ""
		if u.Late {
			late = "　已过时限"
		}
		p.say("待上报　%s %s　%s 前%s", u.Month, u.Kind.Word(), u.Due, late)
	}
}

func (p *program) upwardShow() *cobra.Command {
	in := &freezing{}
	c := &cobra.Command{
		Use: "show", Short: "核对将要上报的数据，不作更改；已确认的用 duban closings --month … --kind … 查看", Args: noArgs,
		Example: "  duban upward show --kind estimate --month 2021-06",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := in.upwards(c); err != nil {
				return err
			}
			return p.previewClosing(c.Context(), in.ofClosing)
		},
	}
	in.kindFlag(c)
	return p.asks(c)
}

func (p *program) upwardConfirm() *cobra.Command {
	in := &freezing{}
	c := &cobra.Command{
		Use: "confirm", Short: "确认上报，按现有数据固定一版；再次确认须说明原因", Args: noArgs,
		Example: "  duban upward confirm --kind verified --month 2021-06",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := in.upwards(c); err != nil {
				return err
			}
			return p.freeze(c, in, "closings", "已确认上报")
		},
	}
	in.kindFlag(c)
	c.Flags().StringVar(&in.reason, "reason", "", "原因；再次确认必填")
	c.Flags().StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (in *freezing) kindFlag(c *cobra.Command) {
	in.flags(c)
	c.Flags().StringVar(&in.kind, "kind", "", "estimate（25日预计数）或 verified（次月5日核定数）")
}

// upwards checks the flags of an upward report.
func (in *freezing) upwards(c *cobra.Command) error {
	if err := need(c, "kind", "month"); err != nil {
		return err
	}
	if k := models.ClosingKind(in.kind); k != models.ClosedEstimate && k != models.ClosedVerified {
		return usage("--kind：没有“%s”，应为 estimate（25日预计数）或 verified（次月5日核定数）", in.kind)
	}
	_, err := month(in.month)
	return err
}

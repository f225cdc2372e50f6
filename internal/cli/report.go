package cli

import (
	"github.com/spf13/cobra"

	"duban/models"
)

func (p *program) reportCommand() *cobra.Command {
	var e entry
	var of, done, ytd, estimate string
	command := models.ReportMonthCommand{}
	c := &cobra.Command{
		Use: "report", Short: "报送一个月的投资和形象进度；只给 --estimate 时报当月预计",
		Example: "  duban report --project ZD-2021-007 --month 2021-06 --amount 1234.5万元 --physical 主体施工至五层\n  duban " +
			"report --project ZD-2021-007 --month 2021-06 --estimate 1200万元",
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) (err error) {
			if err := need(c, "project", "month"); err != nil {
				return err
			}
			if command.Month, err = month(of); err != nil {
				return err
			}
			if command.MonthAmount, err = amount("amount", done); err != nil {
				return err
			}
			if command.YTDAmount, err = amount("ytd", ytd); err != nil {
				return err
			}
			if command.Estimate, err = amount("estimate", estimate); err != nil {
				return err
			}
			if command.MonthAmount == nil && command.YTDAmount == nil && command.Estimate == nil {
				return usage("缺少金额：--amount（当月完成）或 --estimate（当月预计），如 1234.5万元")
			}
			command.OnBehalfOf, command.Paper = e.onBehalfOf, e.paper
			return p.enter(c.Context(), &e, "reports", func(evidence []models.Evidence) any {
				command.Evidence = evidence
				return command
			})
		},
	}
	e.flags(c)
	f := c.Flags()
	f.StringVar(&of, "month", "", "月份，如 2021-06")
	f.StringVar(&done, "amount", "", "当月完成投资，带单位，如 1234.5万元")
	f.StringVar(&ytd, "ytd", "", "年初至本月累计完成投资，带单位；不填为上月累计加当月")
	f.StringVar(&estimate, "estimate", "", "当月预计完成投资，带单位")
	f.BoolVar(&command.Confirmed, "confirm", false, confirmFlag)
	f.StringVar(&command.Physical, "physical", "", "形象进度")
	f.StringVar(&command.Problems, "problems", "", "存在问题")
	f.StringVar(&command.NextStep, "next", "", "下一步计划")
	return p.asks(c)
}

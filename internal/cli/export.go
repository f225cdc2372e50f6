package cli

import (
	"context"
	"net/http"
	"net/url"
	"path/filepath"

	"github.com/spf13/cobra"
)

func (p *program) exportCommand() *cobra.Command {
	c := &cobra.Command{Use: "export", Short: "导出报表", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(
		p.exportMonthlyCommand(),
		p.exportWhole("plan", "导出投资计划表（xlsx），可再导入", "计划.xlsx", false),
		p.exportWhole("milestones", "导出节点表（xlsx），可再导入", "节点.xlsx", false),
		p.exportWhole("ledger", "导出台账（xlsx）：计划、各月完成、节点、纳统，可作为计划再导入", "台账.xlsx", true),
		p.exportWhole("escalations", "导出督办清单（xlsx）", "督办清单.xlsx", true),
		p.exportWhole("problems", "导出问题台账（xlsx）：按责任部门小计", "问题台账.xlsx", false),
		p.exportWhole("orders", "导出督办台账（xlsx）：文号、事项、牵头和配合单位、时限、反馈、状态、销号日期", "督办台账.xlsx", false),
		p.exportWhole("year", "导出全年预计表（xlsx）：审定数加预计数，不是月结数据", "全年预计.xlsx", false),
		p.exportWhole("forecast", "导出全年测算表（xlsx）：各项目区间、缺口；供重点项目办和领导", "全年测算.xlsx", false),
		p.exportWhole("funds", "导出资金台账（xlsx）：按来源和分项目；供重点项目办和领导", "资金台账.xlsx", true),
		p.exportOrderCommand(),
		p.exportFillCommand(),
	)
	return c
}

const programmeUsage = "项目清单：名称、编号或年度；不填为最近年度的区重点项目"

func (p *program) exportMonthlyCommand() *cobra.Command {
	var programme, of string
	var out output
	c := &cobra.Command{
		Use: "monthly", Short: "导出一个月的报表（xlsx）：明细、汇总、滞后、问题、节点、图表", Args: noArgs,
		Example: "  duban export monthly --month 2021-06 -o 月报.xlsx",
		RunE: func(c *cobra.Command, _ []string) error {
			query := programmeQuery(programme)
			if of != "" {
				if _, err := month(of); err != nil {
					return err
				}
				query.Set("month", of)
			}
			return p.export(c.Context(), "monthly", query, out)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&of, "month", "", "月份，如 2021-06；不填为最近一个报齐或已月结的月份")
	out.flags(c, "写到哪个文件；不填用报表自己的名字，写在当前目录")
	return p.asks(c)
}

// exportWhole returns an export command that needs only the programme and, if dated, the month at whose end the state
// is exported.
func (p *program) exportWhole(kind, short, example string, dated bool) *cobra.Command {
	var programme, at string
	var out output
	c := &cobra.Command{
		Use: kind, Short: short, Args: noArgs, Example: "  duban export " + kind + " -o " + example,
		RunE: func(c *cobra.Command, _ []string) error {
			query := programmeQuery(programme)
			if at != "" {
				if _, err := month(at); err != nil {
					return err
				}
				query.Set("month", at)
			}
			return p.export(c.Context(), kind, query, out)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	if dated {
		c.Flags().StringVar(&at, "month", "", "截至哪个月底，如 2021-06；不填为现在")
	}
	out.flags(c, "写到哪个文件；不填用报表自己的名字，写在当前目录")
	return p.asks(c)
}

func (p *program) export(ctx context.Context, kind string, query url.Values, out output) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	r, err := c.send(ctx, http.MethodGet, "/api/v1/exports/"+kind, query, "", "", nil)
	if err != nil {
		return err
	}
	if out.path == "" {
		out.path = filepath.Base(r.fileName)
	}
	return p.put(out, r.body, "已导出 "+out.path)
}

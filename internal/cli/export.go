package cli

import (
	"context"
	"net/http"
	"path/filepath"

	"github.com/spf13/cobra"
)

func (p *program) exportCommand() *cobra.Command {
	c := &cobra.Command{Use: "export", Short: "导出报表", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	var programme, of string
	var out output
	monthly := &cobra.Command{
		Use: "monthly", Short: "导出一个月的报表（xlsx）", Args: noArgs,
		Example: "  duban export monthly --month 2021-06 -o 月报.xlsx",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "month"); err != nil {
				return err
			}
			if _, err := month("month", of); err != nil {
				return err
			}
			return p.exportMonthly(c.Context(), programme, of, out)
		},
	}
	monthly.Flags().StringVar(&programme, "programme", "", "项目清单：名称、编号或年度；不填为最近年度的区重点项目")
	monthly.Flags().StringVar(&of, "month", "", "月份，如 2021-06")
	out.flags(monthly, "写到哪个文件；不填用报表自己的名字，写在当前目录")
	c.AddCommand(p.asks(monthly))
	return c
}

func (p *program) exportMonthly(ctx context.Context, programme, month string, out output) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	query := programmeQuery(programme)
	query.Set("month", month)
	r, err := c.send(ctx, http.MethodGet, "/api/v1/exports/monthly", query, "", "", nil)
	if err != nil {
		return err
	}
	if out.path == "" {
		out.path = filepath.Base(r.fileName)
	}
	return p.put(out, r.body, "已导出 "+out.path)
}

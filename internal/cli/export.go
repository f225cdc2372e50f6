package cli

import (
	"context"
	"net/http"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"duban/models"
)

func (p *program) exportCommand() *cobra.Command {
	c := &cobra.Command{Use: "export", Short: "导出报表", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	var programme, of, out string
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
	monthly.Flags().StringVarP(&out, "output", "o", "", "写到哪个文件；不填用报表自己的名字，写在当前目录")
	c.AddCommand(p.asks(monthly))
	return c
}

func (p *program) exportMonthly(ctx context.Context, programme, month, out string) error {
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
	if out == "" {
		out = filepath.Base(r.fileName)
	}
	if err := writeFile(out, r.body); err != nil {
		return err
	}
	if p.json {
		p.print(map[string]any{"file": out, "size": len(r.body)})
		return nil
	}
	p.say("已导出 %s", out)
	return nil
}

// writeFile writes a whole file or none: it is made beside its place and then moved there.
func writeFile(path string, content []byte) (err error) {
	defer func() {
		if err != nil {
			err = models.Errorf(models.KindInvalid, "not_written", "无法写入 %s，请检查目录是否存在、是否有权限和空间", path).Because(err)
		}
	}()
	f, err := os.CreateTemp(filepath.Dir(path), ".duban-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }() // already moved when all went well
	if _, err := f.Write(content); err != nil {
		_ = f.Close() // the write's error is the one to tell
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Chmod(f.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

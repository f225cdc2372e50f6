package cli

import (
	"context"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

// filling holds the flags of duban export fill.
type filling struct {
	template, programme, month string
	out                        output
}

func (p *program) exportFillCommand() *cobra.Command {
	var in filling
	c := &cobra.Command{
		Use: "fill", Short: "把一个月的数据填进自己的表格（xlsx），版式、合并、公式和打印设置不变", Args: noArgs,
		Long: "把一个月的数据填进自己的表格：表里已有项目的，按编码或名称对应；正文空白的，按清单逐行填入，行数不够时按首个空白行的样式插入，合计随之扩展。\n" +
			"不认识的列、对应不上的行和项目会逐条列出，不改动。",
		Example: "  duban export fill --template 市重大项目进展表.xlsx --programme 2021年市重大项目 --month 2021-06 -o 上报.xlsx",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "template", "month"); err != nil {
				return err
			}
			if _, err := month(in.month); err != nil {
				return err
			}
			return p.exportFill(c.Context(), in)
		},
	}
	c.Flags().StringVar(&in.template, "template", "", "要填的表格（.xlsx）")
	c.Flags().StringVar(&in.programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&in.month, "month", "", "月份，如 2021-06")
	in.out.flags(c, "写到哪个文件；不填用原文件名加（已填），写在当前目录")
	return p.asks(c)
}

func (p *program) exportFill(ctx context.Context, in filling) error {
	content, err := readFile(in.template)
	if err != nil {
		return err
	}
	c, err := p.client()
	if err != nil {
		return err
	}
	query := programmeQuery(in.programme)
	query.Set("month", in.month)
	query.Set("file", filepath.Base(in.template))
	r, err := c.send(ctx, http.MethodPost, "/api/v1/exports/fill", query, randomKey(), "application/octet-stream", content)
	if err != nil {
		return err
	}
	left, err := url.PathUnescape(r.left)
	if err != nil {
		return err
	}
	for line := range strings.Lines(left) {
		p.note("%s", strings.TrimSpace(line))
	}
	if in.out.path == "" {
		in.out.path = filepath.Base(r.fileName)
	}
	return p.put(in.out, r.body, "已填好 "+in.out.path)
}

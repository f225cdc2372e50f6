package cli

import (
	"context"
	"net/url"

	"github.com/spf13/cobra"
)

// adjusting holds the flags of a change of a list.
type adjusting struct {
	programme, key string
	body           struct {
		Change    string   `json:"change"`
		Projects  []string `json:"projects"`
		Document  string   `json:"document"`
		Effective string   `json:"effective"`
		Counts    bool     `json:"counts,omitempty"`
		Section   string   `json:"section,omitempty"`
		To        string   `json:"to,omitempty"`
	}
}

func (p *program) programmeDrop() *cobra.Command {
	c, in := p.adjusting("drop", "调出清单：项目不再跟踪；记下文号和日期")
	c.Example = "  duban programme drop --project ZD-2021-040 --document 张重点办〔2021〕5号 --effective 2021-07-15 --counts"
	c.Flags().BoolVar(&in.body.Counts, "counts", false, "此前各月投资仍计入")
	return c
}

func (p *program) programmeAdmit() *cobra.Command {
	c, in := p.adjusting("admit", "列入清单：把已有的项目调入或重新列入；新项目用 duban import")
	c.Example = "  duban programme admit --project ZD-2021-040 --document 张重点办〔2021〕9号 --effective 2021-09-01"
	c.Flags().StringVar(&in.body.Section, "section", "", "清单的哪一部分，如 一、产业项目")
	return c
}

func (p *program) programmeMove() *cobra.Command {
	c, in := p.adjusting("move", "调整：到清单的另一部分，或到同年的另一份清单")
	c.Example = "  duban programme move --project ZD-2021-040 --section 二、基础设施项目 --document 张重点办〔2021〕5号 --effective " +
		"2021-07-15"
	c.Flags().StringVar(&in.body.Section, "section", "", "清单的另一部分")
	c.Flags().StringVar(&in.body.To, "to", "", "同年的另一份清单")
	c.Flags().BoolVar(&in.body.Counts, "counts", false, "调到另一份清单时：此前各月投资在原清单仍计入")
	return c
}

// adjusting returns the command for one change of a list.
func (p *program) adjusting(use, short string) (*cobra.Command, *adjusting) {
	in := &adjusting{}
	in.body.Change = use
	c := &cobra.Command{Use: use, Short: short, Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		if len(in.body.Projects) == 0 {
			return usage("缺少 --project：项目编码（见 %s --help）", c.CommandPath())
		}
		if err := need(c, "document", "effective"); err != nil {
			return err
		}
		if _, err := date("effective", in.body.Effective); err != nil {
			return err
		}
		return p.adjustList(c.Context(), in)
	}}
	f := c.Flags()
	f.StringArrayVar(&in.body.Projects, "project", nil, "项目编码；可重复")
	f.StringVar(&in.body.Document, "document", "", "依据文号")
	f.StringVar(&in.body.Effective, "effective", "", "从哪天起，如 2021-07-15")
	f.StringVar(&in.programme, "programme", "", programmeUsage)
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c), in
}

func (p *program) adjustList(ctx context.Context, in *adjusting) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	if in.programme, err = p.latest(ctx, c, in.programme); err != nil {
		return err
	}
	r, err := c.post(ctx, "/api/v1/programmes/"+url.PathEscape(in.programme)+"/list", p.key(in.key), in.body)
	if err != nil {
		return err
	}
	return show(p, r.body, func(v struct {
		Message string `json:"message"`
	}) {
		p.say("%s", v.Message)
	})
}

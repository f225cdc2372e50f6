package cli

import (
	"context"
	"net/url"

	"github.com/spf13/cobra"

	"duban/internal/offline"
)

// diagnosis is the part of the doctor's response that is printed.
type diagnosis struct {
	OK     bool `json:"ok"`
	Checks []struct {
		Name  string   `json:"name"`
		OK    bool     `json:"ok"`
		Found []string `json:"found"`
	} `json:"checks"`
}

func (p *program) doctorCommand() *cobra.Command {
	var from offlineFlags
	var full bool
	c := &cobra.Command{
		Use: "doctor", Short: "自检：数据、附件、流程是否完整一致；有问题时退出码为 1", Args: noArgs,
		Long: "自检：数据库、操作记录链、数字、督办、附件、流程是否完整一致；有问题时退出码为 1。\n" +
			"附件每次都核对是否存在、大小是否相符，内容分批轮流核对；--full 全部核对。\n" +
			"服务未运行或启动不了时用 --offline，直接检查数据目录，只读。",
		Example: "  duban doctor --data data\n  duban doctor --offline --data data --json",
		RunE: func(c *cobra.Command, _ []string) error {
			query := url.Values{}
			if full {
				query.Set("full", "true")
			}
			d, err := ask(c, p, &from, "/api/v1/doctor", query, func(ctx context.Context, at offline.Place) (diagnosis, error) {
				return converted[diagnosis](offline.Doctor(ctx, at, full), nil)
			})
			if err != nil {
				return err
			}
			if p.json {
				p.print(d)
			} else {
				p.diagnosis(d)
			}
			if d.OK {
				return nil
			}
			return exitStatus(exitOther)
		},
	}
	c.Flags().BoolVar(&full, "full", false, "附件内容全部核对")
	return from.add(p, c)
}

func (p *program) diagnosis(d diagnosis) {
	for _, c := range d.Checks {
		mark := "通过"
		switch {
		case !c.OK:
			mark = "异常"
		case len(c.Found) > 0:
			mark = "提示"
		}
		p.say("[%s] %s", mark, c.Name)
		for _, found := range c.Found {
			p.say("       %s", found)
		}
	}
	if !d.OK {
		p.say("发现异常：流程与数据的差异可用 duban reconcile 修复，其余请联系管理员")
	}
}

package cli

import "github.com/spf13/cobra"

func (p *program) reconcileCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "reconcile", Short: "核对数据库与流程：启动缺少的，通知不一致的，停止多余的", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			r, err := p.post(c, "/api/v1/reconcile", nil)
			if err != nil {
				return err
			}
			return show(p, r.body, func(v struct {
				Started     int      `json:"started"`
				Poked       int      `json:"poked"`
				Closed      int      `json:"closed"`
				Differences []string `json:"differences"`
			}) {
				p.say("启动 %d，通知 %d，停止 %d", v.Started, v.Poked, v.Closed)
				for _, d := range v.Differences {
					p.say("  %s", d)
				}
			})
		},
	}
	return p.asks(c)
}

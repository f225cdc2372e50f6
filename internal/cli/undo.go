package cli

import (
	"net/url"

	"github.com/spf13/cobra"
)

func (p *program) undoCommand() *cobra.Command {
	var key string
	c := &cobra.Command{
		Use: "undo 批次号", Short: "撤销一次导入：没有被后来改动过的项目恢复原样", Args: oneArg("批次号"),
		Example: "  duban undo batch-1f0c…",
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/imports/"+url.PathEscape(args[0])+"/undo", p.key(key), nil)
			if err != nil {
				return err
			}
			return show(p, r.body, func(v struct {
				Undone int `json:"undone"`
				Kept   []struct {
					Project string `json:"project"`
					Reason  string `json:"reason"`
				} `json:"kept"`
			}) {
				p.say("已恢复 %d 个项目，保留 %d 个", v.Undone, len(v.Kept))
				for _, k := range v.Kept {
					p.say("  保留 %s：%s", k.Project, k.Reason)
				}
			})
		},
	}
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

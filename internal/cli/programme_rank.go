package cli

import (
	"net/url"

	"github.com/spf13/cobra"
)

func (p *program) programmeRank() *cobra.Command {
	var programme, key string
	c := &cobra.Command{
		Use:   "rank 规则",
		Short: "换用排名规则：plan（年度计划完成率）、schedule（序时完成率）、points（较序时进度百分点）",
		Args:  cobra.ExactArgs(1), Example: "  duban programme rank schedule",
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			name, err := p.latest(c.Context(), client, programme)
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/programmes/"+url.PathEscape(name)+"/rank", p.key(key),
				map[string]string{"rule": args[0]})
			if err != nil {
				return err
			}
			return show(p, r.body, p.ranking)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// programmeLadder switches a programme to another ladder.
func (p *program) programmeLadder() *cobra.Command {
	var programme, key string
	var preview bool
	c := &cobra.Command{Use: "ladder 办法", Short: "换用督办办法：default、default-2026、default-2026-11，或已通过的规则；先看预览",
		Args:    cobra.ExactArgs(1),
		Example: "  duban programme ladder default-2026-11 --preview",
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			if programme, err = p.latest(c.Context(), client, programme); err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/programmes/"+url.PathEscape(programme)+"/ladder"+previewing(preview),
				p.key(key), map[string]string{"ladder": args[0]})
			if err != nil {
				return err
			}
			return show(p, r.body, func(v struct {
				Name  string
				Saved bool
				Ranks *models.RankChange
				moves
			}) {
				p.sayMoved(v.moves)
				p.ranksChanged(v.Ranks)
				p.say("%s", saved(v.Saved, "已换用"+v.Name))
			})
		}}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().BoolVar(&preview, "preview", false, "只看会变动什么，不保存")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

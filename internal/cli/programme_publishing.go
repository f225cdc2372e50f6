package cli

import (
	"context"
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// publishing is what a programme's lists name.
type publishing struct {
	Programme string `json:"programme"`
	models.Publishing
}

func (p *program) programmePublishing() *cobra.Command {
	var programme, amounts, document, key string
	c := &cobra.Command{
		Use: "publishing", Short: "榜单和对外清单：是否列社会投资项目的金额，黑榜的依据文号；不带选项为查看", Args: noArgs,
		Example: "  duban programme publishing\n  duban programme publishing --black-document 张政办字〔2021〕15号\n" +
			"  duban programme publishing --private-amounts no --black-document \"\"",
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			name, err := p.latest(c.Context(), client, programme)
			if err != nil {
				return err
			}
			path := "/api/v1/programmes/" + url.PathEscape(name) + "/publishing"
			body, err := client.get(c.Context(), path, nil)
			if err != nil {
				return err
			}
			flags := c.Flags()
			if !flags.Changed("private-amounts") && !flags.Changed("black-document") {
				return show(p, body, p.publishing)
			}
			now, err := decoded[publishing](body)
			if err != nil {
				return err
			}
			if flags.Changed("private-amounts") {
				now.PrivateAmounts = models.Answer(amounts)
			}
			if flags.Changed("black-document") {
				now.BlackDocument = document
			}
			return p.setPublishing(c.Context(), client, path, key, now.Publishing)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&amounts, "private-amounts", "", "挂图、一页纸、月报等是否列社会投资项目的金额：yes 或 no")
	c.Flags().StringVar(&document, "black-document", "", "黑榜的依据文号；空则不设黑榜")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) setPublishing(ctx context.Context, c *client, path, key string, to models.Publishing) error {
	r, err := c.post(ctx, path, p.key(key), to)
	if err != nil {
		return err
	}
	return show(p, r.body, p.publishing)
}

func (p *program) publishing(v publishing) {
	amounts, list := "不列", "不设黑榜（未填依据文号）"
	if v.PrivateAmounts == models.Yes {
		amounts = "列出"
	}
	if v.BlackDocument != "" {
		list = "设黑榜，依据 " + v.BlackDocument
	}
	p.say("%s　对外清单%s社会投资项目的金额　%s", v.Programme, amounts, list)
}

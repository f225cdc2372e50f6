package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// letterForm is the part of what a letter may be about that is printed.
type letterForm struct {
	Unit  string
	Units []struct {
		Unit  string
		Items int
	}
	Items []struct {
		ID, Project string
		Name        string `json:"project_name"`
		About       models.Message
		Rung        models.Rung
	}
}

func (p *program) orderLetter() *cobra.Command {
	var in models.LetterCommand
	var kind, due, key string
	c := &cobra.Command{
		Use: "letter", Short: "直接拟写催办函或提示函：选定一个单位的事项；不给出 --item 的为列出事项", Args: noArgs,
		Example: "  duban order letter\n  duban order letter --unit 区商务局\n" +
			"  duban order letter --kind urge --unit 区商务局 --item esc-… --item esc-… --due 2021-07-20",
		RunE: func(c *cobra.Command, _ []string) (err error) {
			client, err := p.client()
			if err != nil {
				return err
			}
			if len(in.Items) == 0 {
				query := url.Values{}
				if in.Unit != "" {
					query.Set("unit", in.Unit)
				}
				body, err := client.get(c.Context(), "/api/v1/letters", query)
				if err != nil {
					return err
				}
				return show(p, body, p.letterForm)
			}
			in.Kind = models.OrderKind(kind)
			if in.Due, err = dateFlag(due); err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/letters", p.key(key), in)
			if err != nil {
				return err
			}
			return show(p, r.body, p.orderPage)
		},
	}
	f := c.Flags()
	f.StringVar(&kind, "kind", string(models.OrderUrge), "urge（催办函）或 prompt（提示函）")
	f.StringVar(&in.Unit, "unit", "", "责任单位")
	f.StringArrayVar(&in.Items, "item", nil, "督办事项编号，可多次给出")
	f.StringVar(&due, "due", "", "交办时限，如 2021-07-20；不填按督办单规则")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) letterForm(v letterForm) {
	if v.Unit == "" {
		for _, u := range v.Units {
			p.say("%s　%d 项", u.Unit, u.Items)
		}
	}
	for _, i := range v.Items {
		p.say("%s  %s %s　%s　%s", i.ID, i.Project, i.Name, i.About.Text, i.Rung.Reached())
	}
	if len(v.Units) == 0 {
		p.say("没有未办结的事项")
	}
}

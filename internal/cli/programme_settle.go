package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// programmeSettle lists old lateness of the trial running, and settles it with its ground.
func (p *program) programmeSettle() *cobra.Command {
	var programme, key string
	var in models.SettleOldRequest
	var item, rung string
	c := &cobra.Command{Use: "settle [事项编号]…", Short: "启用前清理旧的逾期：不写依据时只列出", Args: cobra.ArbitraryArgs,
		Example: "  duban programme settle --item report\n" +
			"  duban programme settle --all --item report --reason 历史数据已随台账补录 --document 专班纪要〔2026〕3号",
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			if programme, err = p.latest(c.Context(), client, programme); err != nil {
				return err
			}
			path := "/api/v1/programmes/" + url.PathEscape(programme) + "/old-late"
			if in.Reason == "" && in.Document == "" {
				body, err := client.get(c.Context(), path, url.Values{"item": {item}, "rung": {rung}})
				if err != nil {
					return err
				}
				return show(p, body, p.oldLate)
			}
			in.Rungs, in.Item, in.Rung = args, models.Item(item), models.Rung(rung)
			r, err := client.post(c.Context(), path+"/settle", p.key(key), in)
			if err != nil {
				return err
			}
			return show(p, r.body, func(v struct {
				Before, After, Settled, Pending int
				Refused                         []struct{ Code, Project, Message string }
			}) {
				p.say("已清理 %d 件；原有 %d 件，尚余 %d 件", v.Settled, v.Before, v.After)
				if v.Pending > 0 {
					p.say("另有 %d 件已受理，正在保存", v.Pending)
				}
				for _, o := range v.Refused {
					p.say("%s %s：%s", o.Code, o.Project, o.Message)
				}
			})
		}}
	f := c.Flags()
	f.StringVar(&programme, "programme", "", programmeUsage)
	f.StringVar(&item, "item", "", "只看或只清理一类：milestone、report、investment")
	f.StringVar(&rung, "rung", "", "只看或只清理一级：urging、yellow、red、top")
	f.BoolVar(&in.All, "all", false, "清理列出的全部事项")
	f.StringVar(&in.Reason, "reason", "", "清理依据和原因")
	f.StringVar(&in.Document, "document", "", "依据文件")
	f.StringVar(&in.Approver, "approver", "", "批准人")
	f.StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) oldLate(v struct {
	Programme     string
	Settled, Left int
	Lines         []struct {
		ID, Code, Project, About string
		Rung                     models.Rung
	}
}) {
	p.say("%s　旧的逾期：已清理 %d 件，尚有 %d 件", v.Programme, v.Settled, v.Left)
	for _, l := range v.Lines {
		p.say("%s　%s %s　%s　%s", l.ID, l.Code, l.Project, l.Rung.Reached(), l.About)
	}
}

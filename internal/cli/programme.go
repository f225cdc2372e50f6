package cli

import (
	"cmp"
	"context"
	"net/url"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

type goingLive struct {
	programme, from, key string
	trial, preview       bool
	confirm              bool
}

func (p *program) programmeCommand() *cobra.Command {
	c := &cobra.Command{Use: "programme", Short: "项目清单的设置", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	var in goingLive
	live := &cobra.Command{
		Use: "live", Short: "结束试运行：从某日起正式发送提醒和督办", Args: noArgs,
		Example: "  duban programme live --from 2021-07-01 --preview\n  duban programme live --from 2021-07-01 --confirm",
		RunE: func(c *cobra.Command, _ []string) error {
			if in.preview {
				return p.goingLive(c.Context(), in)
			}
			if in.trial == (in.from != "") {
				return usage("请给出 --from（从哪天起正式督办），或 --trial（恢复试运行）之一")
			}
			if _, err := date("from", in.from); err != nil {
				return err
			}
			return p.goLive(c.Context(), in)
		},
	}
	live.Flags().StringVar(&in.programme, "programme", "", programmeUsage)
	live.Flags().StringVar(&in.from, "from", "", "从哪天起，如 2021-07-01")
	live.Flags().BoolVar(&in.trial, "trial", false, "恢复试运行")
	live.Flags().BoolVar(&in.preview, "preview", false, "只看启用当日将一次录入的督办，不保存")
	live.Flags().BoolVar(&in.confirm, "confirm", false, "已看过预览，确认启用")
	live.Flags().StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	c.AddCommand(p.asks(live), p.programmeRank(), p.programmePublishing(), p.programmeLadder(), p.programmeCurve(),
		p.programmeDrop(),
		p.programmeAdmit(),
		p.programmeMove(), p.programmeSettle())
	return c
}

func (p *program) goLive(ctx context.Context, in goingLive) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	if in.programme, err = p.latest(ctx, c, in.programme); err != nil {
		return err
	}
	body := map[string]string{"from": in.from}
	if in.confirm {
		body["confirm"] = models.GoLiveWord
	}
	r, err := c.post(ctx, "/api/v1/programmes/"+url.PathEscape(in.programme)+"/live", p.key(in.key), body)
	if err != nil {
		return err
	}
	return show(p, r.body, func(s status) {
		if in.trial {
			p.say("已恢复试运行：只计算，不发送")
		} else {
			p.say("自 %s 起正式督办", in.from)
		}
		p.status(s)
	})
}

// goingLive prints what would enter on the first live day.
func (p *program) goingLive(ctx context.Context, in goingLive) error {
	if _, err := date("from", cmp.Or(in.from, "2000-01-01")); err != nil {
		return err
	}
	c, err := p.client()
	if err != nil {
		return err
	}
	if in.programme, err = p.latest(ctx, c, in.programme); err != nil {
		return err
	}
	query := url.Values{}
	if in.from != "" {
		query.Set("from", in.from)
	}
	body, err := c.get(ctx, "/api/v1/programmes/"+url.PathEscape(in.programme)+"/live", query)
	if err != nil {
		return err
	}
	return show(p, body, func(v struct {
		Programme string
		From      models.Date
		Messages  int
		Rungs     map[models.Rung]int
		Lines     []struct {
			Code, Project, About string
			Rung                 models.Rung
			To                   []string
		}
		Receivers []struct {
			Name   string
			Leader bool
			Items  int
		}
		Sent, Leaders, Waiting int
	}) {
		p.say("%s　自 %s 起正式督办：录入 %d 件，通知 %d 条", v.Programme, v.From, len(v.Lines), v.Messages)
		for _, rung := range models.Rungs {
			p.say("  %s %d 件", rung.Reached(), v.Rungs[rung])
		}
		p.say("首日将向 %d 个单位发送 %d 条；区领导 %d 条（%d 件列入拟报）", v.Sent, v.Sent, v.Leaders, v.Waiting)
		for _, r := range v.Receivers {
			note := ""
			if r.Leader {
				note = "（列入拟报，不发送）"
			}
			p.say("  %s %d 件%s", r.Name, r.Items, note)
		}
		for _, l := range v.Lines {
			p.say("%s %s　%s　%s　→ %s", l.Code, l.Project, l.Rung.Reached(), l.About, strings.Join(l.To, "、"))
		}
	})
}

// latest returns the programme to use when none is named, for paths that must name one.
func (p *program) latest(ctx context.Context, c *client, named string) (string, error) {
	if named != "" {
		return named, nil
	}
	body, err := c.get(ctx, "/api/v1/status", nil)
	if err != nil {
		return "", err
	}
	v, err := decoded[status](body)
	return v.Programme, err
}

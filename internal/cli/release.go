package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// releaseList is the part of the list to be released that is printed.
type releaseList struct {
	Programme string
	Auto      bool
	Lines     []struct {
		Key, Person, Post string
		Day               models.Date
		Late              bool
		Items             []string
	}
}

// releaseChoice is what is sent about listed digests.
type releaseChoice struct {
	Keys []string `json:"keys"`
	Hold bool     `json:"hold"`
	Why  string   `json:"why"`
}

func (p *program) releaseCommand() *cobra.Command {
	c := &cobra.Command{Use: "release", Short: "拟报清单：区领导的每日汇总由重点项目办核发", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	var programme string
	list := &cobra.Command{
		Use: "list", Short: "待核发的每日汇总", Args: noArgs, Example: "  duban release list --json",
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/release", programmeQuery(programme))
			if err != nil {
				return err
			}
			return show(p, body, p.releaseList)
		},
	}
	list.Flags().StringVar(&programme, "programme", "", programmeUsage)
	var all bool
	var sendKey, why, holdKey string
	send := &cobra.Command{
		Use: "send [编号…]", Short: "核发：发给各位领导；--all 为全部", Args: cobra.ArbitraryArgs,
		Example: "  duban release send --all\n  duban release send dlv-…",
		RunE: func(c *cobra.Command, args []string) error {
			if all == (len(args) > 0) {
				return usage("请给出编号（duban release list 列出），或 --all（全部）之一")
			}
			return p.release(c.Context(), sendKey, releaseChoice{Keys: args})
		},
	}
	send.Flags().BoolVar(&all, "all", false, "核发全部")
	send.Flags().StringVar(&sendKey, "key", "", "请求编号；不填则随机生成")
	hold := &cobra.Command{
		Use: "hold 编号…", Short: "暂不发送，写明原因", Args: someArgs("编号"),
		Example: "  duban release hold dlv-… --why 当面汇报",
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "why"); err != nil {
				return err
			}
			return p.release(c.Context(), holdKey, releaseChoice{Keys: args, Hold: true, Why: why})
		},
	}
	hold.Flags().StringVar(&why, "why", "", "原因")
	hold.Flags().StringVar(&holdKey, "key", "", "请求编号；不填则随机生成")
	c.AddCommand(p.asks(list), p.asks(send), p.asks(hold))
	return c
}

func (p *program) release(ctx context.Context, key string, choice releaseChoice) error {
	c, err := p.client()
	if err != nil {
		return err
	}
	r, err := c.post(ctx, "/api/v1/release", p.key(key), choice)
	if err != nil {
		return err
	}
	return show(p, r.body, p.releaseList)
}

func (p *program) releaseList(v releaseList) {
	way := "由重点项目办核发"
	if v.Auto {
		way = "自动发送"
	}
	p.say("%s　%s　待核发 %d 件", v.Programme, way, len(v.Lines))
	for _, l := range v.Lines {
		late := ""
		if l.Late {
			late = "　已超过一个工作日"
		}
		p.say("%s  %s %s　%s　%d 项%s", l.Key, l.Post, l.Person, l.Day, len(l.Items), late)
		if len(l.Items) > 0 {
			p.say("    %s", strings.Join(l.Items, "\n    "))
		}
	}
}

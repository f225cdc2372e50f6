package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// comments is the part of the comments on a project that is printed.
type comments struct {
	Name  string
	Lines []struct {
		ID, Text, Mentions, By string
		At                     models.Instant
		WithdrawnAt            models.Instant `json:"withdrawn_at"`
	}
	Circle []struct{ ID, Name, Words string }
}

func (p *program) commentCommand() *cobra.Command {
	c := &cobra.Command{Use: "comment", Short: "项目的工作留言：列出、留言、撤回", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.commentList(), p.commentAdd(), p.commentWithdraw())
	return c
}

func (p *program) commentList() *cobra.Command {
	var project string
	var circle bool
	c := &cobra.Command{Use: "list", Short: "一个项目的留言，最近的在前", Args: noArgs,
		Example: "  duban comment list --project ZD-2021-007",
		RunE: func(c *cobra.Command, _ []string) error {
			if err := need(c, "project"); err != nil {
				return err
			}
			body, err := p.get(c, projectPath(project, "comments"), nil)
			if err != nil {
				return err
			}
			return show(p, body, func(v comments) {
				p.comments(v)
				for _, m := range v.Circle {
					if circle {
						p.say("可提醒：%s　%s　%s", m.ID, m.Name, m.Words)
					}
				}
			})
		}}
	c.Flags().StringVar(&project, "project", "", "项目编码，或 年度/编码")
	c.Flags().BoolVar(&circle, "people", false, "同时列出可以提醒的人员")
	return p.asks(c)
}

func (p *program) commentAdd() *cobra.Command {
	var project, key string
	var mentions []string
	c := &cobra.Command{Use: "add 内容", Short: "在项目上留言；用“@姓名”或 --mention 提醒相关人员", Args: cobra.ExactArgs(1),
		Example: "  duban comment add --project ZD-2021-007 \"请@张伟核对本月形象进度\"",
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "project"); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), projectPath(project, "comments"), p.key(key),
				map[string]any{"text": args[0], "mentions": mentions})
			if err != nil {
				return err
			}
			return show(p, r.body, p.comments)
		}}
	c.Flags().StringVar(&project, "project", "", "项目编码，或 年度/编码")
	c.Flags().StringSliceVar(&mentions, "mention", nil, "提醒的人员编号，见 list --people")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) commentWithdraw() *cobra.Command {
	var project, key string
	c := &cobra.Command{Use: "withdraw 编号", Short: "撤回本人的留言", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "project"); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), projectPath(project, "comments/"+url.PathEscape(args[0])+"/withdraw"),
				p.key(key), nil)
			if err != nil {
				return err
			}
			return show(p, r.body, p.comments)
		}}
	c.Flags().StringVar(&project, "project", "", "项目编码，或 年度/编码")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) comments(v comments) {
	for _, l := range v.Lines {
		text := l.Text
		if l.WithdrawnAt != 0 {
			text = "（本人已撤回）"
		}
		if l.Mentions != "" {
			text += "（提醒：" + l.Mentions + "）"
		}
		p.say("%s  %s %s　%s", l.ID, l.At.Minute(), l.By, text)
	}
	p.say("%s：留言 %d 条", v.Name, len(v.Lines))
}

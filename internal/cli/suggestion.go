package cli

import (
	"net/url"

	"github.com/spf13/cobra"

	"duban/models"
)

// suggestions is the part of the list of suggestions that is printed.
type suggestions struct {
	Open  int
	Lines []struct {
		ID, Text, By, Answer string
		At                   models.Instant
		Due                  models.Date
		DaysLate             int    `json:"days_late"`
		AnsweredBy           string `json:"answered_by"`
	}
}

func (p *program) suggestionCommand() *cobra.Command {
	c := &cobra.Command{Use: "suggestion", Short: "投诉建议：列出、答复", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	var open bool
	list := &cobra.Command{
		Use: "list", Short: "投诉建议：本人的；重点项目办为全部", Args: noArgs, Example: "  duban suggestion list --open",
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/suggestions", nil)
			if err != nil {
				return err
			}
			return show(p, body, func(v suggestions) { p.suggestions(v, open) })
		},
	}
	list.Flags().BoolVar(&open, "open", false, "文本输出只列未答复的")
	var key string
	answer := &cobra.Command{
		Use: "answer 编号 答复", Short: "答复投诉建议（重点项目办）", Args: cobra.ExactArgs(2),
		Example: "  duban suggestion answer sug-… 已调整，下月起沿用上月内容",
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/suggestions/"+url.PathEscape(args[0])+"/answer", p.key(key),
				map[string]string{"answer": args[1]})
			if err != nil {
				return err
			}
			return show(p, r.body, func(v suggestions) { p.suggestions(v, false) })
		},
	}
	answer.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	c.AddCommand(p.asks(list), p.asks(answer))
	return c
}

func (p *program) suggestions(v suggestions, open bool) {
	p.say("投诉建议 %d 件，未答复 %d 件", len(v.Lines), v.Open)
	for _, l := range v.Lines {
		if open && l.Answer != "" {
			continue
		}
		state := "应于 " + l.Due.String() + " 前答复"
		if l.Answer != "" {
			state = l.AnsweredBy + " 答复：" + l.Answer
		}
		p.say("%s  %s %s　%s　%s", l.ID, l.At.Minute(), l.By, l.Text, state)
		if l.DaysLate > 0 {
			p.say("    逾期 %d 个工作日", l.DaysLate)
		}
	}
}

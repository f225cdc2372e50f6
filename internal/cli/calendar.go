package cli

import (
	"fmt"
	"net/url"
	"os"
	"strconv"

	"github.com/spf13/cobra"
)

type movedMoment struct {
	Code, Name    string
	Before, After struct{ At, What string }
	Rungs         int
}

// calendarCommand shows and enters the days off of a year.
func (p *program) calendarCommand() *cobra.Command {
	c := &cobra.Command{Use: "calendar", Short: "放假安排：查看、录入国务院办公厅通知", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.calendarShow(), p.calendarImport())
	return c
}

func (p *program) calendarShow() *cobra.Command {
	var year int
	c := &cobra.Command{Use: "show", Short: "一年的放假和调休", Args: noArgs, RunE: func(c *cobra.Command, _ []string) error {
		client, err := p.client()
		if err != nil {
			return err
		}
		query := url.Values{}
		if year != 0 {
			query.Set("year", strconv.Itoa(year))
		}
		b, err := client.get(c.Context(), "/api/v1/calendar", query)
		if err != nil {
			return err
		}
		type day struct {
			Date, Name string
			Working    bool
		}
		return show(p, b, func(v struct {
			Year, Wanting   int
			Known           bool
			Days, Statutory []day
		}) {
			days := v.Days
			if !v.Known {
				p.say("%d 年尚无放假安排，只按法定节假日和周末推算", v.Year)
				days = v.Statutory
			}
			for _, d := range days {
				word := "休"
				if d.Working {
					word = "班"
				}
				p.say("%s %s %s", d.Date, word, d.Name)
			}
			if v.Wanting != 0 {
				p.say("请录入 %d 年放假安排：duban calendar import --year %d 通知.txt", v.Wanting, v.Wanting)
			}
		})
	}}
	c.Flags().IntVar(&year, "year", 0, "年份；不填为今年")
	return p.asks(c)
}

func (p *program) calendarImport() *cobra.Command {
	var year int
	var notice, key string
	var preview bool
	c := &cobra.Command{Use: "import 文件", Short: "录入通知全文（文本文件），整年替换", Args: cobra.ExactArgs(1),
		Example: "  duban calendar import --year 2027 --notice 国办发明电〔2026〕9号 通知.txt --preview",
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "year"); err != nil {
				return err
			}
			text, err := os.ReadFile(args[0])
			if err != nil {
				return usage("文件「%s」无法读取", args[0])
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			r, err := client.post(c.Context(), "/api/v1/calendar"+previewing(preview), p.key(key),
				map[string]any{"year": year, "notice": notice, "text": string(text)})
			if err != nil {
				return err
			}
			return show(p, r.body, func(v struct {
				Year  int
				Moved []movedMoment
				Saved bool
			}) {
				p.sayMoved(v.Moved)
				p.say("%s", saved(v.Saved, fmt.Sprintf("已录入 %d 年放假安排", v.Year)))
			})
		}}
	c.Flags().IntVar(&year, "year", 0, "年份，如 2027")
	c.Flags().StringVar(&notice, "notice", "", "文号")
	c.Flags().BoolVar(&preview, "preview", false, "只看会变动什么，不保存")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func previewing(preview bool) string {
	if preview {
		return "?preview=true"
	}
	return ""
}

func saved(done bool, text string) string {
	if done {
		return text
	}
	return "预览，未保存"
}

// sayMoved lists the projects whose next moment moves.
func (p *program) sayMoved(moved []movedMoment) {
	p.say("下一时点变动的项目：%d 个", len(moved))
	for _, m := range moved {
		p.say("%s %s：%s → %s（%s）", m.Code, m.Name, m.Before.At, m.After.At, m.After.What)
		if m.Rungs != 0 {
			p.say("  立即记入牌级 %d 条", m.Rungs)
		}
	}
}

// programmeLadder switches a programme to another ladder.
func (p *program) programmeLadder() *cobra.Command {
	var programme, key string
	var preview bool
	c := &cobra.Command{Use: "ladder 办法", Short: "换用督办办法：default 或 default-2026，先看预览", Args: cobra.ExactArgs(1),
		Example: "  duban programme ladder default-2026 --preview",
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
				Moved []movedMoment
				Saved bool
			}) {
				p.sayMoved(v.Moved)
				p.say("%s", saved(v.Saved, "已换用"+v.Name))
			})
		}}
	c.Flags().StringVar(&programme, "programme", "", "项目清单：名称、编号或年度；不填为最近年度的区重点项目")
	c.Flags().BoolVar(&preview, "preview", false, "只看会变动什么，不保存")
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

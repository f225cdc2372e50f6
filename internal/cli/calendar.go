package cli

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// moves is what a change of the calendar or the ladder moves.
type moves struct {
	Moved []movedMoment
	Items []movedItem
}

type movedMoment struct {
	Code, Name    string
	Before, After models.Moment
	Rungs         int
}

type movedItem struct {
	Code, Project, About string
	Projects             int
	Before, After        models.Ahead
}

// calendarCommand shows and enters the days off of a year.
func (p *program) calendarCommand() *cobra.Command {
	c := &cobra.Command{Use: "calendar", Short: "放假安排：查看、录入国务院办公厅通知、登记个别日期", Args: cobra.ArbitraryArgs,
		RunE: onlyCommands}
	c.AddCommand(p.calendarShow(), p.calendarImport(), p.calendarAdd())
	return c
}

func (p *program) calendarShow() *cobra.Command {
	var year int
	c := &cobra.Command{Use: "show [年份]", Short: "一年的放假和调休", Args: cobra.MaximumNArgs(1),
		Example: "  duban calendar show 2027", RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 {
				var err error
				if year, err = strconv.Atoi(strings.TrimSuffix(args[0], "年")); err != nil {
					return usage("年份“%s”无效，应为 2027 这样的四位年份", args[0])
				}
			}
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
			return show(p, b, p.sayCalendar)
		}}
	c.Flags().IntVar(&year, "year", 0, "年份；不填为今年")
	return p.asks(c)
}

// yearOff is a year at a glance.
type yearOff struct {
	Year    int                  `json:"year"`
	Wanting int                  `json:"wanting"`
	Known   bool                 `json:"known"`
	Entered *models.CalendarYear `json:"entered"`
	Days    []models.CalendarDay `json:"days"`
}

func (p *program) sayCalendar(v yearOff) {
	days := v.Days
	switch {
	case v.Entered != nil:
		p.say("%d 年放假安排　%s（第 %d 版，%s %s 录入）", v.Year, v.Entered.Notice, v.Entered.Version, v.Entered.ByName,
			v.Entered.At.Minute())
	case v.Known:
		p.say("%d 年放假安排（程序自带）", v.Year)
	default:
		p.say("%d 年放假安排尚未录入，只按法定节假日和周末推算", v.Year)
		days = models.WithStatutory(v.Year, v.Days)
	}
	rows := [][]string{}
	for _, s := range models.SpansOf(days) {
		word, until := "休", ""
		if s.Working {
			word = "班"
		}
		if n := s.Length(); n > 1 {
			until = fmt.Sprintf("至 %s，共 %d 天", s.To, n)
		}
		rows = append(rows, []string{word, s.From.String(), until, s.Name})
	}
	table(p.stdout, rows)
	if v.Wanting != 0 {
		p.say("请录入 %d 年放假安排：duban calendar import 通知.txt", v.Wanting)
	}
}

// entering is what the commands that enter days off have in common.
type entering struct {
	year                  int
	notice, document, key string
	preview               bool
}

func (in *entering) flags(c *cobra.Command) {
	c.Flags().StringVar(&in.notice, "notice", "", "文号")
	c.Flags().StringVar(&in.document, "document", "", "文号（同 --notice）")
	c.Flags().BoolVar(&in.preview, "preview", false, "只看会变动什么，不保存")
	c.Flags().StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
}

// enter sends an entry and prints what it moves.
func (p *program) enterCalendar(ctx context.Context, in entering, body map[string]any) error {
	client, err := p.client()
	if err != nil {
		return err
	}
	body["notice"] = cmp.Or(in.notice, in.document)
	r, err := client.post(ctx, "/api/v1/calendar"+previewing(in.preview), p.key(in.key), body)
	if err != nil {
		return err
	}
	return show(p, r.body, func(v struct {
		Year  int
		Days  []models.CalendarDay
		Saved bool
		moves
	}) {
		p.say("识别出 %d 年的休息日和调休上班日 %d 天", v.Year, len(v.Days))
		p.sayMoved(v.moves)
		p.say("%s", saved(v.Saved, fmt.Sprintf("已录入 %d 年放假安排", v.Year)))
	})
}

func (p *program) calendarImport() *cobra.Command {
	var in entering
	c := &cobra.Command{Use: "import 文件", Aliases: []string{"put"}, Args: cobra.ExactArgs(1),
		Short: "录入一年的放假安排：通知全文（文本文件），或 日期,休或班,说明 的表（csv）；整年替换",
		Example: "  duban calendar import 通知.txt --notice 国办发明电〔2026〕9号 --preview\n" +
			"  duban calendar import 2027.csv --year 2027 --document 国办发明电〔2026〕9号",
		RunE: func(c *cobra.Command, args []string) error {
			text, err := os.ReadFile(args[0])
			if err != nil {
				return usage("文件“%s”无法读取", args[0])
			}
			body := map[string]any{"text": string(text)}
			if in.year != 0 {
				body["year"] = in.year
			}
			return p.enterCalendar(c.Context(), in, body)
		}}
	c.Flags().IntVar(&in.year, "year", 0, "年份，如 2027；通知标题写明的可不填")
	in.flags(c)
	return p.asks(c)
}

func (p *program) calendarAdd() *cobra.Command {
	var in entering
	c := &cobra.Command{Use: "add 日期 休|班 [说明]", Args: cobra.RangeArgs(2, 3),
		Short:   "登记个别日期：临时放假或调休上班，当年其他日期不变",
		Example: "  duban calendar add 2027-09-03 休 纪念日\n  duban calendar add 2027-09-04 班 调休",
		RunE: func(c *cobra.Command, args []string) error {
			name := ""
			if len(args) > 2 {
				name = args[2]
			}
			day, err := models.ReadCalendarDay(args[0], args[1], name)
			if err != nil {
				return usage("%s", models.AsError(err).Message.Text)
			}
			return p.enterCalendar(c.Context(), in, map[string]any{"year": day.Date.Year(), "only": true,
				"days": []models.CalendarDay{day}})
		}}
	in.flags(c)
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

// movedLines is how many moved things are listed; the rest is counted.
const movedLines = 40

// sayMoved lists what moves.
func (p *program) sayMoved(m moves) {
	p.say("到期日或提级时间变动的事项：%d 项", len(m.Items))
	for i, it := range m.Items {
		if i == movedLines {
			p.say("  另有 %d 项，见 --json", len(m.Items)-i)
			break
		}
		whose := it.Code + " " + it.Project
		if it.Code == "" {
			whose = fmt.Sprintf("%d 个项目", it.Projects)
		}
		p.say("  %s：%s　%s → %s", whose, it.About, aheadText(it.Before), aheadText(it.After))
	}
	p.say("下次提醒时间变动的项目：%d 个", len(m.Moved))
	for i, one := range m.Moved {
		if one.Rungs != 0 {
			p.say("  %s %s：随即记入 %d 条督办", one.Code, one.Name, one.Rungs)
		} else if i < movedLines {
			p.say("  %s %s：%s → %s", one.Code, one.Name, momentText(one.Before), momentText(one.After))
		}
	}
}

// momentText says when a project is looked at next, and for what.
func momentText(m models.Moment) string {
	if m.At == 0 {
		return "无"
	}
	return m.At.Minute() + " " + m.What
}

// aheadText says when a thing falls due and what follows.
func aheadText(a models.Ahead) string {
	if a.FallsDue == 0 {
		return "不计"
	}
	text := a.FallsDue.String() + " 到期"
	if a.Rung != models.NoRung {
		text += "，" + a.At.Date().String() + " " + a.Rung.Reached()
	}
	return text
}

package cli

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"

	"github.com/spf13/cobra"

	"duban/models"
)

// platformHead is the part of a comparison that a list prints.
type platformHead struct {
	ID        string                       `json:"id"`
	Month     models.Month                 `json:"month"`
	Platform  string                       `json:"platform"`
	File      string                       `json:"file"`
	BasisName models.Word                  `json:"basis_name"`
	Closing   int                          `json:"closing"`
	By        string                       `json:"by"`
	At        models.Instant               `json:"at"`
	Counts    map[models.PlatformState]int `json:"counts"`
}

// platformPage is the part of a comparison that is printed.
type platformPage struct {
	platformHead
	Lines []struct {
		State      models.PlatformState `json:"state"`
		StateName  models.Word          `json:"state_name"`
		Row        int                  `json:"row"`
		TheirCode  string               `json:"their_code"`
		TheirName  string               `json:"their_name"`
		Code       string               `json:"code"`
		Name       string               `json:"name"`
		Theirs     *models.Money        `json:"theirs_fen"`
		Ours       *models.Money        `json:"ours_fen"`
		Difference *models.Money        `json:"difference_fen"`
		Note       string               `json:"note"`
	} `json:"lines"`
	Notes           []string                `json:"notes"`
	SentVersion     int                     `json:"sent_version"`
	SentDifferences []models.SentDifference `json:"sent_differences"`
}

func (p *program) platformCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "platform", Short: "省、市平台导出的数据与本系统逐项目比对", Args: cobra.ArbitraryArgs, RunE: onlyCommands,
		Long: "省、市平台导出的文件（xlsx、xls、csv）与某月在册数据（已月结的为月结数）逐项目比对：一致、差多少、仅平台有、仅本系统有。\n" +
			"只比对，不改数据；文件、时间和比对人留存。",
		Example: "  duban platform compare 省平台.xlsx --month 2021-06\n  duban platform list\n  duban platform show 编号 --json",
	}
	c.AddCommand(p.platformCompare(), p.platformList(), p.platformShow())
	return c
}

// comparing holds the flags of a comparison.
type comparing struct{ programme, month, platform, unit, basis, key string }

func (p *program) platformCompare() *cobra.Command {
	var in comparing
	c := &cobra.Command{
		Use: "compare 文件", Short: "比对一份导出的文件，结果留存", Args: oneArg("平台导出的文件"),
		Example: "  duban platform compare 省平台.xlsx --month 2021-06 --platform 省固定资产投资项目平台",
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "month"); err != nil {
				return err
			}
			return p.comparePlatform(c.Context(), in, args[0])
		},
	}
	f := c.Flags()
	f.StringVar(&in.programme, "programme", "", programmeUsage)
	f.StringVar(&in.month, "month", "", "与哪个月的数据比对，如 2021-06")
	f.StringVar(&in.platform, "platform", "", "平台名称")
	f.StringVar(&in.unit, "unit", "", "文件没有注明金额单位时的单位：元、万元或亿元")
	f.StringVar(&in.basis, "basis", "", "口径：year_to_date 本年累计、to_date 自开始累计、month 本月；不填的按文件中的列确定")
	f.StringVar(&in.key, "key", "", "请求编号；不填则随机生成")
	return p.asks(c)
}

func (p *program) comparePlatform(ctx context.Context, in comparing, file string) error {
	if _, err := month(in.month); err != nil {
		return err
	}
	content, err := readFile(file)
	if err != nil {
		return err
	}
	query := programmeQuery(in.programme)
	for name, value := range map[string]string{"file": filepath.Base(file), "month": in.month, "platform": in.platform,
		"unit": in.unit, "basis": in.basis} {
		if value != "" {
			query.Set(name, value)
		}
	}
	c, err := p.client()
	if err != nil {
		return err
	}
	r, err := c.send(ctx, http.MethodPost, "/api/v1/platform-comparisons", query, p.key(in.key),
		"application/octet-stream", content)
	if err != nil {
		return err
	}
	return show(p, r.body, p.platform)
}

func (p *program) platformShow() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "show 编号", Short: "一次比对的逐项目结果，以及与已上报数的差别", Args: oneArg("比对编号"),
		RunE: func(c *cobra.Command, args []string) error {
			body, err := p.get(c, "/api/v1/platform-comparisons/"+url.PathEscape(args[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, p.platform)
		},
	})
}

func (p *program) platformList() *cobra.Command {
	var programme string
	c := &cobra.Command{
		Use: "list", Short: "已做过的比对", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/platform-comparisons", programmeQuery(programme))
			if err != nil {
				return err
			}
			return show(p, body, func(v struct {
				Comparisons []platformHead `json:"comparisons"`
			}) {
				rows := [][]string{{"编号", "月份", "平台和文件", "口径", "不一致", "一致", "比对人", "时间"}}
				for _, h := range v.Comparisons {
					rows = append(rows, []string{h.ID, h.Month.String(), h.name(), string(h.BasisName),
						fmt.Sprint(h.Counts[models.PlatformDiffers]), fmt.Sprint(h.Counts[models.PlatformSame]), h.By, h.At.Minute()})
				}
				if len(v.Comparisons) == 0 {
					p.say("还没有比对过")
					return
				}
				table(p.stdout, rows)
			})
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	return p.asks(c)
}

func (h platformHead) name() string {
	if h.Platform == "" {
		return h.File
	}
	return h.Platform + " " + h.File
}

// platform prints a comparison: what is not the same, line by line.
func (p *program) platform(v platformPage) {
	against := "该月未月结，与比对时的审定数比对"
	if v.Closing > 0 {
		against = fmt.Sprintf("与月结数第%d版比对", v.Closing)
	}
	p.say("%s　%s　%s　口径：%s　%s　（万元，调度数据，不作为统计数据）", v.ID, v.Month, v.name(), v.BasisName, against)
	counts := ""
	for _, s := range models.PlatformStates {
		counts += fmt.Sprintf("%s %d　", s.Word(), v.Counts[s])
	}
	p.say("%s", counts)
	rows := [][]string{{"结果", "编码", "项目", "平台数", "本系统数", "差额", "说明"}}
	for _, l := range v.Lines {
		if l.State == models.PlatformSame {
			continue
		}
		name, code := l.Name, l.Code
		if code == "" {
			name, code = l.TheirName, l.TheirCode
		}
		rows = append(rows, []string{string(l.StateName), code, name, wanOf(l.Theirs), wanOf(l.Ours), wanOf(l.Difference),
			l.Note})
	}
	if len(rows) > 1 {
		table(p.stdout, rows)
	}
	for _, n := range v.Notes {
		p.say("文件：%s", n)
	}
	for _, d := range v.SentDifferences {
		p.say("与已上报的核定数（第%d版）不同：%s %s　上报 %s，目前 %s", v.SentVersion, d.Code, d.Name, wan(d.Sent), wan(d.Now))
	}
}

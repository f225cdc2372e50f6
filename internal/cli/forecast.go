package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"duban/models"
)

// forecast is the part of a forecast that is printed.
type forecast struct {
	Programme string `json:"programme"`
	models.Forecast
	Coverage *models.ForecastCoverage `json:"coverage"`
}

func (p *program) forecastCommand() *cobra.Command {
	var programme, project, of string
	c := &cobra.Command{
		Use: "forecast", Short: "全年测算：区间、缺口、可弥补缺口的项目", Args: noArgs,
		Example: "  duban forecast\n  duban forecast --project ZD-2021-001 --month 2021-06",
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := month(of); err != nil {
				return err
			}
			query := programmeQuery(programme)
			for name, value := range map[string]string{"project": project, "month": of} {
				if value != "" {
					query.Set(name, value)
				}
			}
			body, err := p.get(c, "/api/v1/forecast", query)
			if err != nil {
				return err
			}
			return show(p, body, p.forecast)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&project, "project", "", "只看一个项目：项目编码")
	c.Flags().StringVar(&of, "month", "", "按截至哪个月的数据测算，如 2021-06；不填为最近一轮已月结或全部审定的月份")
	return p.asks(c)
}

func (p *program) forecast(f forecast) {
	if !f.Known {
		p.say("%s　审定数不足 %d 个月，不作测算", f.Programme, models.ForecastMonths)
		return
	}
	result := "可完成目标任务"
	if short := f.Short(); short > 0 {
		result = "完成目标仍有缺口 " + yi(short)
	}
	p.say("%s　截至 %s 月末", f.Programme, f.Month)
	p.say("按当前进度测算，全年预计完成 %s—%s，%s", f.Low.Rounded(models.YiYuan), yi(f.High), result)
	rows := [][]string{
		{"年度目标", yi(f.Target)},
		{"超额部分不计", f.CappedLow.Rounded(models.YiYuan) + "—" + yi(f.CappedTop)},
		{"按月均推算", yi(f.Naive)},
	}
	if c := f.Coverage; c != nil && c.Of > 0 {
		rows = append(rows, []string{"此前测算核对", fmt.Sprintf("前 %d 个月的 %d 个项目区间中，%d 个与本月审定数相符", c.Months, c.Of,
			c.Inside)}, []string{"", "尚无完整年度可供核对"})
	}
	table(p.stdout, rows)
	if len(f.GapProjects) > 0 {
		if f.NotClosed > 0 {
			p.say("\n以下 %d 个项目全部完成年度计划后，仍有缺口 %s：", len(f.GapProjects), yi(f.NotClosed))
		} else {
			p.say("\n以下 %d 个项目完成年度计划，可弥补缺口：", len(f.GapProjects))
		}
		lines := [][]string{}
		for _, g := range f.GapProjects {
			lines = append(lines, []string{g.Code, g.Name, g.Unit, "可增 " + wan(&g.Adds)})
		}
		table(p.stdout, lines)
	}
	p.say("\n各项目测算区间（万元）：")
	lines := [][]string{{"编码", "项目", "年度计划", "已审定", "下限", "上限", "按月均", "受影响年度计划"}}
	for _, one := range f.Projects {
		held := "—"
		if len(one.Holds) > 0 {
			h := one.Holds[0]
			held = h.Amount.Rounded(models.WanYuan) + "（" + h.Kind.Chinese() + "：" + h.Name + "）"
		}
		lines = append(lines, []string{one.Code, one.Name, one.Plan.Rounded(models.WanYuan), wanOf(one.Approved),
			one.Low.Rounded(models.WanYuan), one.High.Rounded(models.WanYuan), one.Naive.Rounded(models.WanYuan), held})
	}
	table(p.stdout, lines)
}

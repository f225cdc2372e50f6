package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"duban/models"
)

// round is the part of a reporting round that is printed.
type round struct {
	Programme string         `json:"programme"`
	Month     models.Month   `json:"month"`
	DueOn     models.Date    `json:"due"`
	AsOf      models.Instant `json:"as_of"`
	Projects  int            `json:"projects"`
	models.RoundCount
	Lines []struct {
		Code  string `json:"code"`
		Name  string `json:"name"`
		Unit  string `json:"responsible_unit"`
		State string `json:"state"`
		Late  int    `json:"days_late"`

		Expected models.MonthEstimate `json:"expected"`
	} `json:"lines"`
	Estimates models.EstimateTotals `json:"estimates"`
	Text      string                `json:"text"`
	Course    models.RoundCourse    `json:"course"`
}

func (p *program) roundCommand() *cobra.Command {
	c := p.roundShow("round",
		"一轮月报的报送情况：谁已报、待审、退回、未报；--estimates 为预计数；--text 为催报文字；close 月结，open 重新开启；days 调度时限；interim 旬、周调度")
	c.Example = "  duban round --month 2021-06\n  duban round --estimates\n  duban round --text\n  duban round close " +
		"--month 2021-06 --reason 1个项目未报"
	c.AddCommand(p.roundShow("show", "一轮月报的报送情况"), p.closeMonthCommand("close"), p.reopenMonthCommand("open"),
		p.roundDays(), p.interimCommand())
	return c
}

func (p *program) roundShow(use, short string) *cobra.Command {
	var programme, of string
	var text, estimates bool
	c := &cobra.Command{
		Use: use, Short: short, Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := month(of); err != nil {
				return err
			}
			client, err := p.client()
			if err != nil {
				return err
			}
			query := programmeQuery(programme)
			if of != "" {
				query.Set("month", of)
			}
			body, err := client.get(c.Context(), "/api/v1/round", query)
			if err != nil {
				return err
			}
			if text && !p.json {
				return show(p, body, func(r round) { p.say("%s", r.Text) })
			}
			if estimates {
				return show(p, body, p.estimates)
			}
			return show(p, body, p.round)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&of, "month", "", "月份，如 2021-06；不填为最近一轮")
	c.Flags().BoolVar(&text, "text", false, "只输出催报文字，可直接粘贴发送")
	c.Flags().BoolVar(&estimates, "estimates", false, "列出每个项目的本月预计数，与上月、本月计划、年初至今对照")
	c.MarkFlagsMutuallyExclusive("text", "estimates")
	return p.asks(c)
}

var roundWords = map[string]string{"approved": "已审定", "waiting": "待审", "returned": "已退回", "missing": "未报",
	"paused": "停工"}

func (p *program) round(r round) {
	p.say("%s　%s 月报　时限 %s　%s", r.Programme, r.Month, r.DueOn, r.AsOf.Minute())
	p.say("应报 %d 个项目：已审定 %d，待审 %d，退回 %d，未报 %d", r.RoundCount.Due, r.Approved, r.Waiting, r.Returned,
		r.Missing)
	if r.Paused > 0 {
		p.say("另有 %d 个项目停工，暂不要求报送", r.Paused)
	}
	p.say("预计数：已报 %d 个，未报 %d 个；合计 %s 万元，同一批项目上月 %s 万元、本月计划 %s 万元", r.Estimates.Estimated, r.Estimates.Missing,
		r.Estimates.Estimate.Rounded(models.WanYuan), r.Estimates.Given.Last.Rounded(models.WanYuan),
		r.Estimates.Given.Plan.Rounded(models.WanYuan))
	if !r.Estimates.Asked.IsZero() {
		p.say("%s", r.Estimates.Asked.Text)
	}
	p.course(r.Course)
	var rows [][]string
	for _, line := range r.Lines {
		if line.State == "approved" && line.Late == 0 {
			continue
		}
		note := ""
		switch {
		case line.Late > 0 && (line.State == "approved" || line.State == "waiting"):
			note = "迟报 " + strconv.Itoa(line.Late) + " 个工作日"
		case line.Late > 0:
			note = "逾期 " + strconv.Itoa(line.Late) + " 个工作日"
		}
		rows = append(rows, []string{"  " + line.Code, line.Name, line.Unit, roundWords[line.State], note})
	}
	table(p.stdout, rows)
}

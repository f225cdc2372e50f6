package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"duban/models"
)

// status is the part of a programme's state that is printed.
type status struct {
	Programme       string                `json:"programme"`
	AsOf            models.Instant        `json:"as_of"`
	Trial           bool                  `json:"trial"`
	Projects        int                   `json:"projects"`
	CityMajor       int                   `json:"city_major"`
	TotalInvestment models.Money          `json:"total_investment_fen"`
	AnnualTarget    models.Money          `json:"annual_target_fen"`
	AnnualPlan      models.Money          `json:"annual_plan_fen"`
	Reported        models.Money          `json:"reported_fen"`
	Approved        models.Money          `json:"approved_fen"`
	ApprovedMonth   models.Month          `json:"approved_month"`
	Scheduled       models.Money          `json:"scheduled_fen"`
	ScheduledMonth  models.Month          `json:"scheduled_month"`
	Colours         map[models.Colour]int `json:"colours"`
	Running         *int                  `json:"workflows_running"`
	OpenEscalations map[models.Rung]int   `json:"open_escalations"`
	Waiting         int                   `json:"waiting_reviews"`
}

func (p *program) statusCommand() *cobra.Command {
	var programme string
	c := &cobra.Command{
		Use: "status", Short: "项目清单与目标的对照", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			body, err := p.get(c, "/api/v1/status", programmeQuery(programme))
			if err != nil {
				return err
			}
			return show(p, body, p.status)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", "项目清单：名称、编号或年度；不填为最近年度的区重点项目")
	return p.asks(c)
}

func (p *program) status(s status) {
	trial := ""
	if s.Trial {
		trial = "（试运行：只计算，不发送）"
	}
	p.say("%s%s　%s", s.Programme, trial, s.AsOf.Minute())
	running := "流程服务暂时无法查询"
	if s.Running != nil {
		running = fmt.Sprintf("运行中的流程 %d 个", *s.Running)
	}
	rows := [][]string{
		{"项目", fmt.Sprintf("%d 个，其中市重大 %d 个；%s", s.Projects, s.CityMajor, running)},
		{"总投资", yi(s.TotalInvestment)},
		{"年度目标", yi(s.AnnualTarget)},
		{"年度计划", yi(s.AnnualPlan)},
		{"已报送", yi(s.Reported) + "，占年度计划 " + share(s.Reported, s.AnnualPlan)},
		{"已审定", yi(s.Approved) + "，占年度计划 " + share(s.Approved, s.AnnualPlan) + upTo(s.ApprovedMonth)},
		{"序时进度", yi(s.Scheduled) + "，占年度计划 " + share(s.Scheduled, s.AnnualPlan) + upTo(s.ScheduledMonth)},
		{"待审定", fmt.Sprintf("%d 条", s.Waiting)},
	}
	colours := ""
	for _, c := range []models.Colour{models.Green, models.YellowHue, models.RedHue, models.TopHue, models.NoData} {
		colours += fmt.Sprintf("%s %d　", c.Chinese(), s.Colours[c])
	}
	open := ""
	for _, r := range models.Rungs {
		open += fmt.Sprintf("%s %d　", r.Chinese(), s.OpenEscalations[r])
	}
	table(p.stdout, append(rows, []string{"项目状态", colours}, []string{"未了结督办", open}))
}

func upTo(m models.Month) string {
	if m == 0 {
		return ""
	}
	return "（至 " + m.String() + "）"
}

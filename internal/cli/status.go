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
	Headline        models.Headline       `json:"headline"`
	Closing         int                   `json:"closing"`
	Rebuilt         bool                  `json:"rebuilt"`
	Projects        int                   `json:"projects"`
	CityMajor       int                   `json:"city_major"`
	TotalInvestment models.Money          `json:"total_investment_fen"`
	AnnualTarget    models.Money          `json:"annual_target_fen"`
	AnnualPlan      models.Money          `json:"annual_plan_fen"`
	Approved        models.Money          `json:"approved_fen"`
	ApprovedMonth   models.Month          `json:"approved_month"`
	Scheduled       models.Money          `json:"scheduled_fen"`
	ScheduledMonth  models.Month          `json:"scheduled_month"`
	Figures         models.Totals         `json:"figures"`
	Outlook         models.Outlook        `json:"outlook"`
	YearOutlook     models.YearOutlook    `json:"year_outlook"`
	Today           listed                `json:"today"`
	Lights          map[models.Colour]int `json:"lights"`
	Running         *int                  `json:"workflows_running"`
	Rungs           map[models.Rung]int   `json:"rungs"`
	Waiting         int                   `json:"waiting_reviews"`
	Targets         models.Targets        `json:"targets"`
	UnknownYear     int                   `json:"calendar_unknown"`
}

// listed is the list as it is now.
type listed struct {
	Projects   int          `json:"projects"`
	AnnualPlan models.Money `json:"annual_plan_fen"`
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
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
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
	}
	rows = append(rows, targetRows(s.Targets, s.AnnualPlan)...)
	if s.Today.Projects != s.Projects || s.Today.AnnualPlan != s.AnnualPlan {
		rows = append(rows, []string{"现清单", fmt.Sprintf("%d 个，年度计划 %s", s.Today.Projects, yi(s.Today.AnnualPlan))})
	}
	rows = append(rows, []string{"数据截至", s.monthText()})
	rows = append(rows, s.progress()...)
	lights := ""
	for _, c := range []models.Colour{models.Green, models.YellowHue, models.RedHue, models.NoData} {
		lights += fmt.Sprintf("%s %d　", c.LightName(), s.Lights[c])
	}
	open := ""
	for _, r := range models.Rungs {
		open += fmt.Sprintf("%s %d　", r.Reached(), s.Rungs[r])
	}
	if s.UnknownYear != 0 {
		rows = append(rows, []string{"放假安排", models.UnknownYearMessage(s.UnknownYear).Text})
	}
	table(p.stdout, append(rows, []string{"待审定", fmt.Sprintf("%d 条", s.Waiting)}, []string{"灯色", lights},
		[]string{"未了结督办", open}))
}

// progress are the amounts to the end of the headline's month.
func (s status) progress() [][]string {
	carried := ""
	if s.Figures.Carried > 0 {
		carried = fmt.Sprintf("（其中 %d 个项目沿用上期审定数 %s）", s.Figures.Carried, yi(s.Figures.CarriedAmount))
	}
	lead, word := s.Figures.Lead(), "超前"
	if lead < 0 {
		lead, word = -lead, "落后"
	}
	distance := word + " " + yi(lead)
	if !s.Figures.Known() {
		distance = "尚无审定数"
	}
	rows := [][]string{
		{"已审定", yi(s.Approved) + "，占年度计划 " + share(s.Approved, s.AnnualPlan) + carried},
		{"序时进度", yi(s.Scheduled) + "，占年度计划 " + share(s.Scheduled, s.AnnualPlan)},
		{"较序时", distance},
	}
	if s.Figures.ReportedCount > 0 {
		rows = append(rows, []string{"另有待审", fmt.Sprintf("%d 个项目当月 %s", s.Figures.ReportedCount,
			yi(s.Figures.Reported))})
	}
	if s.Outlook.Known {
		rows = append(rows, []string{"全年测算", fmt.Sprintf("%s—%s，仅供参考", s.Outlook.Low.Rounded(models.YiYuan),
			yi(s.Outlook.High))})
	}
	if s.YearOutlook.Expected != nil {
		rows = append(rows, yearOutlookRows(s.YearOutlook)...)
	}
	return rows
}

// monthText says which month the figures speak of, and how far the round in progress is.
func (s status) monthText() string {
	text := "尚无审定月份"
	if s.ApprovedMonth != 0 {
		text = s.ApprovedMonth.String() + " 月末"
		switch {
		case s.Closing > 0 && s.Rebuilt:
			text += fmt.Sprintf("（月结第 %d 版，按现有数据补录重建）", s.Closing)
		case s.Closing > 0:
			text += fmt.Sprintf("（月结第 %d 版）", s.Closing)
		case s.Headline.Complete:
			text += "（全部审定）"
		default:
			text += "（未报齐）"
		}
	}
	if next := s.Headline.Next; next != 0 && s.Headline.Progress.Due > 0 {
		text += fmt.Sprintf("；%d月已审定 %d/%d", next.Number(), s.Headline.Progress.Approved, s.Headline.Progress.Due)
	}
	return text
}

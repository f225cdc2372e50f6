package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"duban/models"
)

// roundSettings is a programme's days of a round as they are printed.
type roundSettings struct {
	Programme string           `json:"programme_name"`
	Month     models.Month     `json:"month"`
	Days      models.RoundDays `json:"days"`
	Tight     bool             `json:"tight"`
	Opens     int              `json:"opens_day"`
	Estimate  int              `json:"estimate_day"`
	City      int              `json:"city_day"`
	Lead      int              `json:"city_lead"`
	PreReview int              `json:"pre_review_days"`
	BackDays  int              `json:"resume_days"`

	Resume *models.ResumeDays `json:"resume"`
}

// roundDays shows or sets a programme's days of a round: what no flag names stays.
func (p *program) roundDays() *cobra.Command {
	var programme, key string
	set := map[string]*int{}
	c := &cobra.Command{
		Use: "days", Short: "调度时限：预计数、初审、核定数的日期；带参数的为设置", Args: noArgs,
		Example: "  duban round days\n  duban round days --estimate 28 --city 8 --lead 1",
	}
	for flag, usage := range map[string]string{"opens": "每月几日开始填报预计数", "estimate": "每月几日预计数报市",
		"city": "次月几日核定数报市", "lead": "核定数提前几个工作日确认", "pre-review": "初审时限（工作日）",
		"resume": "节后复工填报时限（工作日）；0 为不单独调度，1 月与 2 月一并报送"} {
		set[flag] = c.Flags().Int(flag, 0, usage)
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&key, "key", "", "请求编号；不填则随机生成")
	c.RunE = func(c *cobra.Command, _ []string) error {
		client, err := p.client()
		if err != nil {
			return err
		}
		body, err := client.get(c.Context(), "/api/v1/round-settings", programmeQuery(programme))
		if err != nil {
			return err
		}
		now, err := decoded[roundSettings](body)
		if err != nil {
			return err
		}
		changed := false
		for flag, value := range map[string]*int{"opens": &now.Opens, "estimate": &now.Estimate, "city": &now.City,
			"lead": &now.Lead, "pre-review": &now.PreReview, "resume": &now.BackDays} {
			if c.Flags().Changed(flag) {
				*value, changed = *set[flag], true
			}
		}
		if !changed {
			return show(p, body, p.roundSettings)
		}
		path := "/api/v1/round-settings"
		if q := programmeQuery(programme); len(q) > 0 {
			path += "?" + q.Encode()
		}
		r, err := client.post(c.Context(), path, p.key(key), map[string]any{"opens_day": now.Opens, "programme": "",
			"estimate_day": now.Estimate, "city_day": now.City, "city_lead": now.Lead, "pre_review_days": now.PreReview,
			"resume_days": now.BackDays})
		if err != nil {
			return err
		}
		return show(p, r.body, p.roundSettings)
	}
	return p.asks(c)
}

func (p *program) roundSettings(s roundSettings) {
	p.say("%s　调度时限", s.Programme)
	p.say("每月%d日起填报预计数，%d日报市；次月%d日核定数报市，提前 %d 个工作日确认；初审 %d 个工作日", s.Opens, s.Estimate, s.City,
		s.Lead, s.PreReview)
	p.say("%s：%s起填报，%s预计数报市，%s月报截止，%s核定数确认，%s起提请月结", s.Month, s.Days.Opens, s.Days.Estimate, s.Days.Due,
		s.Days.Verified, s.Days.AskClose)
	if s.Resume != nil {
		p.say("节后复工：%s起填报，%s截止，%s结束", s.Resume.Opens, s.Resume.Due, s.Resume.Closes)
	}
	if s.Tight {
		p.say("注意：月报期限之后初审时间不足，建议推迟核定数报市时限或提前月报期限")
	}
}

// outstanding is how many projects something is to be done for.
func outstanding(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%d 个项目", n)
}

// course prints what is to be done in a round and what was done.
func (p *program) course(c models.RoundCourse) {
	p.say("本轮阶段：%s", c.StageName)
	var rows [][]string
	for _, t := range c.Tasks {
		note := ""
		switch {
		case t.Late:
			note = "已逾期"
		case !t.Open:
			note = "未到时间"
		}
		rows = append(rows, []string{"  " + t.Due.String(), string(t.Who), string(t.What), outstanding(t.Count), note})
	}
	table(p.stdout, rows)
	rows = nil
	for _, s := range c.Steps {
		note := s.By
		if s.PassedOver {
			note = "补记"
		}
		rows = append(rows, []string{"  " + s.At.Minute(), string(s.Name), s.Text, note})
	}
	table(p.stdout, rows)
}

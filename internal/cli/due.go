package cli

import (
	"net/url"
	"strconv"

	"github.com/spf13/cobra"

	"duban/models"
)

// dueMonth is the part of what falls due in a month that is printed.
type dueMonth struct {
	Month       models.Month
	Total, Late int
	Days        []struct {
		Day   models.Date
		Lines []struct {
			Kind     models.DueKind
			Name     string
			Month    models.Month
			DaysLate int    `json:"days_late"`
			Code     string `json:"project"`
			Project  string `json:"project_name"`
			Unit     string `json:"responsible_unit"`
		}
	}
}

func (p *program) dueCommand() *cobra.Command {
	var programme, of, unit, sponsor string
	c := &cobra.Command{Use: "due", Short: "到期日历：一个月内到期、尚未办结的事项", Args: noArgs,
		Example: "  duban due --month 2021-06 --unit 区发展和改革局",
		RunE: func(c *cobra.Command, _ []string) error {
			query, err := monthQuery(programmeQuery(programme), of)
			if err != nil {
				return err
			}
			setIf(query, "unit", unit)
			setIf(query, "sponsor", sponsor)
			body, err := p.get(c, "/api/v1/due", query)
			if err != nil {
				return err
			}
			return show(p, body, p.due)
		}}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&of, "month", "", "月份，如 2021-06；不填为本月")
	c.Flags().StringVar(&unit, "unit", "", "责任单位")
	c.Flags().StringVar(&sponsor, "sponsor", "", "包保领导")
	return p.asks(c)
}

func setIf(query url.Values, name, value string) {
	if value != "" {
		query.Set(name, value)
	}
}

func (p *program) due(v dueMonth) {
	for _, d := range v.Days {
		p.say("%s", d.Day)
		for _, l := range d.Lines {
			name, late := l.Name, ""
			if name == "" {
				name = l.Month.String()
			}
			if l.DaysLate > 0 {
				late = "　逾期 " + strconv.Itoa(l.DaysLate) + " 个工作日"
			}
			p.say("  %s　%s　%s %s　%s%s", l.Kind.Chinese(), name, l.Code, l.Project, l.Unit, late)
		}
	}
	p.say("%s：到期未办结 %d 项，已逾期 %d 项", v.Month, v.Total, v.Late)
}

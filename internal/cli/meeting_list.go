package cli

import (
	"net/url"
	"strconv"

	"github.com/spf13/cobra"

	"duban/models"
)

// meeting is the part of a meeting that is printed.
type meeting struct {
	ID, Title, Place, Chair, Number string
	HeldOn                          models.Date `json:"held_on"`
	Items                           int
	Outcomes                        map[models.DecisionOutcome]int
}

// meetingPage is the part of a meeting's page that is printed.
type meetingPage struct {
	meeting
	Attended, Scan string
	Decisions      []struct {
		Position                           int
		Order, Text, Unit, Project, Answer string
		Due                                models.Date
		Outcome                            models.DecisionOutcome
		DaysLate                           int `json:"days_overdue"`
	}
}

func (p *program) meetingList() *cobra.Command {
	var programme string
	c := &cobra.Command{
		Use: "list", Short: "历次会议及议定事项办理情况", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			query := url.Values{}
			if programme != "" {
				query.Set("programme", programme)
			}
			body, err := client.get(c.Context(), "/api/v1/meetings", query)
			if err != nil {
				return err
			}
			return show(p, body, func(v struct{ Meetings []meeting }) {
				for _, m := range v.Meetings {
					p.meeting(m)
				}
				if len(v.Meetings) == 0 {
					p.say("还没有登记会议")
				}
			})
		},
	}
	c.Flags().StringVar(&programme, "programme", "", "项目清单：名称、编号或年度")
	return p.asks(c)
}

// meeting prints one meeting on a line.
func (p *program) meeting(m meeting) {
	line := m.ID + "  " + m.HeldOn.String() + "  " + m.Title
	if m.Number == "" {
		p.say("%s  草稿，纪要未登记  议定事项 %d 项", line, m.Items)
		return
	}
	line += "  " + m.Number
	for _, o := range models.DecisionOutcomes {
		if n := m.Outcomes[o]; n > 0 {
			line += "  " + o.Chinese() + " " + strconv.Itoa(n)
		}
	}
	p.say("%s", line)
}

func (p *program) meetingShow() *cobra.Command {
	return p.asks(&cobra.Command{
		Use: "show [编号]", Short: "一次会议的议定事项和办理结果；不写编号为最近一次已登记纪要的会议", Args: atMost(1, "一个编号"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			body, err := client.get(c.Context(), meetingPath(append(args, "last")[0]), nil)
			if err != nil {
				return err
			}
			return show(p, body, p.meetingPage)
		},
	})
}

func (p *program) meetingPage(v meetingPage) {
	p.meeting(v.meeting)
	for _, one := range [][2]string{{"地点", v.Place}, {"主持人", v.Chair}, {"参加人员", v.Attended}, {"纪要扫描件", v.Scan}} {
		if one[1] != "" {
			p.say("    %s：%s", one[0], one[1])
		}
	}
	for _, d := range v.Decisions {
		line := "    " + strconv.Itoa(d.Position) + ". " + d.Text + "  " + d.Unit + "  时限 " + d.Due.String()
		if d.Project != "" {
			line += "  " + d.Project
		}
		if d.Outcome != "" {
			line += "  " + d.Outcome.Chinese()
		}
		if d.DaysLate > 0 {
			line += "  逾期 " + strconv.Itoa(d.DaysLate) + " 个工作日"
		}
		if d.Order != "" {
			line += "  " + d.Order
		}
		p.say("%s", line)
		if d.Answer != "" {
			p.say("       反馈：%s", d.Answer)
		}
	}
	if v.Number == "" {
		p.say("核对无误后登记纪要：duban meeting decide %s --number 文号 --scan 扫描件", v.ID)
	}
}

func meetingPath(id string) string { return "/api/v1/meetings/" + url.PathEscape(id) }

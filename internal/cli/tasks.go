package cli

import (
	"strconv"

	"github.com/spf13/cobra"

	"duban/models"
)

// askedOfMe is the part of a person's tasks that is printed.
type askedOfMe struct {
	Todos []struct {
		Kind     models.TodoKind
		Title    models.Message
		Project  string
		Name     string `json:"project_name"`
		Path     string
		AskedBy  string `json:"asked_by"`
		Due      models.Date
		DaysLate int `json:"days_late"`
		DaysLeft int `json:"days_left"`
	}
}

func (p *program) tasksCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "tasks", Short: "我的事项：要本人办理的全部事项，最急的在前", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			body, err := client.get(c.Context(), "/api/v1/tasks", nil)
			if err != nil {
				return err
			}
			return show(p, body, func(all askedOfMe) {
				for _, one := range all.Todos {
					line := one.Kind.Chinese() + "  " + one.Title.Text
					if one.Project != "" {
						line += "  " + one.Project + " " + one.Name
					}
					switch {
					case one.Due == 0:
					case one.DaysLate > 0:
						line += "  期限 " + one.Due.String() + "，逾期 " + strconv.Itoa(one.DaysLate) + " 个工作日"
					default:
						line += "  期限 " + one.Due.String() + "，还有 " + strconv.Itoa(one.DaysLeft) + " 个工作日"
					}
					if one.AskedBy != "" {
						line += "  " + one.AskedBy
					}
					p.say("%s  %s", line, one.Path)
				}
				if len(all.Todos) == 0 {
					p.say("暂无待办事项")
				}
			})
		},
	}
	return p.asks(c)
}

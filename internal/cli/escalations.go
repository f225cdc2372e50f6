package cli

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// escalation is the part of a rung or reminder that is printed.
type escalation struct {
	ID         string         `json:"id"`
	At         models.Instant `json:"at"`
	Project    string         `json:"project"`
	Name       string         `json:"project_name"`
	Item       string         `json:"item"`
	Milestone  string         `json:"milestone"`
	Month      models.Month   `json:"month"`
	Due        models.Date    `json:"due"`
	FallsDue   models.Date    `json:"falls_due"`
	Assumed    bool           `json:"calendar_assumed"`
	Kind       string         `json:"kind"`
	Rung       models.Rung    `json:"rung"`
	PassedOver bool           `json:"passed_over"`
	Open       bool           `json:"open"`
	Closed     string         `json:"closed"`
	DaysLate   int            `json:"days_overdue"`
	Addressee  string         `json:"addressee"`
	By         string         `json:"by"`
	Text       string         `json:"text"`
	Order      *orderMark     `json:"order"`
}

// orderMark is the order that an escalation belongs to.
type orderMark struct {
	ID     string            `json:"id"`
	Kind   models.OrderKind  `json:"kind"`
	State  models.OrderState `json:"state"`
	Number string            `json:"number"`
}

func (p *program) escalationsCommand() *cobra.Command {
	var programme string
	var open bool
	c := &cobra.Command{
		Use: "escalations", Short: "提醒与督办记录", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			query := programmeQuery(programme)
			if open {
				query.Set("open", "true")
			}
			body, err := client.get(c.Context(), "/api/v1/escalations", query)
			if err != nil {
				return err
			}
			return show(p, body, p.escalations)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().BoolVar(&open, "open", false, "只列未了结的")
	p.asks(c)
	c.AddCommand(p.noteCommands()...)
	return c
}

var itemWords = map[string]string{"milestone": "节点", "report": "月报", "investment": "投资进度", "review": "审定"}

func (p *program) escalations(all []escalation) {
	if len(all) == 0 {
		p.say("没有提醒或督办记录")
		return
	}
	rows := [][]string{{"时间", "项目", "事项", "到期日", "级别", "状态", "逾期工作日", "办理单位", "所属文件", "编号"}}
	for _, e := range all {
		rows = append(rows, []string{e.At.Minute(), e.Project + " " + e.Name, e.what(), e.dueOn(), e.step(),
			e.standing(), e.late(), e.Addressee, e.order(), e.ID})
	}
	table(p.stdout, rows)
}

func (e escalation) what() string {
	words := []string{itemWords[e.Item], e.Milestone, e.Month.String()}
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " ")
}

// dueOn is the due date, with the day it moves to when it is a day off.
func (e escalation) dueOn() string {
	if e.FallsDue != 0 && e.FallsDue != e.Due {
		return e.Due.String() + " 顺延至 " + e.FallsDue.String()
	}
	return e.Due.String()
}

// late returns how many working days it is overdue, in Chinese.
func (e escalation) late() string {
	if e.DaysLate == 0 {
		return ""
	}
	if e.Assumed {
		return strconv.Itoa(e.DaysLate) + "（推算）"
	}
	return strconv.Itoa(e.DaysLate)
}

func (e escalation) step() string {
	if e.Kind == string(models.KindReminder) {
		return "提醒"
	}
	return e.Rung.Reached()
}

func (e escalation) standing() string {
	switch {
	case e.By != "": // a person's action on it
		return strings.TrimSpace(e.By + " " + models.NoteKind(e.Kind).Chinese() + " " + e.Text)
	case e.PassedOver:
		return "越级，未发"
	case e.Open:
		return "未了结"
	case e.Closed != "":
		return "已了结：" + e.Closed
	}
	return ""
}

// order names the order that the entry belongs to: its kind, number, state and ID.
func (e escalation) order() string {
	if e.Order == nil {
		return ""
	}
	return e.Order.Kind.Chinese() + e.Order.Number + "（" + e.Order.State.Chinese() + "，" + e.Order.ID + "）"
}

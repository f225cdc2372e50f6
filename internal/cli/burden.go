package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"duban/models"
)

// burdenLedger is the part of the ledger of what was asked of units that is printed.
type burdenLedger struct {
	Programme string
	Month     models.Month
	Cap       models.BurdenCap
	Over      int
	Total     models.Burden
	Units     []models.Burden
}

func (p *program) burdenCommand() *cobra.Command {
	var programme, of string
	c := &cobra.Command{
		Use: "burden", Short: "减负账：各单位当月被要求填报的表、收到的消息和重复的问题", Args: noArgs,
		Example: "  duban burden\n  duban burden --month 2021-06 --json",
		RunE: func(c *cobra.Command, _ []string) error {
			if _, err := month(of); err != nil {
				return err
			}
			query := programmeQuery(programme)
			if of != "" {
				query.Set("month", of)
			}
			body, err := p.get(c, "/api/v1/burden", query)
			if err != nil {
				return err
			}
			return show(p, body, p.burden)
		},
	}
	c.Flags().StringVar(&programme, "programme", "", programmeUsage)
	c.Flags().StringVar(&of, "month", "", "月份，如 2021-06；不填为本月")
	return p.asks(c)
}

func (p *program) burden(v burdenLedger) {
	limit := func(n int) string {
		if n == 0 {
			return "不限"
		}
		return fmt.Sprint(n)
	}
	p.say("%s　%s　上限：填报 %s 次、消息 %s 条　超过上限的单位 %d 个", v.Programme, v.Month, limit(v.Cap.Forms),
		limit(v.Cap.Messages), v.Over)
	rows := [][]string{{"单位", "填报", "其中急报表", "重复的问题", "消息", ""}}
	line := func(name string, b models.Burden, over bool) []string {
		mark := ""
		if over {
			mark = "超过上限"
		}
		return []string{name, fmt.Sprint(b.Forms()), fmt.Sprint(b.Tables), fmt.Sprint(b.Repeated()), fmt.Sprint(b.Messages),
			mark}
	}
	for _, b := range v.Units {
		rows = append(rows, line(b.Unit, b, b.Over(v.Cap)))
	}
	table(p.stdout, append(rows, line("合计", v.Total, false)))
}

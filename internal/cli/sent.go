package cli

import (
	"cmp"
	"net/url"
	"strconv"

	"github.com/spf13/cobra"

	"duban/models"
)

// sentLine is a line of the sent log.
type sentLine struct {
	At      models.Instant
	Post    string `json:"to_post"`
	Person  string `json:"to_person"`
	Channel models.ChannelKind
	Name    string `json:"channel_name"`
	Kind    models.DeliveryKind
	Items   int
	Status  models.DeliveryStatus
	Why     string
}

func (p *program) sentCommand() *cobra.Command {
	var to, since string
	c := &cobra.Command{Use: "sent", Short: "发送记录：什么、何时、发给谁、用哪个渠道、结果", Args: noArgs,
		Example: "  duban sent --since 2026-11-01\n  duban sent --to 区商务局 --json",
		RunE: func(c *cobra.Command, _ []string) error {
			query := url.Values{}
			if to != "" {
				query.Set("to", to)
			}
			day, err := dateOrNone("since", since)
			if err != nil {
				return err
			}
			if day != 0 {
				query.Set("since", day.String())
			}
			body, err := p.get(c, "/api/v1/sent", query)
			if err != nil {
				return err
			}
			return show(p, body, func(all []sentLine) {
				p.sentLines(all)
				if len(all) == 0 {
					p.say("没有发送记录")
				}
			})
		}}
	c.Flags().StringVar(&to, "to", "", "收件的岗位、单位或人员")
	c.Flags().StringVar(&since, "since", "", "从哪一天起，如 2026-11-01")
	return p.asks(c)
}

func (p *program) sentLines(all []sentLine) {
	rows := [][]string{}
	for _, s := range all {
		rows = append(rows, []string{s.At.Minute(), cmp.Or(s.Post+" "+s.Person, "—"), s.Kind.Chinese(),
			strconv.Itoa(s.Items) + " 项", cmp.Or(s.Channel.Chinese(), "—") + " " + s.Name, s.Status.Chinese(), s.Why})
	}
	table(p.stdout, rows)
}

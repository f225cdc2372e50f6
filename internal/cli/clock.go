package cli

import "github.com/spf13/cobra"

// clock is the server's assessment of its machine's clock.
type clock struct {
	Held    bool   `json:"held"`
	Message string `json:"message"`
}

func (p *program) clockCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "clock show|confirm", Short: "系统时间：查看是否可信，确认无误",
		Long: "系统时间与上次记录相差过大（停机较久，或时间设错）时，不生成提醒和督办，直到有人确认或校时。\n" +
			"确认前请核对本机时间；确认后补记停机期间到期的事项。",
		Example: "  duban clock show --data data\n  duban clock confirm --data data",
		Args:    oneArg("show 或 confirm"),
		RunE: func(c *cobra.Command, args []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			switch args[0] {
			case "show":
				body, err := client.get(c.Context(), "/api/v1/clock", nil)
				if err != nil {
					return err
				}
				return show(p, body, p.clock)
			case "confirm":
				r, err := client.post(c.Context(), "/api/v1/clock/confirm", randomKey(), nil)
				if err != nil {
					return err
				}
				return show(p, r.body, p.clock)
			}
			return usage("没有“clock %s”，应为 show 或 confirm", args[0])
		},
	}
	return p.asks(c)
}

func (p *program) clock(c clock) {
	if c.Held {
		p.say("%s", c.Message)
		return
	}
	p.say("系统时间可信，照常提醒和督办")
}

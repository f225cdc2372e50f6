package cli

import "github.com/spf13/cobra"

// diagnosis is what is printed of the doctor's answer.
type diagnosis struct {
	OK     bool `json:"ok"`
	Checks []struct {
		Name  string   `json:"name"`
		OK    bool     `json:"ok"`
		Found []string `json:"found"`
	} `json:"checks"`
}

func (p *program) doctorCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "doctor", Short: "自检：数据、附件、流程是否完整一致；有问题时退出码为 1", Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			body, err := client.get(c.Context(), "/api/v1/doctor", nil)
			if err != nil {
				return err
			}
			d, err := decoded[diagnosis](body)
			if err != nil {
				return err
			}
			if err := show(p, body, p.diagnosis); err != nil || d.OK {
				return err
			}
			return exitStatus(exitOther)
		},
	}
	return p.asks(c)
}

func (p *program) diagnosis(d diagnosis) {
	for _, c := range d.Checks {
		mark := "通过"
		if !c.OK {
			mark = "异常"
		}
		p.say("[%s] %s", mark, c.Name)
		for _, found := range c.Found {
			p.say("       %s", found)
		}
	}
	if !d.OK {
		p.say("发现异常：流程与数据的差异可用 duban reconcile 修复，其余请联系管理员")
	}
}

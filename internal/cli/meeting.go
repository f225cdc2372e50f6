package cli

import "github.com/spf13/cobra"

func (p *program) meetingCommand() *cobra.Command {
	c := &cobra.Command{Use: "meeting", Short: "调度会：会议材料，调度情况模板", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.meetingPack(), p.meetingTemplate())
	return c
}

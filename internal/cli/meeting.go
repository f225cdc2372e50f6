package cli

import "github.com/spf13/cobra"

func (p *program) meetingCommand() *cobra.Command {
	c := &cobra.Command{Use: "meeting", Short: "调度会：会议材料", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.meetingPack())
	return c
}

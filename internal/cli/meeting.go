package cli

import (
	"github.com/spf13/cobra"

	"duban/models"
)

func (p *program) meetingCommand() *cobra.Command {
	c := &cobra.Command{Use: "meeting", Short: "调度会：会议材料、调度情况模板、议定事项", Args: cobra.ArbitraryArgs, RunE: onlyCommands}
	c.AddCommand(p.meetingPack(), p.meetingTemplate(), p.meetingList(), p.meetingShow(), p.meetingAdd(),
		p.meetingDecide())
	for _, one := range []struct {
		use, short string
		step       models.OrderStepKind
	}{
		{"answer", "责任单位反馈一项议定事项；--scan 为佐证材料", models.StepReply},
		{"verify", "重点项目办核查反馈（另一人）", models.StepVerify},
		{"close", "重点项目办销号（填写反馈的人以外的人）", models.StepClose},
	} {
		step := p.orderStep(one.step, one.short)
		step.Use = one.use + " 编号"
		c.AddCommand(step)
	}
	return c
}

package cli

import (
	"cmp"
	"strings"

	"github.com/spf13/cobra"

	"duban/models"
)

// instance is a process that serves the database.
type instance struct {
	Host      string         `json:"host"`
	Directory string         `json:"directory"`
	Part      string         `json:"part"`
	Version   string         `json:"version"`
	StartedAt models.Instant `json:"started_at"`
	SeenAt    models.Instant `json:"seen_at"`
	Running   bool           `json:"running"`
	Duties    []string       `json:"duties"`
}

// partNames and dutyNames are what people read for the names of parts and duties.
var (
	partNames = map[string]string{models.PartServe: "全部", models.PartWeb: "页面和接口", models.PartWorker: "流程"}
	dutyNames = map[string]string{models.DutyUpkeep: "核对和清理", models.DutyBackup: "每日备份"}
)

func (p *program) instancesCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "instances", Short: "各机器上的进程：分工、版本、是否在运行、由谁轮值", Args: noArgs,
		Example: "  duban instances --data /srv/duban-worker",
		RunE: func(c *cobra.Command, _ []string) error {
			client, err := p.client()
			if err != nil {
				return err
			}
			body, err := client.get(c.Context(), "/api/v1/instances", nil)
			if err != nil {
				return err
			}
			return show(p, body, p.instances)
		},
	}
	return p.asks(c)
}

func (p *program) instances(all []instance) {
	for _, i := range all {
		state := "运行中，启动于 " + i.StartedAt.Minute()
		switch {
		case i.SeenAt == 0:
			state = "已停止"
		case !i.Running:
			state = "可能已中断，最后登记于 " + i.SeenAt.Minute()
		}
		p.say("%s：%s，版本 %s，%s", i.Host, partNames[i.Part], cmp.Or(i.Version, "未知"), state)
		p.say("  数据目录：%s", i.Directory)
		names := make([]string, len(i.Duties))
		for n, duty := range i.Duties {
			names[n] = dutyNames[duty]
		}
		if len(names) > 0 {
			p.say("  轮值：%s", strings.Join(names, "、"))
		}
	}
}

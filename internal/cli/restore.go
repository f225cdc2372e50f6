package cli

import (
	"github.com/spf13/cobra"

	"duban/internal/backup"
)

func (p *program) restoreCommand() *cobra.Command {
	var key string
	var target backup.Target
	c := &cobra.Command{
		Use: "restore 备份 --data 新目录", Short: "从备份恢复到一个新的数据目录，不覆盖任何数据", Args: oneArg("备份或备份目录"),
		Long: "从一份备份恢复；给出备份目录的，用其中最新的一份。\n新目录必须不存在或为空：恢复从不覆盖数据。逐个核对文件，有一处不符就不恢复。\n" +
			"PostgreSQL 的备份另须用 --database 给出一个空库。",
		Example: "  duban restore /mnt/backup --data 恢复\n  duban restore /mnt/backup/duban-20261128-023000.tar.age --key " +
			"备份密钥.txt --data 恢复",
		RunE: func(c *cobra.Command, args []string) error {
			if err := need(c, "data"); err != nil {
				return err
			}
			if key != "" {
				var err error
				if target.Identities, err = backup.ReadKey(key); err != nil {
					return err
				}
			}
			restored, err := backup.Restore(c.Context(), args[0], target)
			if err != nil {
				return err
			}
			if p.json {
				p.print(restored)
			} else {
				p.restored(restored)
			}
			return nil
		},
	}
	c.Flags().StringVar(&target.Data, "data", "", "恢复到的新目录，必须不存在或为空")
	c.Flags().StringVar(&target.Database, "database", "", "恢复到的 PostgreSQL 空库（备份来自 PostgreSQL 时）")
	c.Flags().StringVar(&key, "key", "", "密钥文件，备份已加密时须给出")
	c.Flags().BoolVar(&p.json, "json", false, "输出一个 JSON 文档")
	return c
}

// restored prints what was restored and what to do next.
func (p *program) restored(r backup.Restored) {
	p.say("已恢复：%s\n  来自 %s，数据时间 %s，%d 个项目，%d 个附件", r.Data, r.Path, r.Created.Minute(), r.Projects, r.Evidence)
	for _, l := range r.Lacking {
		p.say("  备份时已缺的附件 %s：%s", l.SHA256, l.Why)
	}
	database := ""
	if r.Database == "postgres" {
		database = " --database <恢复到的库>"
	}
	p.say("下一步：\n"+
		"  1. 停止原来的服务；旧数据目录改名保留，不要删除。\n"+
		"  2. 目录归运行服务的账户所有：chown -R 账户 %s\n"+
		"  3. 启动：duban serve --data %s%s（流程按数据库重建，约数秒）\n"+
		"  4. 自检：duban doctor --data %s\n"+
		"  5. %s 之后办理的事项不在其中，请通知有关单位核对并重新填报；用原请求编号重发不会重复记录。", r.Data, r.Data, database, r.Data, r.Created.Minute())
}

package cli

import (
	"time"

	"github.com/spf13/cobra"

	"duban/internal/backup"
)

func (p *program) backupKeyCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "key 密钥文件", Short: "生成备份加密用的密钥文件，并显示其公钥", Args: oneArg("密钥文件"),
		Example: "  duban backup key 备份密钥.txt",
		RunE: func(_ *cobra.Command, args []string) error {
			recipient, err := backup.NewKey(args[0], time.Now())
			if err != nil {
				return err
			}
			if p.json {
				p.print(map[string]string{"file": args[0], "recipient": recipient})
				return nil
			}
			p.say("密钥已写入 %s，请离线保存两份（如光盘、U 盘入保险柜），不要留在服务器上；丢失后加密的备份无法恢复。", args[0])
			p.say("公钥（备份时用 --recipient 给出，可以公开）：\n%s", recipient)
			return nil
		},
	}
	c.Flags().BoolVar(&p.json, "json", false, "输出一个 JSON 文档")
	return c
}

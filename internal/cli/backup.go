package cli

import (
	"path/filepath"

	"github.com/spf13/cobra"

	"duban/internal/backup"
	"duban/internal/config"
	"duban/internal/offline"
)

// source is where the data to be backed up is, according to the flags; unset ones come from the server's environment
// variables.
type source struct{ data, database, evidence string }

func (s *source) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&s.data, "data", "", "数据目录（默认 data，环境变量 DUBAN_DATA）")
	f.StringVar(&s.database, "database", "", "PostgreSQL 地址（环境变量 DUBAN_DATABASE）；不给则为数据目录里的 SQLite")
	f.StringVar(&s.evidence, "evidence", "", "附件目录（环境变量 DUBAN_EVIDENCE）；不给则为数据目录里的 evidence")
}

// settings returns the environment's configuration with the flags applied.
func (s *source) settings(c *cobra.Command) (config.Config, error) {
	settings, err := config.FromEnv()
	if err != nil {
		return settings, misconfigured{err}
	}
	for name, field := range map[string]struct {
		to   *string
		from string
	}{"data": {&settings.Data, s.data}, "database": {&settings.Database, s.database}, "evidence": {&settings.Evidence,
		s.evidence}} {
		if c.Flags().Changed(name) {
			*field.to = field.from
		}
	}
	return settings, nil
}

func (p *program) backupCommand() *cobra.Command {
	var from source
	var recipients []string
	var keep int
	c := &cobra.Command{
		Use: "backup 备份目录", Short: "备份数据库和附件，备份后自动核验；服务运行时也可执行", Args: oneArg("备份目录"),
		Long: "备份数据库和附件，备份后自动核验。服务运行时也可执行，不影响使用。\n" +
			"每次在备份目录中生成一个 duban-年月日-时分秒 目录；给了加密公钥则为一个 .tar.age 文件。\n" +
			"备份目录应在另一块磁盘或另一台机器上。内置流程服务的文件不备份，恢复后启动时按数据库重建。",
		Example: "  duban backup /mnt/backup --data data\n  duban backup /mnt/backup --recipient age1… --keep 14\n" +
			"  duban backup verify /mnt/backup\n  duban backup key 备份密钥.txt",
		RunE: func(c *cobra.Command, args []string) error {
			if keep < 0 {
				return usage("--keep 应为天数，0 为全部保留")
			}
			settings, err := from.settings(c)
			if err != nil {
				return err
			}
			if !c.Flags().Changed("recipient") {
				recipients = settings.BackupRecipients
			}
			dir, err := filepath.Abs(args[0])
			if err != nil {
				return err
			}
			made, err := backup.Make(c.Context(), backup.Source{
				Data: settings.Data, Database: settings.Database, Evidence: settings.Evidence, Program: p.version,
			}, backup.Options{Dir: dir, Recipients: recipients, Keep: keep, Doctor: offline.Restored})
			if err != nil {
				return err
			}
			p.made(made)
			if !made.Verified.Intact {
				return exitStatus(exitOther)
			}
			return nil
		},
	}
	from.flags(c)
	c.Flags().StringArrayVar(&recipients, "recipient", nil,
		"加密公钥（age1 开头，由 duban backup key 给出，可多个；环境变量 DUBAN_BACKUP_RECIPIENT）")
	c.Flags().IntVar(&keep, "keep", 0, "只保留最近若干天的备份和最近 12 个月每月最后一份；0 为全部保留")
	c.Flags().BoolVar(&p.json, "json", false, "输出一个 JSON 文档")
	c.AddCommand(p.backupVerifyCommand(), p.backupKeyCommand())
	return c
}

func (p *program) made(m backup.Made) {
	if p.json {
		p.print(m)
	} else {
		p.say("已备份：%s", m.Path)
		p.say("  数据时间 %s，%d 个项目，%d 个附件", m.Created.Minute(), m.Projects, m.Evidence)
		p.say("  清单校验值 %s", m.Sum)
		for _, path := range m.Removed {
			p.say("  已删除过期备份 %s", path)
		}
	}
	switch {
	case m.Verified.OK:
		p.note("核验通过")
	case m.Verified.Intact:
		p.note("备份完整，但数据本身有异常，请查看：")
		p.backupFindings(m.Verified)
	default:
		p.note("核验未通过，此备份不可用，请检查备份目录所在的磁盘后重新备份：")
		p.backupFindings(m.Verified)
	}
}

// backupFindings prints what is wrong with a backup to standard error.
func (p *program) backupFindings(r backup.Report) {
	for _, c := range r.Checks {
		for _, found := range c.Found {
			p.note("  %s：%s", c.Name, found)
		}
	}
}

func (p *program) backupVerifyCommand() *cobra.Command {
	var key, database, temp string
	c := &cobra.Command{
		Use: "verify 备份", Short: "核验备份：清单、每个文件、试恢复后自检；不通过时退出码为 1", Args: oneArg("备份或备份目录"),
		Long: "核验一份备份；给出备份目录的，核验其中最新的一份。\n逐个核对文件，把它恢复到临时目录并自检，之后删除临时目录；原备份和正在使用的数据不受影响。\n" +
			"PostgreSQL 的备份加 --database 指向一个空库可作试恢复，不给则只通读。",
		Example: "  duban backup verify /mnt/backup\n  duban backup verify /mnt/backup/duban-20261128-023000.tar.age " +
			"--key 备份密钥.txt",
		RunE: func(c *cobra.Command, args []string) error {
			checks := backup.Checks{Database: database, Temp: temp, Doctor: offline.Restored}
			if key != "" {
				var err error
				if checks.Identities, err = backup.ReadKey(key); err != nil {
					return err
				}
			}
			report, err := backup.Verify(c.Context(), args[0], checks)
			if err != nil {
				return err
			}
			if p.json {
				p.print(report)
			} else {
				p.verified(report)
			}
			if !report.OK {
				return exitStatus(exitOther)
			}
			return nil
		},
	}
	c.Flags().StringVar(&key, "key", "", "密钥文件，备份已加密时须给出")
	c.Flags().StringVar(&database, "database", "", "空的 PostgreSQL 库，用来试恢复")
	c.Flags().StringVar(&temp, "temp", "", "试恢复用的临时目录（默认为系统临时目录），空间应不小于备份")
	c.Flags().BoolVar(&p.json, "json", false, "输出一个 JSON 文档")
	return c
}

func (p *program) verified(r backup.Report) {
	p.say("备份：%s（%s）", r.Path, r.Created.Minute())
	for _, c := range r.Checks {
		mark := "通过"
		if !c.OK {
			mark = "异常"
		}
		p.say("[%s] %s", mark, c.Name)
		for _, found := range c.Found {
			p.say("       %s", found)
		}
	}
	switch {
	case r.OK:
		p.say("备份可用")
	case r.Intact:
		p.say("备份完整；异常为备份时数据本身的问题")
	default:
		p.say("备份不可用，请改用其他日期的备份，并检查备份所在的磁盘")
	}
}

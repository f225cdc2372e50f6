package cli

import (
	"context"

	"github.com/spf13/cobra"

	"duban/internal/offline"
	"duban/models"
)

func (p *program) auditCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "audit", Short: "操作记录：核验封存链，查看最新封存值", Args: cobra.ArbitraryArgs, RunE: onlyCommands,
		Long: "操作记录逐条封存，前后相扣；项目、数字、决定、督办等数据每次变更后的内容随记录一并封存。\n" +
			"封存值同时保存在数据库之外（数据目录中的 audit-head.json），用来发现数据库被退回或改写。",
	}
	c.AddCommand(p.auditVerifyCommand(), p.auditHeadCommand())
	return c
}

func (p *program) auditVerifyCommand() *cobra.Command {
	var from offlineFlags
	c := &cobra.Command{
		Use: "verify", Short: "逐条核验操作记录；有改动、删除或未封存时退出码为 1", Args: noArgs,
		Example: "  duban audit verify --data data\n  duban audit verify --offline --data data --json",
		RunE: func(c *cobra.Command, _ []string) error {
			report, err := ask(c, p, &from, "/api/v1/audit/verify", nil, offline.VerifyAudit)
			if err != nil {
				return err
			}
			if p.json {
				p.print(report)
			} else {
				p.say("操作记录 %d 条，已封存 %d 条，未封存 %d 条", report.Events, report.Sealed, report.Unsealed)
				p.say("最新封存值 %s", report.Head)
				for _, broken := range report.Breaks {
					p.say("  [异常] %s", broken)
				}
			}
			if !report.OK {
				return exitStatus(exitOther)
			}
			return nil
		},
	}
	return from.add(p, c)
}

// auditHead is the part of the newest seal that is printed.
type auditHead struct {
	models.AuditHead
	Kept []struct {
		File    string `json:"file"`
		Hash    string `json:"hash"`
		Finding string `json:"finding,omitempty"`
	} `json:"kept"`
}

func (p *program) auditHeadCommand() *cobra.Command {
	var from offlineFlags
	var accept bool
	var reason string
	c := &cobra.Command{
		Use: "head", Short: "最新封存值，并与数据库之外保存的封存值核对；不符时退出码为 1", Args: noArgs,
		Long: "最新封存值，并与数据库之外保存的封存值核对。可抄录、打印或发往他处保存，日后核对。\n" +
			"从备份恢复等原因造成不符、确认以现有数据库为准的，用 --accept 并说明原因；原封存记录文件改名保留。",
		RunE: func(c *cobra.Command, _ []string) error {
			if accept {
				return p.acceptAuditHead(c, reason)
			}
			read := func(ctx context.Context, at offline.Place) (auditHead, error) {
				return converted[auditHead](offline.AuditHead(ctx, at))
			}
			head, err := ask(c, p, &from, "/api/v1/audit/head", nil, read)
			if err != nil {
				return err
			}
			unfit := false
			if p.json {
				p.print(head)
			} else {
				p.say("%s\n序号 %d，第 %d 号记录，%s", head.Hash, head.Sequence, head.AuditID, head.At.Minute())
			}
			for _, kept := range head.Kept {
				if kept.Finding != "" {
					unfit = true
					p.note("[异常] %s：%s", kept.File, kept.Finding)
				}
			}
			if unfit {
				return exitStatus(exitOther)
			}
			return nil
		},
	}
	c.Flags().BoolVar(&accept, "accept", false, "确认以现有数据库为准（仅限运维员，服务须在运行）")
	c.Flags().StringVar(&reason, "reason", "", "确认的原因")
	return from.add(p, c)
}

func (p *program) acceptAuditHead(c *cobra.Command, reason string) error {
	if _, err := p.post(c, "/api/v1/audit/head/accept", map[string]string{"reason": reason}); err != nil {
		return err
	}
	p.say("已确认以现有数据库为准，原封存记录文件已改名保留")
	return nil
}

package config

import (
	"cmp"

	"duban/models"
)

// HasPages reports whether the process serves the pages and the API on its address.
func (c Config) HasPages() bool { return c.Part != models.PartWorker }

// HasWorker reports whether the process runs workflows and upkeep.
func (c Config) HasWorker() bool { return c.Part != models.PartWeb }

// validatePart checks what a part needs that shares everything with processes on other machines.
func (c Config) validatePart() error {
	switch part := cmp.Or(c.Part, models.PartServe); part {
	case models.PartServe:
	case models.PartWeb, models.PartWorker:
		for _, needed := range []struct{ value, what string }{
			{c.Database, " PostgreSQL 地址（--database）"},
			{c.Temporal, "外部 Temporal 地址（--temporal）"},
			{c.Evidence, "共享的附件目录（--evidence）"},
		} {
			if needed.value == "" {
				return wrong("duban %s 没有给出%s，应为与其他机器共用的同一个；只有一台机器的，请用 duban serve", part, needed.what)
			}
		}
		if c.TemporalUI != "" {
			return wrong("duban %s 不提供 Temporal 界面，--temporal-ui 应为空；请用外部 Temporal 集群自带的界面", part)
		}
		if part == models.PartWeb && c.BackupDir != "" {
			return wrong("duban web 不做备份，--backup 应为空；请在 duban worker 上给出")
		}
	default:
		return wrong("不认识的分工“%s”，应为 serve、web、worker 之一", part)
	}
	return nil
}

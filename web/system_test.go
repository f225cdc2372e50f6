package web_test

import (
	"log/slog"
	"testing"

	"duban/internal/backup"
	"duban/models"
	"duban/web"
)

func TestSystemPageShowsTheDoctorsFindings(t *testing.T) {
	d := halfYear(t)
	service := d.service()
	service.Backups = func() (backup.State, error) {
		return backup.State{Tried: d.now, Good: d.now, Error: "磁盘空间不足，未能写入“/mnt/backup”"}, nil
	}
	pages := web.Handler(service, web.Options{Log: slog.New(slog.DiscardHandler)})
	page := get(with(pages, d.session(models.RoleSystemAdmin)), "/system").Body.String()
	contains(t, page, []string{"运行情况", "每日备份", "磁盘空间不足，未能写入“/mnt/backup”", "数据库完整性"}, []string{"全部通过"})
}

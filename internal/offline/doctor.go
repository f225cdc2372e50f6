package offline

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"duban/models"
	"duban/store"
	"duban/tracking"
)

// Doctor checks the data without a server. It never fails: what cannot be opened or read is a finding.
func Doctor(ctx context.Context, p Place, full bool) tracking.Diagnosis {
	d := tracking.Diagnosis{OK: true}
	s, pending, err := p.service(ctx)
	if err != nil {
		d.Add("数据库可以打开", []string{models.AsError(err).Message.Text})
		p.checkEngine(ctx, &d)
		return d
	}
	defer s.Store.Close()
	d.Add("数据库可以打开", nil)
	if len(pending) > 0 { // this program cannot read its rows
		damage, err := s.Store.Check(ctx)
		if err != nil {
			damage = append(damage, models.AsError(err).Message.Text)
		}
		d.Add("数据库完整性", damage)
		d.Add("数据库结构为最新", []string{"数据库为旧版结构（缺 " + strings.Join(pending, "、") + "），用本版程序启动服务时自动升级，升级前只检查文件本身"})
		p.checkEngine(ctx, &d)
		return d
	}
	examine := s.Doctor
	if full {
		examine = s.FullDoctor
	}
	found, err := examine(ctx, models.Operator)
	d.Checks, d.OK = append(d.Checks, found.Checks...), d.OK && found.OK
	if err != nil {
		d.Add("自检", []string{models.AsError(err).Message.Text})
	}
	p.checkEngine(ctx, &d)
	return d
}

// checkEngine checks the file of the embedded Temporal server. Everything in it can be rebuilt from the database.
func (p Place) checkEngine(ctx context.Context, d *tracking.Diagnosis) {
	if p.External {
		return
	}
	path := filepath.Join(p.Data, "temporal.db")
	var found []string
	if _, err := os.Stat(path); err != nil {
		found = []string{"没有流程服务的文件 temporal.db；启动服务时会按数据库重建，数据不受影响"}
	} else if damage := store.CheckFile(ctx, path); len(damage) > 0 {
		found = []string{"流程服务的文件 temporal.db 已损坏（" + damage[0] + "）；停止服务后将其改名，再启动服务，流程会按数据库重建，数据不受影响"}
	}
	d.Add("流程服务文件完好", found)
}

package tracking

import (
	"os"
	"time"

	"duban/models"
)

// backupLate is how old the last good backup may be when daily backups are configured.
const backupLate = 48 * time.Hour

// checkUpkeep checks what rows cannot show: that backups are made, and that the evidence folder is the right one.
func (s *Service) checkUpkeep(d *Diagnosis) {
	if err := s.Evidence.Present(); err != nil {
		d.Add("附件目录可用", []string{models.AsError(err).Message.Text})
	} else {
		d.Add("附件目录可用", nil)
	}
	if s.Backups != nil {
		d.Add("每日备份", s.lateBackup())
	}
}

// lateBackup returns what is wrong with the daily backup.
func (s *Service) lateBackup() []string {
	state, err := s.Backups()
	now := s.now()
	var found []string
	switch {
	case err != nil:
		found = append(found, "备份记录 backup-state.json 无法读取，请检查数据目录："+models.AsError(err).Message.Text)
	case state.Good == 0 && state.Tried == 0:
		return nil // the first backup begins shortly after the start
	case state.Good == 0:
		found = append(found, "还没有成功的备份")
	case now.Sub(state.Good) > backupLate:
		found = append(found, "最近一次成功的备份是 "+state.Good.Minute()+"，已超过两天")
	}
	if state.Error != "" {
		found = append(found, "最近一次备份（"+state.Tried.Minute()+"）未成功："+state.Error)
	}
	if state.Path != "" {
		if _, err := os.Stat(state.Path); err != nil {
			found = append(found, "最近一份备份“"+state.Path+"”已不在，备份目录可能未挂载")
		}
	}
	return found
}

package config

import (
	"strings"
	"time"
)

// Backups configures the daily backups.
type Backups struct {
	BackupDir  string `env:"DUBAN_BACKUP"`                       // folder for backups; "": no backups
	BackupAt   string `env:"DUBAN_BACKUP_AT" envDefault:"02:30"` // time of day in Asia/Shanghai
	BackupKeep int    `env:"DUBAN_BACKUP_KEEP" envDefault:"14"`  // days
	// BackupRecipients are the public keys that backups are encrypted to; none: not encrypted.
	BackupRecipients []string `env:"DUBAN_BACKUP_RECIPIENT" envSeparator:","`
}

// BackupClock returns the time of day of the backup, from midnight in Asia/Shanghai.
func (b Backups) BackupClock() (time.Duration, error) {
	at, err := time.Parse("15:04", b.BackupAt)
	if err != nil {
		return 0, wrong("备份时刻（--backup-at）“%s”应为 时:分，如 02:30", b.BackupAt)
	}
	return time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, nil
}

func (b Backups) validate() error {
	if b.BackupDir == "" {
		return nil
	}
	if _, err := b.BackupClock(); err != nil {
		return err
	}
	if b.BackupKeep < 1 {
		return wrong("备份保留天数（--backup-keep）“%d”应为 1 或更大的整数，如 14", b.BackupKeep)
	}
	for _, r := range b.BackupRecipients {
		if !strings.HasPrefix(strings.TrimSpace(r), "age1") {
			// It may be the secret key: not repeated.
			return wrong("备份加密公钥（--backup-recipient）应为 age1 开头的一串字符，由 duban backup key 给出")
		}
	}
	return nil
}

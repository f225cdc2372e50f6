package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"

	"github.com/go-gormigrate/gormigrate/v2"
	"gorm.io/gorm"

	"duban/models"
)

var errNewer = models.Errorf(models.KindInvalid, "database_newer",
	"数据库已被更新版本的程序升级过，本程序不能使用，请改用新版程序；确需退回旧版的，用数据目录 backup 里升级前的副本（见运行维护手册）")

//go:embed migrations
var migrationFiles embed.FS

// migrationsOf reads the numbered SQL files of a dialect. The name of a file is the ID of its migration. Files are
// only added, never changed.
func migrationsOf(dialect string) ([]*gormigrate.Migration, error) {
	files, err := fs.Glob(migrationFiles, "migrations/"+dialect+"/*.sql")
	if err != nil {
		return nil, err
	}
	migrations := make([]*gormigrate.Migration, 0, len(files))
	for _, file := range files { // Glob sorts them
		text, err := migrationFiles.ReadFile(file)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(file[strings.LastIndex(file, "/")+1:], ".sql")
		migrations = append(migrations, &gormigrate.Migration{
			ID:      name,
			Migrate: func(tx *gorm.DB) error { return tx.Exec(string(text)).Error },
		})
	}
	return migrations, nil
}

// migrate makes the steps that the database lacks; the caller has checked that it has no others (upToDate). Each step
// and its mark are one transaction.
func (s *Store) migrate(ctx context.Context, log *slog.Logger, migrations []*gormigrate.Migration) error {
	for _, m := range migrations {
		err := s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
			if s.dialect.guard != "" {
				if err := tx.Exec(s.dialect.guard).Error; err != nil {
					return err
				}
			}
			step := *m
			step.Migrate = func(tx *gorm.DB) error {
				log.InfoContext(ctx, "migrating the database", "step", m.ID)
				if err := m.Migrate(tx); err != nil || baselineTables[m.ID] == nil {
					return err
				}
				log.InfoContext(ctx, "putting rows under the audit chain", "step", m.ID)
				return (&Tx{db: tx, locks: s.dialect.locks}).writeBaselines(baselineTables[m.ID](), models.InstantOf(s.now()))
			}
			return gormigrate.New(tx, &gormigrate.Options{}, []*gormigrate.Migration{&step}).Migrate()
		}, s.dialect.writing)
		if err != nil {
			return fmt.Errorf("migration %s: %w", m.ID, err)
		}
	}
	return nil
}

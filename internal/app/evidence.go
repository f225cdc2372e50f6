package app

import (
	"cmp"
	"context"
	"path/filepath"
	"time"

	"duban/internal/config"
	"duban/internal/files"
	"duban/models"
	"duban/store"
)

// evidenceOf returns the folder of the evidence.
func evidenceOf(c config.Config) string {
	return cmp.Or(c.Evidence, filepath.Join(c.Data, "evidence"))
}

// openEvidence opens the folder of the evidence and checks that it belongs to this database: the folder carries a mark
// that the database records. Several processes on one database must therefore share one folder.
func (a *App) openEvidence(ctx context.Context, c config.Config, db *store.Store) (*files.Store, error) {
	dir := evidenceOf(c)
	wanted, err := recordedMark(ctx, db)
	if err != nil {
		return nil, err
	}
	if wanted == "" {
		if wanted, err = recordMark(ctx, db, dir); err != nil {
			return nil, err
		}
	}
	mark, err := files.ReadMark(dir)
	if err != nil {
		return nil, err
	}
	// No other program uses the evidence folder inside the data directory of a SQLite database. If it has lost its mark it
	// is a new folder: it is marked again, and the doctor lists the files that are missing.
	if alone := c.Database == "" && c.Evidence == ""; mark == "" && alone {
		a.log.Warn("the folder of the evidence is new", "folder", dir)
		if mark, err = files.Mark(dir, wanted); err != nil {
			return nil, err
		}
	}
	switch mark {
	case wanted:
	case "":
		return nil, models.Errorf(models.KindInvalid, "evidence_unmarked",
			"附件目录“%s”没有标识文件 %s：共享目录可能未挂载，或不是本数据库的附件目录。请检查挂载和 --evidence；"+
				"几台机器共用一个数据库时，须用同一个共享目录；换目录须先把原目录的全部文件（含 %s）复制过去", dir, files.MarkName, files.MarkName)
	default:
		return nil, models.Errorf(models.KindInvalid, "evidence_foreign",
			"附件目录“%s”属于另一个数据库（标识 %s，应为 %s），请检查 --evidence 和 --database", dir, mark, wanted)
	}
	evidence, err := files.Open(dir)
	if err != nil {
		return nil, err
	}
	evidence.Expect(wanted)
	return evidence, nil
}

func recordedMark(ctx context.Context, db *store.Store) (mark string, err error) {
	err = db.Read(ctx, func(tx *store.Tx) error {
		mark, err = tx.EvidenceFolder()
		return err
	})
	return mark, err
}

// recordMark marks the folder for a database that has none recorded yet. If two processes start at once, both use the
// mark that was recorded first.
func recordMark(ctx context.Context, db *store.Store, dir string) (string, error) {
	mark, err := files.ReadMark(dir)
	if err == nil && mark == "" {
		mark, err = files.Mark(dir, files.NewMark())
	}
	if err != nil {
		return "", err
	}
	err = db.Write(ctx, func(tx *store.Tx) error { return tx.RecordEvidenceFolder(mark, models.InstantOf(time.Now())) })
	if models.KindOf(err) == models.KindConflict {
		return recordedMark(ctx, db)
	}
	return mark, err
}

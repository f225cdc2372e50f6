//go:build !noembed && unix

package engine

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/blang/semver/v4"
	"go.temporal.io/server/common/headers"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/schema"
	sqliteschema "go.temporal.io/server/schema/sqlite"
	schematask "go.temporal.io/server/tools/common/schema"

	"duban/models"
)

// The server neither checks nor migrates a SQLite file: one of an older release seems to work until a Schedule is
// created. It ships the numbered changes, though, and the task that applies them; only the stamp is missing. So the
// file carries Temporal's own schema_version for the executions, and duban_engine for what Temporal does not number:
// the release that wrote the file and the text of the visibility schema.
const (
	executionsSchema = "sqlite/v3/temporal"
	visibilitySchema = "sqlite/v3/visibility"
	// stampName takes the place of the file's path in schema_version: a file may be moved or restored elsewhere.
	stampName     = "temporal"
	stampTable    = `CREATE TABLE IF NOT EXISTS duban_engine (name TEXT PRIMARY KEY, value TEXT NOT NULL)`
	serverKey     = "server_version"
	visibilityKey = "visibility_schema"
)

// marks identify the version of an unstamped file by what that version added, newest first.
var marks = []struct{ version, query string }{
	{"0.11", `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'current_chasm_executions'`},
	{"0.10", `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'tasks_v2'`},
	{"0.9", `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'chasm_node_maps'`},
	{"0.8", `SELECT count(*) FROM pragma_table_info('current_executions') WHERE name = 'data_encoding' AND "notnull" = 1`},
}

// stamp is the version information in a file.
type stamp struct {
	empty      bool   // no table at all
	stamped    bool   // executions was read from the stamp, not inferred from tables
	executions string // version of the executions schema
	server     string // release that last prepared the file; "" when it was not this package
	visibility string // hash of its visibility schema; "" when unknown
}

// current reports whether the linked server can use the file as it is.
func (s stamp) current() bool {
	return s.stamped && s.executions == sqliteschema.Version && s.server == headers.ServerVersion &&
		s.visibility == visibilityHash()
}

// refuseNewer returns an error when a newer server wrote the file: going back is not something Temporal supports beyond
// the patches of one minor release.
func (s stamp) refuseNewer(path string) error {
	if s.empty {
		return nil
	}
	file, err := semver.ParseTolerant(s.executions)
	if err != nil {
		return fmt.Errorf("schema version %q: %w", s.executions, err)
	}
	newer := file.GT(semver.MustParse(sqliteschema.Version + ".0"))
	if s.server != "" {
		wrote, err := semver.ParseTolerant(s.server)
		if err != nil {
			return fmt.Errorf("server version %q: %w", s.server, err)
		}
		linked := semver.MustParse(headers.ServerVersion)
		newer = newer || wrote.Major > linked.Major || wrote.Major == linked.Major && wrote.Minor > linked.Minor
	}
	if !newer {
		return nil
	}
	return models.Errorf(models.KindInvalid, "engine_newer",
		"流程引擎的数据文件 %s 由更新的版本写入（结构 %s，服务 %s），本程序内置 %s（结构 %s），无法降级使用；请换回新版程序，或从 backup 目录恢复旧文件",
		path, s.executions, s.server, headers.ServerVersion, sqliteschema.Version)
}

// readStamp reads the version information of the file and changes nothing.
func readStamp(ctx context.Context, db *sql.DB) (stamp, error) {
	tables, err := number(ctx, db, `SELECT count(*) FROM sqlite_schema WHERE type = 'table'`)
	if err != nil || tables == 0 {
		return stamp{empty: true}, err
	}
	var s stamp
	if s.executions, err = text(ctx, db, "schema_version",
		`SELECT curr_version FROM schema_version WHERE version_partition = 0 AND db_name = ?`, stampName); err != nil {
		return s, err
	}
	s.stamped = s.executions != ""
	if s.server, err = text(ctx, db, "duban_engine", `SELECT value FROM duban_engine WHERE name = ?`,
		serverKey); err != nil {
		return s, err
	}
	if s.visibility, err = text(ctx, db, "duban_engine", `SELECT value FROM duban_engine WHERE name = ?`,
		visibilityKey); err != nil {
		return s, err
	}
	for i := 0; s.executions == "" && i < len(marks); i++ {
		found, err := number(ctx, db, marks[i].query)
		if err != nil {
			return s, err
		}
		if found > 0 {
			s.executions = marks[i].version
		}
	}
	if s.executions == "" {
		return s, models.Errorf(models.KindInvalid, "engine_foreign",
			"数据目录中的 temporal.db 不是流程引擎的数据文件，或版本过旧；请将它移走后再启动，系统会按业务数据重建流程")
	}
	return s, nil
}

// migrate upgrades a file to the schema the linked server expects, and stamps it.
func migrate(tx schemaTx, from stamp) error {
	quiet := log.NewNoopLogger()
	if from.empty {
		setup := &schematask.SetupConfig{SchemaName: executionsSchema, InitialVersion: sqliteschema.Version}
		if err := schematask.NewSetupSchemaTask(tx, setup, quiet).Run(); err != nil {
			return fmt.Errorf("set up schema: %w", err)
		}
	} else {
		if !from.stamped {
			if err := schematask.NewSetupSchemaTask(tx, &schematask.SetupConfig{InitialVersion: from.executions}, quiet).
				Run(); err != nil {
				return fmt.Errorf("stamp schema %s: %w", from.executions, err)
			}
		}
		if err := schematask.NewUpdateSchemaTask(tx, &schematask.UpdateConfig{SchemaName: executionsSchema}, quiet).
			Run(); err != nil {
			return fmt.Errorf("update schema from %s: %w", from.executions, err)
		}
	}
	if from.visibility != visibilityHash() {
		if err := rebuildVisibility(tx); err != nil {
			return fmt.Errorf("rebuild visibility: %w", err)
		}
	}
	if err := tx.Exec(stampTable); err != nil {
		return err
	}
	for name, value := range map[string]string{serverKey: headers.ServerVersion, visibilityKey: visibilityHash()} {
		if err := tx.Exec(`REPLACE INTO duban_engine (name, value) VALUES (?, ?)`, name, value); err != nil {
			return err
		}
	}
	return nil
}

// visibilityText is the linked server's visibility schema.
func visibilityText() []byte {
	text, err := fs.ReadFile(schema.Assets(), visibilitySchema+"/schema.sql")
	if err != nil {
		panic(err) // compiled in
	}
	return text
}

// visibilityHash names the linked visibility schema, which Temporal changes without numbering it. What is done to it
// afterwards (surplusIndexes) is part of the name, so that a change there reaches existing files too.
func visibilityHash() string {
	h := sha256.New()
	h.Write(visibilityText())
	for _, index := range surplusIndexes() {
		h.Write([]byte("-" + index))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// schemaTx is a transaction as Temporal's schema tasks see it. Their own connection commits each statement by itself.
type schemaTx struct {
	ctx context.Context
	tx  *sql.Tx
}

var _ schematask.DB = schemaTx{}

// Exec runs one statement.
func (s schemaTx) Exec(statement string, args ...any) error {
	_, err := s.tx.ExecContext(s.ctx, statement, args...)
	return err
}

// CreateSchemaVersionTables makes Temporal's two tables of versions.
func (s schemaTx) CreateSchemaVersionTables() error {
	return errors.Join(
		s.Exec(`CREATE TABLE IF NOT EXISTS schema_version (version_partition INT NOT NULL, db_name VARCHAR(255) NOT NULL,
			creation_time DATETIME(6), curr_version VARCHAR(64), min_compatible_version VARCHAR(64),
			PRIMARY KEY (version_partition, db_name))`),
		s.Exec(`CREATE TABLE IF NOT EXISTS schema_update_history (version_partition INT NOT NULL, year INT NOT NULL,
			month INT NOT NULL, update_time DATETIME(6) NOT NULL, description VARCHAR(255), manifest_md5 VARCHAR(64),
			new_version VARCHAR(64), old_version VARCHAR(64), PRIMARY KEY (version_partition, year, month, update_time))`))
}

// ReadSchemaVersion returns the stamped version, or sql.ErrNoRows.
func (s schemaTx) ReadSchemaVersion() (version string, err error) {
	err = s.tx.QueryRowContext(s.ctx,
		`SELECT curr_version FROM schema_version WHERE version_partition = 0 AND db_name = ?`, stampName).Scan(&version)
	return version, err
}

// UpdateSchemaVersion stamps a version.
func (s schemaTx) UpdateSchemaVersion(version, compatible string) error {
	return s.Exec(
		`REPLACE INTO schema_version (version_partition, db_name, creation_time, curr_version, `+
			`min_compatible_version) VALUES (0, ?, ?, ?, ?)`,
		stampName, time.Now().UTC(), version, compatible)
}

// WriteSchemaUpdateLog records one change of version.
func (s schemaTx) WriteSchemaUpdateLog(from, to, md5, description string) error {
	now := time.Now().UTC()
	return s.Exec(`INSERT INTO schema_update_history (version_partition, year, month, update_time, old_version,
		new_version, manifest_md5, description) VALUES (0, ?, ?, ?, ?, ?, ?, ?)`,
		now.Year(), int(now.Month()), now, from, to, md5, description)
}

// DropAllTables is called only by schema tasks that overwrite; none here does.
func (s schemaTx) DropAllTables() error { return errors.ErrUnsupported }

// Close leaves the transaction to its owner.
func (s schemaTx) Close() {}

// Type is Temporal's word for the family of databases.
func (s schemaTx) Type() string { return "sql" }

// number returns the single number of a query.
func number(ctx context.Context, db *sql.DB, query string, args ...any) (n int, err error) {
	err = db.QueryRowContext(ctx, query, args...).Scan(&n)
	return n, err
}

// text returns the single text of a query, or "" when the table or the row is missing.
func text(ctx context.Context, db *sql.DB, table, query string, args ...any) (value string, err error) {
	found, err := number(ctx, db, `SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?`, table)
	if err != nil || found == 0 {
		return "", err
	}
	if err = db.QueryRowContext(ctx, query, args...).Scan(&value); errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

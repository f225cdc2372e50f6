package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"duban/models"
)

const postgresTables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"

// copyPostgres dumps a database with pg_dump and counts its rows in the same snapshot.
func copyPostgres(ctx context.Context, dsn, to string) (CopySummary, error) {
	db, err := connectPostgres(ctx, dsn)
	if err != nil {
		return CopySummary{}, err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return CopySummary{}, classify(err)
	}
	defer func() { _ = tx.Rollback() }() // read-only
	// The transaction is idle while pg_dump runs; the server's idle timeout must not end it.
	if _, err := tx.ExecContext(ctx, "SET LOCAL idle_in_transaction_session_timeout = 0"); err != nil {
		return CopySummary{}, classify(err)
	}
	var snapshot string
	if err := tx.QueryRowContext(ctx, "SELECT pg_export_snapshot()").Scan(&snapshot); err != nil {
		return CopySummary{}, classify(err)
	}
	c, err := countRows(ctx, tx, postgresTables)
	if err != nil {
		return CopySummary{}, classify(err)
	}
	err = runPostgresTool(ctx, "pg_dump", dsn, "--format=custom", "--no-owner", "--no-privileges", "--snapshot="+snapshot,
		"--file="+to)
	if err != nil {
		return CopySummary{}, err
	}
	if err := syncFile(to); err != nil {
		return CopySummary{}, models.Errorf(models.KindUnavailable, "backup_not_synced", "备份未能写入磁盘，请检查磁盘后重试").Because(err)
	}
	return c, nil
}

// LoadPostgres loads a file written by Copy into an empty PostgreSQL database, in one transaction, and describes the
// result. Errors: KindConflict "database_not_empty" when the database has a table; those of Copy.
func LoadPostgres(ctx context.Context, dsn, from string) (CopySummary, error) {
	db, err := connectPostgres(ctx, dsn)
	if err != nil {
		return CopySummary{}, err
	}
	defer db.Close()
	var tables int
	const all = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
	if err := db.QueryRowContext(ctx, all).Scan(&tables); err != nil {
		return CopySummary{}, classify(err)
	}
	if tables > 0 {
		return CopySummary{}, models.Errorf(models.KindConflict, "database_not_empty",
			"目标数据库不是空库（已有 %d 张表），未作任何改动；请新建一个空库（createdb），再用 --database 指向它", tables)
	}
	err = runPostgresTool(ctx, "pg_restore", dsn, "--no-owner", "--no-privileges", "--exit-on-error",
		"--single-transaction", from)
	if err != nil {
		return CopySummary{}, err
	}
	c, err := countRows(ctx, db, postgresTables)
	return c, classify(err)
}

// ReadDump reads a PostgreSQL file written by Copy to its end, without a database. It fails if the file is truncated
// or damaged.
func ReadDump(ctx context.Context, from string) error {
	return runPostgresTool(ctx, "pg_restore", "", "--file=/dev/null", from)
}

// connectPostgres opens a database by its DSN and checks the connection.
func connectPostgres(ctx context.Context, dsn string) (*sql.DB, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, models.Errorf(models.KindInvalid, "bad_database", "配置错误：数据库地址无效，应为 postgres://用户:密码@主机:5432/库名").
			Because(err)
	}
	db := stdlib.OpenDB(*config)
	if err := db.PingContext(ctx); err != nil {
		return nil, classify(errors.Join(err, db.Close()))
	}
	return db, nil
}

// postgresFolders are the folders outside PATH in which packages install PostgreSQL's programs.
var postgresFolders = []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin"}

// postgresTool returns the path of one of PostgreSQL's programs, of several versions the newest. Errors: KindInvalid
// "pg_tool_missing".
func postgresTool(name string) (string, error) {
	for _, folder := range postgresFolders {
		found, _ := filepath.Glob(filepath.Join(folder, name)) // the patterns are well formed
		if len(found) > 0 {
			slices.Sort(found)
			return found[len(found)-1], nil
		}
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", models.Errorf(models.KindInvalid, "pg_tool_missing",
			"本机没有 %s，无法备份或恢复 PostgreSQL；请安装 postgresql-client（版本不低于数据库），或把它所在目录加入 PATH", name).Because(err)
	}
	return path, nil
}

// runPostgresTool runs one of PostgreSQL's programs. The password is passed in the environment, because other users
// can read the command line.
func runPostgresTool(ctx context.Context, name, dsn string, args ...string) error {
	path, err := postgresTool(name)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, path, args...) //nolint:gosec // G204: one of PostgreSQL's programs, by a name of ours
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	if dsn != "" {
		address, err := url.Parse(dsn)
		if err != nil {
			return models.Errorf(models.KindInvalid, "bad_database", "配置错误：数据库地址无效，应为 postgres://用户:密码@主机:5432/库名").Because(err)
		}
		if password, set := address.User.Password(); set {
			address.User = url.User(address.User.Username())
			cmd.Env = append(cmd.Env, "PGPASSWORD="+password)
		}
		cmd.Args = append(cmd.Args, "--dbname="+address.String())
	}
	var output bytes.Buffer
	cmd.Stderr = &output
	if err := cmd.Run(); err != nil {
		return toolFailed(name, output.String(), err)
	}
	return nil
}

// toolFailed translates the failures that a person can correct.
func toolFailed(name, output string, cause error) error {
	cause = fmt.Errorf("%w: %s", cause, strings.TrimSpace(output))
	switch {
	case strings.Contains(output, "version mismatch"):
		return models.Errorf(models.KindInvalid, "pg_tool_old", "%s 的版本低于数据库，请安装与数据库同版本的 postgresql-client", name).
			Because(cause)
	case strings.Contains(output, "No space left"):
		return errFull.Because(cause)
	case name == "pg_restore":
		return models.Errorf(models.KindInvalid, "pg_tool_failed", "pg_restore 未能读出或写入备份：备份文件损坏，或目标库的权限不足").Because(cause)
	}
	return models.Errorf(models.KindUnavailable, "pg_tool_failed", "%s 未能完成，备份未生成；请检查数据库地址、权限和磁盘", name).Because(cause)
}

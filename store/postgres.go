package store

import (
	"context"
	"crypto/tls"
	"database/sql"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"duban/models"
)

var postgresDialect = dialect{
	name: "postgres",
	// Read committed: a conditional update waits for the row, sees what the winner wrote and changes nothing, so that the
	// loser hears "conflict" and not "serialization failure". Tx.Facts locks the project for what must not move meanwhile.
	writing: &sql.TxOptions{Isolation: sql.LevelReadCommitted},
	reading: &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true},
	locks:   true,
	guard:   "SELECT pg_advisory_xact_lock(7238211)",
	now:     "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)",
	checks: []string{
		"SELECT conrelid::regclass || ' 的约束 ' || conname || ' 未经验证' FROM pg_constraint WHERE NOT convalidated",
		"SELECT indrelid::regclass || ' 的索引 ' || indexrelid::regclass || ' 无效' FROM pg_index WHERE NOT indisvalid",
	},
}

// Unencrypted reports whether a connection to a database on another machine may be read or redirected on its way: it is
// plain text, may fall back to it, or does not check the server's certificate.
func Unencrypted(dsn string) bool {
	config, err := pgx.ParseConfig(dsn)
	if err != nil || dsn == "" {
		return false
	}
	open := func(host string, t *tls.Config) bool {
		ip, err := netip.ParseAddr(host)
		here := strings.HasPrefix(host, "/") || host == "localhost" || err == nil && ip.Unmap().IsLoopback()
		return !here && (t == nil || t.InsecureSkipVerify && t.VerifyPeerCertificate == nil)
	}
	fallback := func(f *pgconn.FallbackConfig) bool { return open(f.Host, f.TLSConfig) }
	return open(config.Host, config.TLSConfig) || slices.ContainsFunc(config.Fallbacks, fallback)
}

// idleSessions is how many sessions stay open when they are not used.
const idleSessions = 8

func openPostgres(ctx context.Context, c Config) (*Store, error) {
	config, err := pgx.ParseConfig(c.DSN)
	if err != nil {
		return nil, models.Errorf(models.KindInvalid, "bad_database", "配置错误：数据库地址无效，应为 postgres://用户:密码@主机:5432/库名").
			Because(err)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 5 * time.Second
	}
	// A session that lost its program must not hold a project's lock for ever.
	for name, value := range map[string]string{"application_name": program, "lock_timeout": "15s",
		"idle_in_transaction_session_timeout": "60s"} {
		if _, set := config.RuntimeParams[name]; !set {
			config.RuntimeParams[name] = value
		}
	}
	steps, err := migrationsOf(postgresDialect.name)
	if err != nil {
		return nil, err
	}
	conn := stdlib.OpenDB(*config, stdlib.OptionAfterConnect(checkSchema(identifiers(steps))))
	conn.SetMaxOpenConns(16)
	conn.SetMaxIdleConns(idleSessions)
	conn.SetConnMaxLifetime(30 * time.Minute)
	if err := conn.PingContext(ctx); err != nil {
		if errors.Is(err, errOutdated) {
			err = errNewer
		}
		return nil, errors.Join(err, conn.Close())
	}
	db, err := gorm.Open(postgres.New(postgres.Config{Conn: conn}), gormConfig())
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return &Store{dialect: postgresDialect, write: db, read: db}, nil
}

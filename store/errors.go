package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"
	"modernc.org/sqlite"

	"duban/models"
)

// The errors that drivers are translated to.
var (
	errNotFound    = models.Errorf(models.KindNotFound, "not_found", "未找到该记录，可能已被撤销，请刷新后再试")
	errDuplicate   = models.Errorf(models.KindConflict, "duplicate", "已有相同的记录，数据未提交，请刷新后再试")
	errDangling    = models.Errorf(models.KindInvalid, "dangling_reference", "所引用的项目、节点或单位不存在，数据未提交，请刷新后再试")
	errUnavailable = models.Errorf(models.KindUnavailable, "store_unavailable", "暂时无法保存，数据未提交，请稍后重试")
	errFull        = models.Errorf(models.KindUnavailable, "store_full", "存储空间不足，暂时无法保存，数据未提交，请稍后重试")
	errInterrupted = models.Errorf(models.KindUnavailable, "interrupted", "操作被中断，数据未提交，请稍后重试")
	errUnknown     = models.Errorf(models.KindUnavailable, "commit_unknown", "保存结果未能确认，请刷新查看；用同一请求编号重试不会重复记录")
	errDamaged     = models.Errorf(models.KindInternal, "store_damaged",
		"数据库文件已损坏，请停止服务，用 duban restore 从备份恢复到新目录（见运行维护手册）")
	errBadDatabase = models.Errorf(models.KindInvalid, "bad_database", "配置错误：不能登录数据库，请检查地址、库名、用户和密码")
)

// sqliteKinds maps SQLite's result codes: the extended code first, then the primary code (its low byte). Source:
// https://www.sqlite.org/rescode.html
var sqliteKinds = map[int]*models.Error{
	2067: errDuplicate,   // CONSTRAINT_UNIQUE
	1555: errDuplicate,   // CONSTRAINT_PRIMARYKEY
	787:  errDangling,    // CONSTRAINT_FOREIGNKEY
	5:    errUnavailable, // BUSY
	6:    errUnavailable, // LOCKED
	7:    errUnavailable, // NOMEM
	8:    errUnavailable, // READONLY: the file system was remounted
	10:   errUnavailable, // IOERR
	14:   errUnavailable, // CANTOPEN
	9:    errInterrupted, // INTERRUPT
	13:   errFull,        // FULL
	11:   errDamaged,     // CORRUPT
	26:   errDamaged,     // NOTADB
}

// postgresKinds maps SQLSTATE codes: the complete code first, then its class (first two characters). Source:
// https://www.postgresql.org/docs/15/errcodes-appendix.html
var postgresKinds = map[string]*models.Error{
	"23505": errDuplicate,
	"23503": errDangling,
	"40001": errUnavailable, // serialization failure
	"40P01": errUnavailable, // deadlock
	"55P03": errUnavailable, // lock not available
	"25P03": errUnavailable, // idle in transaction for too long
	"57014": errInterrupted,
	"53100": errFull,        // disk full
	"08":    errUnavailable, // connection
	"53":    errUnavailable, // insufficient resources
	"57":    errUnavailable, // operator intervention: shutting down, starting up
	"58":    errUnavailable, // system error: I/O
	"28":    errBadDatabase,
	"3D":    errBadDatabase,
	"XX001": errDamaged,
	"XX002": errDamaged,
}

// classify translates an error of a driver or GORM into a *models.Error. An unknown error is returned unchanged.
func classify(err error) error {
	var known *models.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	known = kindOf(err)
	if known == nil || known.Kind.Ours() && known != errInterrupted { // an interrupted caller is not a failure
		failures.Add(1)
	}
	if known != nil {
		return known.Because(err)
	}
	return err
}

func kindOf(err error) *models.Error {
	if lite := (*sqlite.Error)(nil); errors.As(err, &lite) {
		if e := sqliteKinds[lite.Code()]; e != nil {
			return e
		}
		return sqliteKinds[lite.Code()&0xff]
	}
	if pg := (*pgconn.PgError)(nil); errors.As(err, &pg) {
		if e := postgresKinds[pg.Code]; e != nil || len(pg.Code) < 2 {
			return e
		}
		return postgresKinds[pg.Code[:2]]
	}
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return errNotFound
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, sql.ErrTxDone):
		return errInterrupted
	case lostConnection(err):
		return errUnavailable
	}
	return nil
}

// MayRecover reports whether an error of Open may pass without intervention: another program holds the file, or the
// database server is starting. A wrong password, a missing database or a damaged file does not pass.
func MayRecover(err error) bool {
	if lite := (*sqlite.Error)(nil); errors.As(err, &lite) {
		code := lite.Code() & 0xff
		return code == 5 || code == 6 // BUSY, LOCKED
	}
	if pg := (*pgconn.PgError)(nil); errors.As(err, &pg) {
		return kindOf(err) == errUnavailable
	}
	return errors.Is(err, errMigrating) || lostConnection(err)
}

// lostConnection reports whether an error means that the connection to the database is gone.
func lostConnection(err error) bool {
	var network net.Error
	var connecting *pgconn.ConnectError
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) || errors.Is(err, io.EOF) ||
		errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.ErrClosedPipe) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) || errors.Is(err, pgconn.ErrConnClosed) ||
		pgconn.SafeToRetry(err) || errors.As(err, &network) || errors.As(err, &connecting)
}

// commitFailed translates the error of a commit. If the connection was lost, the commit may have succeeded: the error
// is then "commit_unknown", and a retry with the same command key gives the result.
func commitFailed(err error) error {
	if lostConnection(err) {
		return errUnknown.Because(err)
	}
	return models.AsError(classify(err))
}

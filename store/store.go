// Package store keeps the rows of package models in a database. No other package uses SQL.
//
// It holds no rules: models decides what may change. The store makes changes atomic and rows unique, and reports a lost
// race as KindConflict. SQLite and PostgreSQL behave alike; the tests run over both.
//
// Every error is a *models.Error; errors.go maps the errors of the drivers.
package store

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"duban/internal/secretbox"
	"duban/models"
)

// Config describes the database to open.
type Config struct {
	// DSN is "postgres://user:password@host/name", or the path of a SQLite file; "" means duban.db.
	DSN string
	// Scratch disables syncing to disk, for a database that is not needed after the process. SQLite only.
	Scratch bool
	// Copies is the folder for copies made before a migration; "" is backup beside a SQLite file, none for PostgreSQL.
	Copies string
	// Log receives migrations; nil discards them. Failures are returned, not logged.
	Log *slog.Logger
	// OnQuery is called for each query of the read pool; may be nil.
	OnQuery func()
	// Now is the clock of the store's own audit events; nil is time.Now.
	Now func() time.Time
	// OnStatement is called for each statement of both pools; may be nil.
	OnStatement func()
	// Secrets encrypts the secrets of second factors and channels; nil: they are stored as they are.
	Secrets *secretbox.Box
	// CheckSpace is called before each Write, which fails with its error; nil means there is always free space.
	CheckSpace func() error
}

// Store is an open database with the current schema. It is safe for concurrent use.
type Store struct {
	dialect    dialect
	path       string // of the SQLite file
	write      *gorm.DB
	read       *gorm.DB // another pool on SQLite, the same one on PostgreSQL
	now        func() time.Time
	checkSpace func() error
	secrets    *secretbox.Box
	asked      func(reads bool)                 // called for each statement that GORM does not run; may be nil
	full       atomic.Int64                     // when the database last reported that it is full, in Unix nanoseconds
	head       atomic.Pointer[models.AuditHead] // newest seal of this process
	sealed     chan struct{}                    // receives when head has moved
}

// dialect holds the differences between the two databases.
type dialect struct {
	name    string // also the folder of its migrations
	writing *sql.TxOptions
	reading *sql.TxOptions
	locks   bool   // rows are locked with FOR UPDATE; SQLite has one writer and needs none
	guard   string // statement that serialises migrations; "" when a write transaction does
	now     string // expression of the current time in milliseconds, as models.Instant
	checks  []string
}

// Open opens the database, creating a missing SQLite file, and brings its schema up to date.
//
// Errors: KindInvalid "bad_database", "database_newer" or "sqlite_too_old" for a configuration that cannot work;
// KindUnavailable when the database is unavailable.
func Open(ctx context.Context, c Config) (*Store, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	open := openSQLite
	if IsPostgres(c.DSN) {
		open = openPostgres
	}
	s, err := open(ctx, c)
	if err != nil {
		return nil, classify(err)
	}
	s.sealed = make(chan struct{}, 1)
	s.checkSpace, s.secrets = c.CheckSpace, c.Secrets
	if s.now = c.Now; s.now == nil {
		s.now = time.Now
	}
	if err := s.bringUp(ctx, c); err != nil {
		return nil, errors.Join(classify(err), s.Close())
	}
	if err := errors.Join(noteWrites(s.write), s.count(c.OnQuery), s.countAll(c.OnStatement)); err != nil {
		return nil, errors.Join(classify(err), s.Close())
	}
	s.asked = func(reads bool) {
		if c.OnQuery != nil && (reads || s.read == s.write) {
			c.OnQuery()
		}
		if c.OnStatement != nil {
			c.OnStatement()
		}
	}
	return s, nil
}

// bringUp brings the schema up to date.
func (s *Store) bringUp(ctx context.Context, c Config) error {
	steps, err := migrationsOf(s.dialect.name)
	if err != nil {
		return err
	}
	done, err := s.upToDate(ctx, steps)
	switch {
	case err != nil:
		return err
	case done && s.dialect.locks:
		return nil
	case done: // a file that another program has locked is found now, when a start waits for it
		return s.write.WithContext(ctx).Transaction(func(*gorm.DB) error { return nil }, s.dialect.writing)
	}
	if s.dialect.locks {
		return s.migrateShared(ctx, c, steps)
	}
	if err := s.copyBefore(ctx, c, steps); err != nil {
		return err
	}
	return s.migrate(ctx, c.Log, steps)
}

// count registers a callback for each query of the read pool.
func (s *Store) count(onQuery func()) error {
	if onQuery == nil {
		return nil
	}
	each := func(*gorm.DB) { onQuery() }
	return errors.Join(
		s.read.Callback().Query().After("gorm:query").Register("duban:queried", each),
		s.read.Callback().Row().After("gorm:row").Register("duban:queried", each),
		s.read.Callback().Raw().After("gorm:raw").Register("duban:queried", each),
	)
}

// countAll registers a callback for each statement of both pools.
func (s *Store) countAll(onStatement func()) error {
	if onStatement == nil {
		return nil
	}
	each := func(*gorm.DB) { onStatement() }
	var failed []error
	pools := []*gorm.DB{s.write, s.read}
	if s.read == s.write {
		pools = pools[:1]
	}
	for _, pool := range pools {
		on := pool.Callback()
		failed = append(failed,
			on.Query().After("gorm:query").Register("duban:statement", each),
			on.Row().After("gorm:row").Register("duban:statement", each),
			on.Raw().After("gorm:raw").Register("duban:statement", each),
			on.Create().After("gorm:create").Register("duban:statement", each),
			on.Update().After("gorm:update").Register("duban:statement", each),
			on.Delete().After("gorm:delete").Register("duban:statement", each),
		)
	}
	return errors.Join(failed...)
}

// Write runs fn in one transaction and commits it when fn returns nil; otherwise it is rolled back. Nothing is
// retried. An error of fn is returned unchanged if it is a *models.Error; a failed commit is KindUnavailable. Changes
// of protected rows are recorded and sealed in the same transaction, see seal.
//
// When CheckSpace fails, the transaction is not begun.
func (s *Store) Write(ctx context.Context, fn func(tx *Tx) error) error {
	if err := s.CheckSpace(); err != nil {
		return err
	}
	return s.WriteReserved(ctx, fn)
}

// CheckSpace returns KindUnavailable "disk_full" or "store_full" when there is no free space. Callers that store
// something outside the database check it first.
func (s *Store) CheckSpace() error {
	if at := s.full.Load(); at != 0 && time.Since(time.Unix(0, at)) < fullFor {
		return errFull
	}
	if s.checkSpace == nil {
		return nil
	}
	return s.checkSpace()
}

// fullFor is how long writes are refused after the database reported that it is full. A quota can be exhausted while
// the disk has free space.
const fullFor = 2 * time.Second

// WriteReserved is Write without CheckSpace, in the reserved space: for the few small rows without which people could
// not log in, read or find out what is wrong.
func (s *Store) WriteReserved(ctx context.Context, fn func(tx *Tx) error) error {
	notes := &touched{rows: map[string]map[string]touchedRow{}}
	var head *models.AuditHead
	err := s.run(context.WithValue(ctx, touchedKey{}, notes), s.write, s.dialect.writing, Tx{locks: s.dialect.locks},
		func(tx *Tx) error {
			err := fn(tx)
			if err == nil {
				head, err = tx.seal(notes, models.InstantOf(s.now()))
			}
			if err == nil {
				err = faultBefore(tx, notes)
			}
			return err
		})
	if err == nil {
		err = faultAfter(notes)
	}
	if err == nil && head != nil {
		s.setHead(head)
	}
	if err != nil && models.AsError(err).Code == errFull.Code {
		s.full.Store(time.Now().UnixNano())
	}
	return err
}

// setHead stores the head of a committed seal, unless a later one is stored, and signals it.
func (s *Store) setHead(head *models.AuditHead) {
	for {
		known := s.head.Load()
		if known != nil && known.Sequence >= head.Sequence {
			return
		}
		if s.head.CompareAndSwap(known, head) {
			break
		}
	}
	select {
	case s.sealed <- struct{}{}:
	default: // an earlier signal is still pending
	}
}

// Sealed returns a channel that receives after commits that moved the head of the audit chain; several commits may
// send one value.
func (s *Store) Sealed() <-chan struct{} { return s.sealed }

// Head returns the newest seal made by this process and reports whether there is one.
func (s *Store) Head() (models.AuditHead, bool) {
	if head := s.head.Load(); head != nil {
		return *head, true
	}
	return models.AuditHead{}, false
}

// Read runs fn over one snapshot of the database. It does not wait for writers and does not block them.
func (s *Store) Read(ctx context.Context, fn func(tx *Tx) error) error {
	return s.run(ctx, s.read, s.dialect.reading, Tx{reads: true}, fn)
}

func (s *Store) run(ctx context.Context, pool *gorm.DB, options *sql.TxOptions, tx Tx, fn func(tx *Tx) error) error {
	db := pool.WithContext(ctx).Begin(options)
	if db.Error != nil {
		return classify(db.Error)
	}
	finished := false
	defer func() {
		if !finished {
			db.Rollback() // fn's error is returned, or it panicked
		}
	}()
	tx.db, tx.store = db, s
	if err := fn(&tx); err != nil {
		return classify(err)
	}
	if err := ctx.Err(); err != nil {
		return classify(err)
	}
	finished = true
	if err := db.Commit().Error; err != nil {
		return commitFailed(err)
	}
	return nil
}

// Ping returns nil when both pools reach the database.
func (s *Store) Ping(ctx context.Context) error {
	for _, pool := range []*gorm.DB{s.write, s.read} {
		if err := pool.WithContext(ctx).Exec("SELECT 1").Error; err != nil {
			return classify(err)
		}
	}
	return nil
}

// Check has the database verify its pages, indexes and foreign keys, and returns one text for each finding.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	var found []string
	for _, query := range s.dialect.checks {
		var lines []string
		if err := s.read.WithContext(ctx).Raw(query).Scan(&lines).Error; err != nil {
			return nil, classify(err)
		}
		for _, line := range lines {
			if line != "ok" {
				found = append(found, line)
			}
		}
	}
	return found, nil
}

// Close closes the pools. Running transactions fail.
func (s *Store) Close() error {
	var failed []error
	for _, pool := range []*gorm.DB{s.write, s.read} {
		if pool != nil {
			failed = append(failed, closePool(pool))
		}
	}
	if err := errors.Join(failed...); err != nil {
		return models.Errorf(models.KindUnavailable, "store_close", "数据库未能正常关闭，请检查磁盘").Because(err)
	}
	return nil
}

func closePool(pool *gorm.DB) error {
	db, err := pool.DB()
	if err != nil {
		return err
	}
	return db.Close()
}

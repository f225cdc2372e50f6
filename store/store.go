// Package store keeps the models: the only room with a database in it.
//
// It holds no rules. What may change when is decided by models; the store makes sure that a change happens wholly or
// not at all, that what may exist once exists once, and that whoever comes second is told so. One SQLite file or one
// PostgreSQL database behave alike; a conformance suite runs over both.
//
// Every failure leaves as a *models.Error: see errors.go, the one table from driver errors to kinds.
package store

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"duban/models"
)

// Config says where the rows are.
type Config struct {
	// DSN is "postgres://user:password@host/name" or the path of a SQLite file; "" is duban.db in the working directory.
	DSN string
	// Scratch is for a database that lives no longer than the process: nothing is synced to disk. SQLite only.
	Scratch bool
	// Copies is the folder for copies made before a migration; "" is backup beside a SQLite file, and none for PostgreSQL.
	Copies string
	// Log hears of migrations; nil is silent. Failures are returned, not logged.
	Log *slog.Logger
	// OnQuery is called once for each question to the database; nil: nobody counts.
	OnQuery func()
	// Now is the clock of what the store itself puts on record; nil is the machine's.
	Now func() time.Time
	// OnStatement is called once for each statement of a transaction, whether it reads or writes; nil: nobody counts.
	OnStatement func()
	// CheckSpace is asked before every write but those of WriteReserved; its error is the write's. nil: there is always
	// room.
	CheckSpace func() error
}

// Store is an open database with the newest schema. It is safe for concurrent use.
type Store struct {
	dialect dialect
	path    string // of the SQLite file
	write   *gorm.DB
	read    *gorm.DB // another pool on SQLite, the same one on PostgreSQL
	now     func() time.Time
	room    func() error
	full    atomic.Int64                     // when the database last had no room, in nanoseconds
	head    atomic.Pointer[models.AuditHead] // newest seal of this process
	sealed  chan struct{}                    // holds one when head has moved
}

// dialect is everything in which the two databases differ.
type dialect struct {
	name    string // also the folder of its migrations
	writing *sql.TxOptions
	reading *sql.TxOptions
	locks   bool   // rows are locked with FOR UPDATE; SQLite has one writer and needs none
	guard   string // statement that lets one migrating process in at a time; "" when a write transaction does
	checks  []string
}

// Open opens the database, creating a missing SQLite file, and brings its schema up to date.
//
// Errors are KindInvalid for a configuration that cannot work ("bad_database", "database_newer", "sqlite_too_old") and
// KindUnavailable when the database is away.
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
	s.room = c.CheckSpace
	if s.now = c.Now; s.now == nil {
		s.now = time.Now
	}
	steps, err := migrationsOf(s.dialect.name)
	if err == nil {
		err = s.copyBefore(ctx, c, steps)
	}
	if err == nil {
		err = s.migrate(ctx, c.Log, steps)
	}
	if err != nil {
		return nil, errors.Join(classify(err), s.Close())
	}
	if err := errors.Join(noteWrites(s.write), s.count(c.OnQuery), s.countAll(c.OnStatement)); err != nil {
		return nil, errors.Join(classify(err), s.Close())
	}
	return s, nil
}

// count has each question that is read with called back.
func (s *Store) count(queried func()) error {
	if queried == nil {
		return nil
	}
	each := func(*gorm.DB) { queried() }
	return errors.Join(
		s.read.Callback().Query().After("gorm:query").Register("duban:queried", each),
		s.read.Callback().Row().After("gorm:row").Register("duban:queried", each),
		s.read.Callback().Raw().After("gorm:raw").Register("duban:queried", each),
	)
}

// countAll has each statement called back, of both pools.
func (s *Store) countAll(asked func()) error {
	if asked == nil {
		return nil
	}
	each := func(*gorm.DB) { asked() }
	var failed []error
	pools := []*gorm.DB{s.write, s.read}
	if s.read == s.write {
		pools = pools[:1]
	}
	for _, pool := range pools {
		on := pool.Callback()
		failed = append(failed,
			on.Query().After("gorm:query").Register("duban:asked", each), on.Row().After("gorm:row").Register("duban:asked",
				each),
			on.Raw().After("gorm:raw").Register("duban:asked", each), on.Create().After("gorm:create").Register("duban:asked",
				each),
			on.Update().After("gorm:update").Register("duban:asked", each), on.Delete().After("gorm:delete").
				Register("duban:asked", each))
	}
	return errors.Join(failed...)
}

// Write runs fn in one transaction that may change rows; it commits when fn returns nil and is rolled back otherwise.
// Nothing is retried. An error of fn comes back as it is; a failed commit is KindUnavailable. What fn did to protected
// rows is put on record and sealed in the same transaction: see seal.
//
// Without room on the disk nothing is begun, and the answer is at once that of CheckSpace.
func (s *Store) Write(ctx context.Context, fn func(tx *Tx) error) error {
	if err := s.CheckSpace(); err != nil {
		return err
	}
	return s.WriteReserved(ctx, fn)
}

// CheckSpace reports whether there is room on the disk; whoever stores something outside the database asks first. The
// error is KindUnavailable with code "disk_full".
func (s *Store) CheckSpace() error {
	if at := s.full.Load(); at != 0 && time.Since(time.Unix(0, at)) < fullFor {
		return errFull
	}
	if s.room == nil {
		return nil
	}
	return s.room()
}

// fullFor is how long the database is taken for full after it said so, whatever the disk says (a quota): who comes in
// the meantime is told at once.
const fullFor = 2 * time.Second

// WriteReserved is Write in the space that is kept free: for the few small rows without which nobody could log in,
// read or find out what is wrong.
func (s *Store) WriteReserved(ctx context.Context, fn func(tx *Tx) error) error {
	notes := &touched{rows: map[string]map[string]touchedRow{}}
	var head *models.AuditHead
	err := s.run(context.WithValue(ctx, touchedKey{}, notes), s.write, s.dialect.writing, s.dialect.locks,
		func(tx *Tx) error {
			err := fn(tx)
			if err == nil {
				head, err = tx.seal(notes, models.InstantOf(s.now()))
			}
			return err
		})
	if err == nil && head != nil {
		s.announce(head)
	}
	if err != nil && models.AsError(err).Code == errFull.Code {
		s.full.Store(time.Now().UnixNano())
	}
	return err
}

// announce makes a seal that is committed the head of this process, unless a later one has been announced already.
func (s *Store) announce(head *models.AuditHead) {
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
	default: // whoever keeps the head has not looked yet
	}
}

// Sealed receives after commits that moved the head of the audit chain; several commits may be one signal.
func (s *Store) Sealed() <-chan struct{} { return s.sealed }

// Head is the newest seal that this process made and reports whether it made any.
func (s *Store) Head() (models.AuditHead, bool) {
	if head := s.head.Load(); head != nil {
		return *head, true
	}
	return models.AuditHead{}, false
}

// Read runs fn over one unchanging snapshot of the rows. It neither waits for writers nor holds them up.
func (s *Store) Read(ctx context.Context, fn func(tx *Tx) error) error {
	return s.run(ctx, s.read, s.dialect.reading, false, fn)
}

func (s *Store) run(ctx context.Context, pool *gorm.DB, options *sql.TxOptions, locks bool,
	fn func(tx *Tx) error) error {
	db := pool.WithContext(ctx).Begin(options)
	if db.Error != nil {
		return classify(db.Error)
	}
	finished := false
	defer func() {
		if !finished {
			db.Rollback() // what went wrong is already on its way to the caller
		}
	}()
	if err := fn(&Tx{db: db, locks: locks}); err != nil {
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

// Ping reports whether both pools reach the database.
func (s *Store) Ping(ctx context.Context) error {
	for _, pool := range []*gorm.DB{s.write, s.read} {
		if err := pool.WithContext(ctx).Exec("SELECT 1").Error; err != nil {
			return classify(err)
		}
	}
	return nil
}

// Check asks the database to verify itself: pages, indexes and foreign keys. Each string is one thing found.
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

// Close closes the pools. Transactions still running fail.
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

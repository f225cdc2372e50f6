package store

import (
	"context"
	"database/sql"
	"strings"
	"sync"

	"gorm.io/gorm"
)

// The statements that are kept prepared: no more than preparedMost of a pool, none longer than preparedLength bytes. A
// text is prepared when it is used the second time, so that those with a list of rare length do not fill the pool.
const (
	preparedMost   = 500
	preparedLength = 4000
)

// preparingPool is a pool of SQLite connections whose transactions use prepared statements. Preparing costs SQLite as
// much as carrying out a short statement. GORM's own way (PrepareStmt) prepares again in every transaction.
//
// One statement must not be carried out while its own rows are being read.
type preparingPool struct {
	*sql.DB
	mutex  sync.Mutex
	ready  map[string]*sql.Stmt
	seen   map[string]bool
	wanted []string
}

func newPreparingPool(db *sql.DB) *preparingPool {
	return &preparingPool{DB: db, ready: map[string]*sql.Stmt{}, seen: map[string]bool{}}
}

// GetDBConn returns the pool of connections.
func (p *preparingPool) GetDBConn() (*sql.DB, error) { return p.DB, nil }

// BeginTx prepares what the transactions before wanted and begins one.
func (p *preparingPool) BeginTx(ctx context.Context, options *sql.TxOptions) (gorm.ConnPool, error) {
	if err := p.prepare(ctx); err != nil {
		return nil, err
	}
	tx, err := p.DB.BeginTx(ctx, options)
	if err != nil {
		return nil, err
	}
	return &preparedTx{Tx: tx, pool: p}, nil
}

// prepare prepares the wanted statements. It needs a connection of its own: within a transaction of a pool of one it
// would wait forever.
func (p *preparingPool) prepare(ctx context.Context) error {
	p.mutex.Lock()
	wanted := p.wanted
	p.wanted = nil
	p.mutex.Unlock()
	for _, text := range wanted {
		prepared, err := p.PrepareContext(ctx, text) //nolint:sqlclosecheck // closed with the pool
		if ctx.Err() != nil {
			return ctx.Err() // it is wanted again when it is used again
		}
		if err != nil {
			continue // whoever uses it gets the error
		}
		p.mutex.Lock()
		other := p.ready[text]
		p.ready[text] = prepared
		p.mutex.Unlock()
		if other != nil {
			if err := other.Close(); err != nil {
				return err
			}
		}
	}
	return nil
}

// statement returns the prepared statement of a text, or nil.
func (p *preparingPool) statement(text string) *sql.Stmt {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if prepared := p.ready[text]; prepared != nil {
		return prepared
	}
	if len(text) > preparedLength || len(p.ready)+len(p.wanted) >= preparedMost || !changesNoSchema(text) {
		return nil
	}
	if p.seen[text] {
		delete(p.seen, text)
		p.wanted = append(p.wanted, text)
		return nil
	}
	if len(p.seen) >= preparedMost {
		clear(p.seen)
	}
	p.seen[text] = true
	return nil
}

// changesNoSchema reports whether a text is one statement that reads or writes rows.
func changesNoSchema(text string) bool {
	word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	switch strings.ToUpper(word) {
	case "SELECT", "INSERT", "UPDATE", "DELETE", "WITH":
		return !strings.Contains(text, ";")
	}
	return false
}

// preparedTx is a transaction that uses the statements of its pool.
type preparedTx struct {
	*sql.Tx
	pool *preparingPool
}

// ExecContext carries out a statement.
func (t *preparedTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if prepared := t.pool.statement(query); prepared != nil {
		return t.StmtContext(ctx, prepared).ExecContext(ctx, args...) //nolint:sqlclosecheck // closed with the transaction
	}
	return t.Tx.ExecContext(ctx, query, args...)
}

// QueryContext asks a query.
func (t *preparedTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if prepared := t.pool.statement(query); prepared != nil {
		return t.StmtContext(ctx, prepared).QueryContext(ctx, args...) //nolint:sqlclosecheck // closed with the transaction
	}
	return t.Tx.QueryContext(ctx, query, args...)
}

// QueryRowContext asks a query for one row.
func (t *preparedTx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if prepared := t.pool.statement(query); prepared != nil {
		return t.StmtContext(ctx, prepared).QueryRowContext(ctx, args...) //nolint:sqlclosecheck // with the transaction
	}
	return t.Tx.QueryRowContext(ctx, query, args...)
}

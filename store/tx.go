package store

import (
	"fmt"
	"reflect"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/schema"

	"duban/models"
)

// Tx is one transaction. Its methods change only the columns they name, accept no SQL from callers, and return
// KindConflict when the row was changed meanwhile.
type Tx struct {
	db       *gorm.DB
	store    *Store
	locks    bool  // rows are locked with FOR UPDATE
	reads    bool  // one snapshot that writes nothing, see Snapshot
	sequence int64 // of its snapshot, see Sequence; -1: of an empty chain, 0: not asked yet
}

// variables is how many parameters one statement may have. Both databases take 32,766 and more, but the SQLite driver
// looks each one up among all of the statement's, so that a statement's time grows with their square.
const variables = 1_000

// failed adds operation and keys to an error and translates it; nil stays nil.
func failed(err error, operation string, keys ...any) error {
	if err == nil {
		return nil
	}
	return models.AsError(classify(fmt.Errorf("store: %s %v: %w", operation, keys, err)))
}

// changedOne returns the error of a conditional update, or that of otherwise when it did not change exactly one row.
func changedOne(done *gorm.DB, otherwise func() error, operation string, keys ...any) error {
	if done.Error != nil {
		return failed(done.Error, operation, keys...)
	}
	if done.RowsAffected != 1 {
		return otherwise()
	}
	return nil
}

// insert adds new rows, in several statements if there are many.
func insert[T any](tx *Tx, rows []T, operation string) error {
	if len(rows) == 0 {
		return nil
	}
	return failed(tx.db.CreateInBatches(&rows, tx.chunk(&rows[0])).Error, operation)
}

// insertMissing adds the rows that do not exist and leaves the others unchanged. ON CONFLICT DO NOTHING keeps a
// PostgreSQL transaction usable, unlike a failed insert.
func insertMissing[T any](tx *Tx, rows []T, operation string) error {
	if len(rows) == 0 {
		return nil
	}
	return failed(tx.db.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&rows, tx.chunk(&rows[0])).Error,
		operation)
}

// few is up to how many rows insertFresh inserts one by one.
const few = 8

// insertFresh adds the rows that do not exist and returns them. Many rows are of projects that the caller has locked:
// which of them exist is asked first.
func insertFresh[T any](tx *Tx, rows []T, column string, key func(T) string, operation string) ([]T, error) {
	var fresh []T
	if len(rows) <= few {
		for _, row := range rows {
			isFresh, err := insertOnce(tx, row, operation, key(row))
			if err != nil {
				return nil, err
			}
			if isFresh {
				fresh = append(fresh, row)
			}
		}
		return fresh, nil
	}
	known := map[string]bool{}
	for part := range slices.Chunk(rows, variables) {
		keys := make([]string, len(part))
		for i, row := range part {
			keys[i] = key(row)
		}
		var found []string
		if err := tx.db.Model(&part[0]).Where(map[string]any{column: keys}).Pluck(column, &found).Error; err != nil {
			return nil, failed(err, operation)
		}
		for _, k := range found {
			known[k] = true
		}
	}
	for _, row := range rows {
		if k := key(row); !known[k] {
			known[k] = true
			fresh = append(fresh, row)
		}
	}
	return fresh, insertMissing(tx, fresh, operation)
}

// insertOnce adds one row unless it exists, and reports whether it was new.
func insertOnce[T any](tx *Tx, row T, operation string, keys ...any) (bool, error) {
	done := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row)
	return done.RowsAffected == 1, failed(done.Error, operation, keys...)
}

// chunk returns how many rows of that type fit into one statement.
func (tx *Tx) chunk(row any) int {
	return max(1, variables/len(tx.columns(row)))
}

// columns returns the columns of a row's table, keys included.
func (tx *Tx) columns(row any) []string {
	return tx.parse(row).DBNames
}

// first loads the row that matches, or returns missing.
func first[T any](tx *Tx, missing *models.Error, condition string, args ...any) (T, error) {
	row, ok, err := find[T](tx, condition, args...)
	if err == nil && !ok {
		return row, missing
	}
	return row, err
}

// find loads the row that matches and reports whether there is one.
func find[T any](tx *Tx, condition string, args ...any) (row T, ok bool, err error) {
	done := tx.db.Where(condition, args...).Limit(1).Find(&row)
	return row, done.RowsAffected == 1, failed(done.Error, fmt.Sprintf("find %T", row), args...)
}

// list loads the rows that match, in order.
func list[T any](tx *Tx, order, condition string, args ...any) ([]T, error) {
	var rows []T
	err := tx.db.Where(condition, args...).Order(order).Find(&rows).Error
	return rows, failed(err, fmt.Sprintf("list %T", rows), args...)
}

// update changes the named columns of the rows that match.
func update[T any](tx *Tx, values map[string]any, condition string, args ...any) *gorm.DB {
	var table T
	return tx.db.Model(&table).Where(condition, args...).Updates(values)
}

// values returns the columns of a row with their values, except some.
func (tx *Tx) values(row any, except ...string) map[string]any {
	out, of := map[string]any{}, reflect.ValueOf(row).Elem()
	for _, f := range tx.parse(row).Fields {
		if !slices.Contains(except, f.DBName) {
			out[f.DBName], _ = f.ValueOf(tx.db.Statement.Context, of)
		}
	}
	return out
}

// parse returns GORM's schema of a row's table.
func (tx *Tx) parse(row any) *schema.Schema {
	statement := &gorm.Statement{DB: tx.db}
	if err := statement.Parse(row); err != nil {
		panic(fmt.Sprintf("store: %T is not a row: %v", row, err))
	}
	return statement.Schema
}

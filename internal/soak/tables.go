package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// tables returns how much of the databases each table takes, with its indexes.
func (s *soak) tables(ctx context.Context) (map[string]float64, error) {
	all := map[string]float64{}
	for _, name := range []string{"duban.db", "temporal.db"} {
		db, err := s.open(name)
		if err != nil {
			return nil, err
		}
		rows, err := db.QueryContext(ctx, `SELECT coalesce(m.tbl_name, d.name), sum(d.pgsize) FROM dbstat d
			LEFT JOIN sqlite_schema m ON m.name = d.name GROUP BY 1`)
		if err == nil {
			err = addTables(rows, strings.TrimSuffix(name, ".db"), all)
		}
		_ = db.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return all, nil
}

// perRow returns what a row of one of the record's tables takes, with its indexes; 0 without rows. It stands in for the
// cost of what the program does by itself.
func (s *soak) perRow(ctx context.Context, table string, all map[string]float64) (float64, error) {
	db, err := s.open("duban.db")
	if err != nil {
		return 0, err
	}
	defer func() { _ = db.Close() }()
	var rows float64
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM "+table).Scan(&rows); err != nil || rows == 0 {
		return 0, err
	}
	return all["duban "+table] / rows, nil
}

func addTables(rows *sql.Rows, of string, all map[string]float64) error {
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var table string
		var size float64
		if err := rows.Scan(&table, &size); err != nil {
			return err
		}
		all[of+" "+table] += size
	}
	return rows.Err()
}

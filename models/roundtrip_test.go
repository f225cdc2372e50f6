package models_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
)

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

type column interface {
	comparable
	driver.Valuer
}

// roundTrip sends a value through JSON, as itself and as the key of an object, and through a text column of either
// driver: SQLite's gives strings, PostgreSQL's may give bytes.
func roundTrip[T column, P interface {
	*T
	sql.Scanner
}](t failer, v T) {
	t.Helper()
	text, err := json.Marshal(map[T]T{v: v})
	if err != nil {
		t.Fatalf("%v: %v", v, err)
	}
	var decoded map[T]T
	if err := json.Unmarshal(text, &decoded); err != nil || len(decoded) != 1 || decoded[v] != v {
		t.Fatalf("%s read as %v, %v", text, decoded, err)
	}
	stored, err := v.Value()
	if err != nil {
		t.Fatalf("%v: %v", v, err)
	}
	for _, src := range []any{stored, []byte(stored.(string))} {
		var scanned T
		if err := P(&scanned).Scan(src); err != nil || scanned != v {
			t.Fatalf("%T %v scanned as %v, %v", src, src, scanned, err)
		}
	}
}

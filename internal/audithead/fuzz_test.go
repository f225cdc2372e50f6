package audithead

import (
	"os"
	"path/filepath"
	"testing"

	"duban/internal/testkit/refusal"
)

// FuzzHead reads a damaged file of the head: it is refused in Chinese, or is written and read as the same head.
func FuzzHead(f *testing.F) {
	for _, text := range []string{`{"sequence":7,"hash":"ab","audit_id":9,"at":"2026-06-30T09:00:00+08:00"}`, ``, `{}`,
		`[]`, `null`,
		`{"sequence":-1,"hash":"x"}`, `{"sequence":1e99,"hash":"x"}`, `{"sequence":1,"hash":"x","at":"gestern"}`,
		`{"sequence":1,"hash":"x"}{"sequence":2,"hash":"y"}`} {
		f.Add([]byte(text))
	}
	path := filepath.Join(f.TempDir(), FileName)
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		head, there, err := Read(path)
		refusal.Check(t, err, path)
		if there != (err == nil) {
			t.Fatalf("there %t, %v", there, err)
		}
		if err != nil {
			return
		}
		if err := Write(path, head); err != nil {
			t.Fatal(err)
		}
		again, there, err := Read(path)
		if err != nil || !there || again.Sequence != head.Sequence || again.Hash != head.Hash {
			t.Fatalf("%s is read as %+v and then as %+v (%v)", text, head, again, err)
		}
	})
}

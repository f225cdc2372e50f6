package backup_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"duban/models"
	"duban/store"
	"duban/store/storetest"
)

// pdf returns a document whose bytes differ for each i.
func pdf(i int) io.Reader {
	return strings.NewReader(fmt.Sprintf("%%PDF-1.7\n%% %d\n%s\n%%%%EOF\n", i, strings.Repeat("内容", 300)))
}

// people returns the rows of a database that is not open elsewhere.
func people(t *testing.T, dsn string) (rows []models.Person) {
	t.Helper()
	s := storetest.Open(t, dsn)
	storetest.Read(t, s, func(tx *store.Tx) (err error) {
		rows, err = tx.People()
		return err
	})
	return rows
}

func contains(rows []models.Person, name string) bool {
	return slices.ContainsFunc(rows, func(p models.Person) bool { return p.Name == name })
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func sameBytes(t *testing.T, a, b string) {
	t.Helper()
	if !bytes.Equal(read(t, a), read(t, b)) {
		t.Errorf("%s and %s differ", a, b)
	}
}

func sameFile(t *testing.T, a, b string) bool {
	t.Helper()
	one, err := os.Stat(a)
	if err != nil {
		t.Fatal(err)
	}
	two, err := os.Stat(b)
	if err != nil {
		t.Fatal(err)
	}
	return os.SameFile(one, two)
}

func overwrite(t *testing.T, path string, change func([]byte) []byte) {
	t.Helper()
	if err := os.WriteFile(path, change(read(t, path)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// entries returns the names in a directory without hidden lock files.
func entries(t *testing.T, dir string) (names []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if !strings.HasSuffix(e.Name(), ".lock") {
			names = append(names, e.Name())
		}
	}
	return names
}

func refused(t *testing.T, err error, code string) {
	t.Helper()
	if err == nil || models.AsError(err).Code != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

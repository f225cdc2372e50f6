package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// Files written by the command line are readable only by their owner, also if they replace one that others could read.
func TestFilesAreWrittenForTheirOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.xlsx")
	for _, force := range []bool{false, true} {
		if err := writeFile(path, []byte("x"), force); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v, %v", info.Mode(), err)
		}
		if err := os.Chmod(path, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

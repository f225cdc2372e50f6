package powerloss_test

import (
	"encoding/hex"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"duban/internal/testkit/powerloss"
)

// trace writes calls as strace does. «text» is a string, ‹path› the file of a descriptor.
func trace(lines ...string) string {
	var b strings.Builder
	for n, text := range lines {
		for _, quotes := range [][2]string{{"«", "»"}, {"‹", "›"}} {
			for {
				head, rest, found := strings.Cut(text, quotes[0])
				if !found {
					break
				}
				inner, tail, _ := strings.Cut(rest, quotes[1])
				in := [2]string{`"`, `"`}
				if quotes[0] == "‹" {
					in = [2]string{"<", ">"}
				}
				text = head + in[0] + escaped(inner) + in[1] + tail
			}
		}
		process, text, _ := strings.Cut(text, " ")
		fmt.Fprintf(&b, "%s 1700000000.%06d %s\n", process, n, text)
	}
	return b.String()
}

func escaped(text string) (out string) {
	for i := range len(text) {
		out += `\x` + hex.EncodeToString([]byte{text[i]})
	}
	return out
}

// after returns the files after a cut at a line.
func after(t *testing.T, text string, cut powerloss.Cut, seed uint64) map[string]string {
	t.Helper()
	events, err := powerloss.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	disk, err := powerloss.Replay("/d", events)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := disk.After(cut, rand.New(rand.NewPCG(seed, 1)), dir); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	err = filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		found[strings.TrimPrefix(path, dir+"/")] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

var recorded = trace(
	`7 openat(AT_FDCWD‹/›, «/d/a», O_RDWR|O_CREAT, 0600) = 3‹/d/a›`,
	`7 pwrite64(3‹/d/a›, «old», 3, 0) = 3`,
	`7 openat(AT_FDCWD‹/›, «/d», O_RDONLY) = 4‹/d›`,
	`7 fsync(4‹/d›) = 0`, // the name, and not yet the content
	`7 fdatasync(3‹/d/a› <unfinished ...>`,
	`8 pwrite64(3‹/d/a›, «NEW», 3, 0) = 3`, // while the sync runs: not covered by it
	`7 <... fdatasync resumed>) = 0`,
	`8 rename(«/d/a», «/d/b») = 0`,
	`7 ftruncate(3‹/d/b›, 1) = 0`,
	`7 fsync(3‹/d/b›) = 0`,
	`7 fsync(4‹/d›) = 0`,
	`7 write(1‹pipe:[1]›, «done\n», 5) = 5`,
	`7 unlinkat(AT_FDCWD‹/›, «/d/b», 0) = 0`,
	`7 mkdirat(AT_FDCWD‹/d›, «/d/missing/x», 0700) = -1 ENOENT (No such file or directory)`,
	`7 +++ exited with 0 +++`,
)

// With nothing kept that was not synced, the directory at each line is exactly what the syncs before it guarantee.
func TestWhatIsGuaranteed(t *testing.T) {
	want := []map[string]string{4: {"a": ""}, 5: {"a": ""}, 6: {"a": ""}, 7: {"a": "old"}, 8: {"a": "old"},
		9:  {"a": "old"},
		10: {"a": "N"}, 11: {"b": "N"}, 14: {"b": "N"}}
	for line, files := range want {
		if files == nil && (line < 4 || line > 11) {
			files = map[string]string{}
			if line > 11 {
				files = want[11]
			}
		}
		if diff := cmp.Diff(files, after(t, recorded, powerloss.Cut{Line: line, Sector: 512}, 1)); diff != "" {
			t.Errorf("cut at line %d:\n%s", line, diff)
		}
	}
}

// What was not synced may be kept or not, a sector at a time; a renamed file is under one of its names.
func TestWhatMayBe(t *testing.T) {
	seen := map[string]bool{}
	for seed := range uint64(200) {
		files := after(t, recorded, powerloss.Cut{Line: 9, Keeps: 0.5, Sector: 2}, seed)
		if len(files) != 1 {
			t.Fatalf("one file has %d names: %v", len(files), files)
		}
		for name, content := range maps.All(files) {
			seen[name+" "+content] = true
		}
	}
	want := map[string]bool{}
	for _, name := range []string{"a", "b"} {
		for _, content := range []string{"old", "NEd", "olW", "NEW", "o", "N"} {
			want[name+" "+content] = true
		}
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Error(diff)
	}
}

// What is not understood is an error, not a guess.
func TestWhatIsNotUnderstood(t *testing.T) {
	for _, call := range []string{
		`7 openat(AT_FDCWD‹/›, «/d/earlier», O_RDWR) = 3‹/d/earlier›`,
		`7 pwrite64(3‹/d/a›, «x», 1, 0) = 1`,
		`7 fallocate(3‹/d/a›, 0, 0, 10) = 0`,
		`7 link(«/e», «/d/a») = 0`,
		`7 rename(«/e», «/d/a») = 0`,
		`7 mkdir(«/d/x/y», 0700) = 0`,
	} {
		events, err := powerloss.Read(strings.NewReader(trace(call)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := powerloss.Replay("/d", events); err == nil {
			t.Errorf("taken: %s", call)
		}
	}
}

package backup_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"duban/internal/backup"
)

// crashIn names the environment variable that makes the test binary the child of TestKilledBackup…. Its value is a data
// directory and a folder for backups.
const crashIn = "DUBAN_BACKUP_TEST_CRASH"

func TestMain(m *testing.M) {
	if data := os.Getenv(crashIn); data != "" {
		backUpUntilKilled(data, os.Getenv(crashIn+"_TO"))
	}
	os.Exit(m.Run())
}

// backUpUntilKilled makes backups and prints a line before each.
func backUpUntilKilled(data, to string) {
	o := backup.Options{Dir: to}
	if recipient := os.Getenv(crashIn + "_FOR"); recipient != "" {
		o.Recipients = []string{recipient}
	}
	for {
		fmt.Println("begins")
		if _, err := backup.Make(context.Background(), backup.Source{Data: data}, o); err != nil {
			panic(err)
		}
	}
}

// However a backup is killed, every directory with the name of a backup is complete, and the next backup succeeds and
// removes what was left.
func TestKilledBackupLeavesWholeOnesOnly(t *testing.T) {
	h := newFixture(t, "")
	for i := range 40 {
		h.put(t, i)
	}
	key := filepath.Join(t.TempDir(), "key")
	recipient, err := backup.NewKey(key, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	identities, err := backup.ReadKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for _, to := range []string{"", recipient} {
		dir := t.TempDir()
		for kill := range 5 {
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), crashIn+"="+h.source.Data, crashIn+"_TO="+dir, crashIn+"_FOR="+to)
			out, err := child.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := child.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := out.Read(make([]byte, 7)); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Duration(kill*kill*12) * time.Millisecond) // at an arbitrary moment
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = child.Wait() // it was killed: the error is expected
			found, err := backup.List(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				if report, err := backup.Verify(t.Context(), f.Path, backup.Checks{Identities: identities}); err != nil ||
					!report.OK {
					t.Errorf("kill %d left %s: %+v, %v", kill, f.Path, report, err)
				}
			}
		}
		o := backup.Options{Dir: dir}
		if to != "" {
			o.Recipients = []string{to}
		}
		make1(t, h, o)
		for _, folder := range []string{dir, h.source.Data} {
			for _, name := range entries(t, folder) {
				if strings.HasPrefix(name, ".") {
					t.Errorf("left behind in %s: %s", folder, name)
				}
			}
		}
	}
}

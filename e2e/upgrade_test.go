package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// If the program is killed at any moment while it copies and migrates the data of the released version, the next start
// succeeds, with all data and the copy made before.
func TestKilledWhileUpgrading(t *testing.T) {
	h := newInstance(t)
	untar := exec.Command("tar", "-xzf", filepath.Join("..", "internal", "app", "testdata", "released-495adb3",
		"killed.tar.gz"), "-C", h.data)
	if out, err := untar.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for kill := range 8 {
		cmd := exec.Command(binary, "serve", "--data", h.data, "--listen", "127.0.0.1:0")
		cmd.Stdout, cmd.Stderr = h.log, h.log
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(60+kill*60) * time.Millisecond) // at an arbitrary moment of the start
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed: the error is expected
	}
	h.start()
	var s status
	for deadline := time.Now().Add(time.Minute); s.Running != 5 && time.Now().
		Before(deadline); time.Sleep(200 * time.Millisecond) {
		h.ask(&s, "status")
	}
	if s.Projects != 5 || s.Running != 5 {
		t.Errorf("status %+v", s)
	}
	h.healthy()
	copies, err := filepath.Glob(filepath.Join(h.data, "backup", "duban-before-*.db"))
	if err != nil || len(copies) == 0 {
		t.Fatalf("copies: %v, %v", copies, err)
	}
	if info, err := os.Stat(copies[0]); err != nil || info.Size() < 500_000 {
		t.Errorf("the copy is incomplete: %v, %v", info, err)
	}
}

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Killed at any moment while it copies and migrates what the released version left, the program starts the next time,
// with everything there and the copy from before.
func TestKilledWhileUpgrading(t *testing.T) {
	h := newHouse(t)
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
		time.Sleep(time.Duration(60+kill*60) * time.Millisecond) // anywhere in the start; which is the kernel's choice
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
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
		t.Errorf("the copy is not whole: %v, %v", info, err)
	}
}

//go:build torture

package powerloss

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"duban/internal/testkit/need"
	"duban/internal/testkit/powerloss"
	"duban/store"
)

var (
	cuts = flag.Int("cuts", 60, "cuts of power of each recording")
	seed = flag.Uint64("seed", 20260101, "seed of the random choices")
)

// What was acknowledged before a cut of power is there after it. The two controls lose some: they show that the
// rebuilt directory lacks what was not synced.
func TestPowerCuts(t *testing.T) {
	t.Run("FULL", func(t *testing.T) {
		if rows, evidence := lost(t); rows+evidence > 0 {
			t.Errorf("lost: %d commands, %d pieces of evidence", rows, evidence)
		}
	})
	t.Run("control synchronous=NORMAL", func(t *testing.T) {
		if rows, _ := lost(t, "DUBAN_TEST_SYNCHRONOUS=NORMAL"); rows == 0 {
			t.Error("nothing was lost: the cuts cut nothing")
		}
	})
	t.Run("control evidence by write and rename", func(t *testing.T) {
		if _, evidence := lost(t, bareEvidence+"=1"); evidence == 0 {
			t.Error("nothing was lost: the cuts cut nothing")
		}
	})
}

// lost records the program once, cuts the power at many moments and counts what was acknowledged and is gone.
func lost(t *testing.T, environment ...string) (rows, evidence int) {
	t.Helper()
	dir := t.TempDir()
	events := record(t, dir, environment)
	disk, err := powerloss.Replay(dir, events)
	if err != nil {
		t.Fatal(err)
	}
	var acks []ack
	for _, e := range events {
		if text, ok := e.Written(1); ok && strings.HasPrefix(string(text), acknowledged) {
			parts := strings.Fields(string(text))
			acks = append(acks, ack{parts[1], parts[2], e.Begin})
		}
	}
	if want := openings * people * commands; len(acks) != want {
		t.Fatalf("%d acknowledgements are in the trace, not %d", len(acks), want)
	}
	rng := rand.New(rand.NewPCG(*seed, 5))
	counted, cutsWithLoss := 0, 0
	for n := range *cuts {
		cut := powerloss.Cut{Line: 1 + rng.IntN(events[len(events)-1].End), Keeps: []float64{0, 0.25, 0.5, 0.9}[n/2%4],
			Sector: []int64{512, 4096}[n/8%2]}
		if n%2 == 0 { // right after a person was told
			cut.Line = acks[rng.IntN(len(acks))].line + 1
		}
		into := filepath.Join(t.TempDir(), "after")
		if err := disk.After(cut, rng, into); err != nil {
			t.Fatal(err)
		}
		before := acks
		for len(before) > 0 && before[len(before)-1].line >= cut.Line {
			before = before[:len(before)-1]
		}
		r, e := missing(t, into, before)
		counted, rows, evidence = counted+len(before), rows+r, evidence+e
		if r+e > 0 {
			cutsWithLoss++
		}
	}
	t.Logf("%d cuts, %d acknowledged before them, lost: %d commands, %d pieces of evidence, at %d cuts; %d calls recorded",
		*cuts, counted, rows, evidence, cutsWithLoss, len(events))
	return rows, evidence
}

// ack is a command that was reported as stored, with the SHA-256 of its evidence.
type ack struct {
	key, sum string
	line     int
}

// record runs the program under strace.
func record(t *testing.T, dir string, environment []string) []powerloss.Event {
	t.Helper()
	strace := need.Tool(t, "strace", "apt-get install strace")
	trace := filepath.Join(t.TempDir(), "trace")
	program := exec.Command(strace, append(powerloss.Recorded, "-o", trace, os.Args[0])...)
	program.Env = append(append(os.Environ(), childOf+"="+dir), environment...)
	if out, err := program.CombinedOutput(); err != nil {
		t.Fatalf("%v: %.2000s", err, out)
	}
	f, err := os.Open(trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	events, err := powerloss.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return events
}

// missing opens what is left as the program does when the power is back. No damage and no half transaction is
// excused, in the controls neither.
func missing(t *testing.T, dir string, acks []ack) (rows, evidence int) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), store.Config{DSN: filepath.Join(dir, "duban.db")})
	if err != nil {
		t.Fatalf("does not open after the cut: %v", err)
	}
	defer s.Close()
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("after the cut: %v, %v", found, err)
	}
	err = s.Read(t.Context(), func(tx *store.Tx) error {
		for _, a := range acks {
			_, found, err := tx.Command(a.key)
			if err != nil {
				return err
			}
			if !found {
				rows++
			}
			data, err := os.ReadFile(filepath.Join(dir, "evidence", a.sum[:2], a.sum))
			if sum := sha256.Sum256(data); err != nil || hex.EncodeToString(sum[:]) != a.sum {
				evidence++
			}
		}
		half, err := tx.CommandsWithoutAudit()
		if len(half) > 0 {
			err = fmt.Errorf("half a transaction: %v", half)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return rows, evidence
}

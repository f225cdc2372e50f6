//go:build torture

package torture

import (
	"flag"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"duban/internal/testkit/need"
	"duban/internal/testkit/powerloss"
)

var powerCuts = flag.Int("powercuts", 30, "cuts of power of the whole program")

// The power is cut while several people work. The program then starts on what the disk holds for sure and a random part
// of the rest: the database, the engine's, evidence and the seal. strace must be allowed to trace.
func TestThePowerIsCut(t *testing.T) {
	need.Tool(t, "strace", "apt-get install strace")
	h := newInstance(t, "")
	h.trace = filepath.Join(filepath.Dir(h.faults), "trace")
	h.start()
	l := filled(t, h)
	stop := make(chan struct{})
	var people sync.WaitGroup
	for range 3 {
		people.Go(func() { l.work(stop) })
	}
	time.Sleep(45 * time.Second)
	close(stop)
	people.Wait()
	h.killTraced()
	f, err := os.Open(h.trace)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	events, err := powerloss.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	disk, err := powerloss.Replay(h.data, events)
	if err != nil {
		t.Fatal(err)
	}
	first := 0 // event after the first acknowledgement
	answered := func(e powerloss.Event) (before map[string]sent) {
		before = maps.Clone(l.acknowledged)
		maps.DeleteFunc(before, func(_ string, s sent) bool { return e.At <= float64(s.at.UnixMicro())/1e6 })
		return before
	}
	for len(answered(events[first])) == 0 {
		first++
	}
	rng := rand.New(rand.NewPCG(*seed, 13))
	sum := counts{}
	for n := range *powerCuts {
		e := events[first+rng.IntN(len(events)-first)]
		cut := powerloss.Cut{Line: e.Begin, Keeps: []float64{0, 0.3, 0.7}[n%3], Sector: []int64{512, 4096}[n/3%2]}
		dir, err := os.MkdirTemp("", "db")
		if err != nil {
			t.Fatal(err)
		}
		after := instanceIn(t, dir, "")
		if err := disk.After(cut, rng, dir); err != nil {
			t.Fatal(err)
		}
		after.start()
		c := (&load{h: after, acknowledged: answered(e)}).check()
		sum.acknowledged, sum.lost, sum.twice, sum.findings = sum.acknowledged+c.acknowledged, sum.lost+c.lost,
			sum.twice+c.twice, sum.findings+c.findings
		t.Logf("cut %d at line %d of %d: %+v", n+1, cut.Line, events[len(events)-1].End, c)
		after.kill()
		_ = os.RemoveAll(dir)
	}
	t.Logf("%d acknowledged, %d calls recorded, %d cuts, over all cuts: %+v", len(l.acknowledged), len(events), *powerCuts,
		sum)
}

// killTraced kills the recorded server; strace then ends by itself.
func (h *instance) killTraced() {
	h.t.Helper()
	out, err := exec.Command("pgrep", "-P", strconv.Itoa(h.cmd.Process.Pid)).Output()
	if err != nil {
		h.t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil {
		h.t.Fatal(err)
	}
	server, err := os.FindProcess(pid)
	if err == nil {
		err = server.Kill()
	}
	if err != nil {
		h.t.Fatal(err)
	}
	<-h.exited
}

package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// sample is the state of the program at one moment.
type sample struct {
	at          time.Duration // since the first sample of its stretch
	goroutines  float64
	descriptors float64
	heap        float64 // bytes in use after the last garbage collection
	resident    float64 // bytes of the process in memory
	used        bytesOf
	files       map[string]float64
	median      map[string]time.Duration // since the sample before, by group of work
	answered    int                      // since the program started
	failed      int
}

// sampleFor takes samples for a time, the first at once.
func (s *soak) sampleFor(ctx context.Context, d time.Duration) (all []sample, err error) {
	begun := time.Now()
	for n := 0; ; n++ {
		one, err := s.sample(ctx)
		if err != nil {
			return all, err
		}
		one.at = time.Since(begun)
		all = append(all, one)
		if n%4 == 0 {
			s.say("%s", one)
		}
		next := time.Duration(n+1) * s.o.every
		if next > d {
			return all, rest(ctx, time.Until(begun.Add(d)))
		}
		if err := rest(ctx, time.Until(begun.Add(next))); err != nil {
			return all, err
		}
	}
}

func (s *soak) sample(ctx context.Context) (one sample, err error) {
	if s.program.Ended() {
		return one, fmt.Errorf("the program ended:\n%s", s.program.Tail())
	}
	m, err := s.metrics(ctx)
	if err != nil {
		return one, err
	}
	process := "/proc/" + strconv.Itoa(s.program.PID())
	open, err := os.ReadDir(process + "/fd")
	if err != nil {
		return one, err
	}
	status, err := os.ReadFile(process + "/status")
	if err != nil {
		return one, err
	}
	one = sample{goroutines: m["go_goroutines"], heap: m["go_gc_heap_live_bytes"], descriptors: float64(len(open)),
		resident: resident(string(status))}
	if one.goroutines == 0 || one.heap == 0 || one.resident == 0 {
		return one, fmt.Errorf("a figure is missing: %v", one)
	}
	if one.used, err = s.used(ctx); err != nil {
		return one, err
	}
	one.median, one.answered, one.failed = s.work.window()
	one.files, err = s.files()
	return one, err
}

// resident reads VmRSS of /proc/PID/status, in bytes.
func resident(status string) float64 {
	for line := range strings.Lines(status) {
		if text, found := strings.CutPrefix(line, "VmRSS:"); found {
			n, _ := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "kB")), 64)
			return n * 1024
		}
	}
	return 0
}

// waiting is the logs of changes that a database has not yet taken into its file.
func (s sample) waiting() float64 { return s.files["duban.db-wal"] + s.files["temporal.db-wal"] }

// others are files that neither hold what people did nor are meant to grow.
func (s sample) others() (n float64) {
	for name, size := range s.files {
		switch name {
		case "duban.db", "duban.db-wal", "temporal.db", "temporal.db-wal", "evidence", "log", "backups":
		default:
			n += size
		}
	}
	return n
}

func (s sample) String() string {
	return fmt.Sprintf("%5.1f min  %.0f goroutines, %.0f descriptors, heap %s, resident %s, %s; page %s, command %s; "+
		"%d answered, %d failed", s.at.Minutes(), s.goroutines, s.descriptors, short(s.heap), short(s.resident), s.used,
		ms(s.median["page"]),
		ms(s.median["command"]), s.answered, s.failed)
}

func ms(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}

package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-6*max(1, math.Abs(a), math.Abs(b)) }

func TestSlopeIsByLeastSquares(t *testing.T) {
	at := func(minutes ...float64) (points []point) {
		for i := 0; i < len(minutes); i += 2 {
			points = append(points, point{time.Duration(minutes[i] * float64(time.Minute)), minutes[i+1]})
		}
		return points
	}
	for _, c := range []struct {
		name   string
		points []point
		want   float64
	}{
		{"nothing", nil, 0},
		{"one moment", at(10, 500), 0},
		{"twice the same moment", at(10, 500, 10, 900), 0},
		{"a line", at(0, 100, 30, 150, 60, 200), 100},
		{"a line that begins later", at(600, 100, 630, 150, 660, 200), 100},
		{"falling", at(0, 200, 60, 100), -100},
		{"flat", at(0, 7, 20, 7, 40, 7), 0},
		{"a peak in the middle", at(0, 7, 30, 1000, 60, 7), 0},
		{"a step", at(0, 0, 20, 0, 40, 60, 60, 60), 72},
	} {
		if got := slope(c.points); !near(got, c.want) {
			t.Errorf("%s: %g, want %g", c.name, got, c.want)
		}
	}
}

func TestLowsAreTheLeastOfEachStretch(t *testing.T) {
	var points, want []point
	for m, v := range []float64{5, 3, 4, 9, 8, 7, 1} {
		points = append(points, point{time.Duration(m) * time.Minute, v})
	}
	want = append(want, points[1], points[5], points[6])
	same := cmp.AllowUnexported(point{})
	if diff := cmp.Diff(want, lows(points, 3*time.Minute), same); diff != "" {
		t.Error(diff)
	}
}

// course is an hour of samples, one a minute.
func course(goroutines func(minute int) float64) (all []sample) {
	for m := range 61 {
		all = append(all, sample{at: time.Duration(m) * time.Minute, goroutines: goroutines(m)})
	}
	return all
}

func TestWhatGrowsIsSaid(t *testing.T) {
	figures := []flat{{"goroutines", func(s sample) float64 { return s.goroutines }, 20, count, false}}
	for _, c := range []struct {
		name  string
		of    func(minute int) float64
		grows bool
	}{
		{"flat", func(int) float64 { return 400 }, false},
		{"up and down", func(m int) float64 { return 400 + 50*float64(m%2) }, false},
		{"filling in the warm-up", func(m int) float64 { return 40 * float64(min(m, 10)) }, false},
		{"just below the bound", func(m int) float64 { return 400 + 19.9*float64(m)/50 }, false},
		{"just above it", func(m int) float64 { return 400 + 20.1*float64(m)/50 }, true},
		{"one more each minute", func(m int) float64 { return 400 + float64(m) + 30*float64(m%2) }, true},
		{"falling", func(m int) float64 { return 400 - float64(m) }, false},
	} {
		var out strings.Builder
		found := judge(after(course(c.of), 10*time.Minute), figures, time.Minute)
		fine := verdict(func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }, "work", found)
		if fine == c.grows || found[0].grows() != c.grows || strings.Contains(out.String(), "GROWS") != c.grows {
			t.Errorf("%s: %g an hour\n%s", c.name, found[0].perHour, out.String())
		}
	}
	if verdict(func(string, ...any) {}, "work", judge(nil, figures, time.Minute)) {
		t.Error("a run without samples is flat")
	}
}

// TestARunIsJudged judges reports of which one thing is wrong.
func TestARunIsJudged(t *testing.T) {
	made := func(change func(r *report)) bool {
		r := report{o: options{load: time.Hour, warm: 10 * time.Minute, quiet: 10 * time.Minute},
			costs: costs{"report": {record: 6 << 10}}, load: course(func(int) float64 { return 400 }),
			quiet: course(func(int) float64 { return 400 })[:11]}
		change(&r)
		return r.print(io.Discard)
	}
	grow := func(all []sample, by func(s *sample, minute float64)) {
		for i := range all {
			by(&all[i], all[i].at.Minutes())
		}
	}
	for name, c := range map[string]struct {
		change func(r *report)
		fine   bool
	}{
		"nothing":       {func(*report) {}, true},
		"wrong answers": {func(r *report) { r.wrong = []string{"500"} }, false},
		"goroutines":    {func(r *report) { grow(r.load, func(s *sample, m float64) { s.goroutines = 400 + m }) }, false},
		"requests under way": {func(r *report) {
			grow(r.load, func(s *sample, m float64) { s.goroutines = 400 + float64(int(m)%5)*m })
		}, true},
		"descriptors": {func(r *report) {
			grow(r.load, func(s *sample, m float64) { s.descriptors = 50 + m/4 })
		}, false},
		"heap": {func(r *report) { grow(r.load, func(s *sample, m float64) { s.heap = m * (1 << 20) }) }, false},
		"heap between two lows": {func(r *report) {
			grow(r.load, func(s *sample, m float64) { s.heap = float64(int(m)%5) * m * (1 << 20) })
		}, true},
		"heap that stays": {func(r *report) { r.quiet[10].heap = 49 << 20 }, false},
		"a log of changes": {func(r *report) {
			grow(r.load, func(s *sample, m float64) { s.files = map[string]float64{"temporal.db-wal": m * (1 << 20)} })
		}, false},
		"the record under load": {func(r *report) {
			grow(r.load, func(s *sample, m float64) { s.used.record = m * (1 << 20) })
		}, true},
		"a strange file": {func(r *report) {
			grow(r.load, func(s *sample, m float64) { s.files = map[string]float64{"temporal-tls": m * (1 << 20)} })
		}, false},
		"the record while idle": {func(r *report) {
			grow(r.quiet, func(s *sample, m float64) { s.used.record = m * (4 << 10) })
		}, false},
		"the log while idle": {func(r *report) { grow(r.quiet, func(s *sample, m float64) { s.used.log = m * 1000 }) },
			false},
		"no load": {func(r *report) { r.load = r.load[:5] }, false},
	} {
		if fine := made(c.change); fine != c.fine {
			t.Errorf("%s: fine is %t", name, fine)
		}
	}
}

func TestAYearIsEstimated(t *testing.T) {
	c := costs{}
	for _, y := range yearly {
		c[y.kind] = bytesOf{record: 1000, engine: 10, evidence: 1 << 30, log: 1}
	}
	times := 0.0
	for _, y := range yearly {
		times += y.times
	}
	if times < 100 || !near(times, 1+13+9+22+12+12+1+36+600+6+0.2) {
		t.Errorf("%g a year", times)
	}
	got := yearOf(c, bytesOf{record: 5, engine: 7}, 48)
	want := bytesOf{record: 48*times*1000 + 5*8760, engine: 48*times*10 + 7*192, evidence: 48 * 9 * 800 * 1024,
		log: 48 * times}
	for name, pair := range map[string][2]float64{"record": {got.record, want.record}, "engine": {got.engine, want.engine},
		"evidence": {got.evidence, want.evidence}, "log": {got.log, want.log}, "all": {got.all(), want.all()}} {
		if !near(pair[0], pair[1]) {
			t.Errorf("%s: %g, want %g", name, pair[0], pair[1])
		}
	}
	// What was freed in the idle minutes does not make a year smaller than nothing.
	if got := yearOf(costs{}, bytesOf{record: -1000, engine: -1, log: -1}, 1); got.record != 0 || got.engine != 0 ||
		got.log != 0 {
		t.Errorf("%+v", got)
	}
	done := expected(costs{"report": {record: 100, log: 1}, "review": {record: 10}},
		tally{"report": 3, "review": 4, "unknown": 9})
	if done != (bytesOf{record: 340, log: 3}) {
		t.Errorf("expected %+v", done)
	}
}

func TestWhatIsReadOfTheProcess(t *testing.T) {
	got := figures("# HELP go_goroutines Number.\ngo_goroutines 445\ngo_gc_heap_live_bytes 2.5e+07\n" +
		"duban_requests_total{door=\"web\"} 7\nduban_up 1\nno_number x\n")
	want := map[string]float64{"go_goroutines": 445, "go_gc_heap_live_bytes": 2.5e7, "duban_up": 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := resident("Name:\tduban\nVmHWM:\t  99 kB\nVmRSS:\t  613000 kB\n"); got != 613000*1024 {
		t.Errorf("resident %g", got)
	}
	s := sample{files: map[string]float64{"duban.db": 1, "duban.db-wal": 2, "temporal.db": 4, "temporal.db-wal": 8,
		"evidence": 16, "log": 32, "backups": 64, "temporal-tls": 128, "audit-head.json": 256}}
	if s.waiting() != 10 || s.others() != 384 {
		t.Errorf("waiting %g, others %g", s.waiting(), s.others())
	}
	names := grown(map[string]float64{"a": 5, "b": 5, "c": 5}, map[string]float64{"a": 5, "b": 9, "c": 7, "d": 3}, 2)
	if diff := cmp.Diff([]string{"b", "d"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestMarksAreEveryTenMinutes(t *testing.T) {
	var all []sample
	for i := range 121 { // a sample is a little late
		all = append(all, sample{at: time.Duration(i)*30*time.Second + 200*time.Millisecond})
	}
	var minutes []string
	for _, s := range marks(all, 10*time.Minute) {
		minutes = append(minutes, fmt.Sprintf("%.0f", s.at.Minutes()))
	}
	if diff := cmp.Diff([]string{"0", "10", "20", "30", "40", "50", "60"}, minutes); diff != "" {
		t.Error(diff)
	}
}

// TestWorkComesInOrder walks a project through its months and a returned milestone.
func TestWorkComesInOrder(t *testing.T) {
	p := &project{code: "one"}
	work := &targets{months: []*project{p}, milestones: []milestone{{p, "m"}}}
	for month := range lastMonth {
		next, found := take(&work.months)
		if !found || next.month != month {
			t.Fatalf("month %d: %v", month, found)
		}
		work.reported(next, "s")
		if _, found := take(&work.months); found {
			t.Fatal("a month is reported while the one before waits")
		}
		s, _ := take(&work.waiting)
		if month == 3 { // returned once
			s.again()
			again, _ := take(&work.months)
			work.reported(again, "s2")
			s, _ = take(&work.waiting)
		}
		s.done()
	}
	if _, found := take(&work.months); found {
		t.Error("a month that is not over is reported")
	}
	m, _ := take(&work.milestones)
	work.handedIn(m, "s3")
	s, _ := take(&work.waiting)
	s.again()
	if again, found := take(&work.milestones); !found || again != m {
		t.Error("a returned milestone is not handed in again")
	}
	work.imported = []*project{{month: 1}, {month: 1}, {month: 1}, {month: 2}}
	for _, want := range []int{2, 1, 1, 0} { // a workbook has one month
		if got := work.batch(2); len(got) != want {
			t.Errorf("%d projects in a workbook, want %d", len(got), want)
		}
	}
	work.reported(p, "")
	if len(work.waiting) != 0 {
		t.Error("a command that is not carried out yet waits for a decision")
	}
}

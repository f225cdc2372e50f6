package main

import (
	"fmt"
	"io"
	"slices"
	"time"
)

// report is what was measured.
type report struct {
	o                         options
	load, quiet               []sample
	commands                  tally // of the load
	costs                     costs
	tablesBefore, tablesAfter map[string]float64 // of the load
	tablesQuiet               map[string]float64 // at the very end
	wrong                     []string
}

func count(n float64) string { return fmt.Sprintf("%.1f", n) }

// lowsOf is into how many stretches the load is divided, of which the least values are judged: five minutes of an hour.
const lowsOf = 12

// underLoad are the figures that must be flat while people work. Requests under way have goroutines, connections and
// memory of their own, so least values are judged; those of the heap loosely, because they follow how busy the machine
// is. What the work leaves in use when it is done (printKept) is judged strictly.
var underLoad = []flat{
	{"goroutines", func(s sample) float64 { return s.goroutines }, 30, count, true},
	{"descriptors", func(s sample) float64 { return s.descriptors }, 10, count, true},
	{"heap in use", func(s sample) float64 { return s.heap }, 48 << 20, short, true},
	{"logs of changes", func(s sample) float64 { return s.waiting() }, 4 << 20, short, false},
	{"other files", func(s sample) float64 { return s.others() }, 64 << 10, short, false},
}

// withoutWork are those that must be flat while idle, for ten minutes. The engine writes a little: see docs/soak.md.
var withoutWork = []flat{
	{"record", func(s sample) float64 { return s.used.record }, 16 << 10, short, false},
	{"engine", func(s sample) float64 { return s.used.engine }, 24 << 10, short, false},
	{"evidence", func(s sample) float64 { return s.used.evidence }, 1 << 10, short, false},
	{"log", func(s sample) float64 { return s.used.log }, 4 << 10, short, false},
	{"goroutines", func(s sample) float64 { return s.goroutines }, 30, count, false},
	{"descriptors", func(s sample) float64 { return s.descriptors }, 5, count, false},
	{"other files", func(s sample) float64 { return s.others() }, 16 << 10, short, false},
}

// print writes the tables and reports whether everything is as it should be.
func (r report) print(out io.Writer) (fine bool) {
	line := func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }
	line("\n| minute | goroutines | descriptors | heap in use | resident | duban.db | its log | temporal.db | its log |" +
		" page | command | answered | failed |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|")
	for _, s := range marks(r.load, r.o.load/6) {
		line("| %.0f | %.0f | %.0f | %s | %s | %s | %s | %s | %s | %s | %s | %d | %d |", s.at.Minutes(), s.goroutines,
			s.descriptors, short(s.heap), short(s.resident), short(s.files["duban.db"]), short(s.files["duban.db-wal"]),
			short(s.files["temporal.db"]), short(s.files["temporal.db-wal"]), ms(s.median["page"]), ms(s.median["command"]),
			s.answered-r.load[0].answered, s.failed)
	}
	fine = len(r.wrong) == 0
	for _, w := range r.wrong {
		line("wrong: %s", w)
	}
	judged := after(r.load, r.o.warm)
	quiet := after(r.quiet, min(time.Minute, r.o.quiet/5)) // what was begun is put away
	if len(judged) < 2 || len(quiet) < 2 {
		line("too short to be judged")
		return false
	}
	found := judge(judged, underLoad, r.o.load/lowsOf)
	fine = verdict(line, fmt.Sprintf("while people work, after %s", r.o.warm), found) && fine
	for _, also := range []flat{
		{"resident", func(s sample) float64 { return s.resident }, 0, short, false},
		{"page, median", func(s sample) float64 { return float64(s.median["page"]) / 1e6 }, 0, count, false},
		{"command, median", func(s sample) float64 { return float64(s.median["command"]) / 1e6 }, 0, count, false},
	} {
		f := judge(judged, []flat{also}, 0)[0]
		line("| %s | %s | %s | %s | %s | - | - |", f.name, f.show(f.start), f.show(f.end), f.show(f.perHour), f.show(f.inAll))
	}
	idle := judge(quiet, withoutWork, 0)
	fine = verdict(line, "idle", idle) && fine
	fine = r.printKept(line) && fine
	r.printDisk(line, bytesOf{idle[0].perHour, idle[1].perHour, idle[2].perHour, idle[3].perHour})
	return fine
}

// verdict writes a table of findings.
func verdict(line func(string, ...any), title string, found []finding) (fine bool) {
	line("\n| %s | start | end | an hour | in all | bound | |\n|---|---|---|---|---|---|---|", title)
	fine = len(found) > 0
	for _, f := range found {
		word := "flat"
		if f.grows() {
			word, fine = "GROWS", false
		}
		line("| %s | %s | %s | %s | %s | %s | %s |", f.name, f.show(f.start), f.show(f.end), f.show(f.perHour),
			f.show(f.inAll), f.show(f.bound), word)
	}
	return fine
}

// keptBound is how much more memory than before the load may be in use when all work is done and the program has been
// idle for a while. Pages are made from memory, so it holds what people entered: some 11 MB after an hour.
const keptBound = 24 << 20

// printKept writes how much memory the work left in use.
func (r report) printKept(line func(string, ...any)) bool {
	before, now := r.load[0].heap, r.quiet[len(r.quiet)-1].heap
	word, fine := "flat", now-before <= keptBound
	if !fine {
		word = "GROWS"
	}
	line("\nheap in use before people worked: %s, at the end: %s, may grow by %s: %s", short(before), short(now),
		short(keptBound), word)
	return fine
}

// printDisk writes what commands add, and what a year does.
func (r report) printDisk(line func(string, ...any), idle bytesOf) {
	line("\n| one | record | engine | log | a year, each project |\n|---|---|---|---|---|")
	for _, y := range yearly {
		c := r.costs[y.kind]
		line("| %s | %s | %s | %s | %g: %s |", y.kind, short(c.record), short(c.engine), short(c.log), y.times, y.why)
	}
	first, last := r.load[0], r.quiet[0]
	grew, should := last.used.less(first.used), expected(r.costs, r.commands)
	line("\n%d pieces of work under load added: %s\nby the costs of their kinds:     %s", r.commands.sum(), grew, should)
	line("\n| table | under load | idle |\n|---|---|---|")
	for _, name := range grown(r.tablesBefore, r.tablesQuiet, 12) {
		line("| %s | %s | %s |", name, short(r.tablesAfter[name]-r.tablesBefore[name]),
			short(r.tablesQuiet[name]-r.tablesAfter[name]))
	}
	line("\n| a year of | record | engine | log | evidence, %d papers of %s each | together |\n|---|---|---|---|---|---|",
		papers, short(paperBytes))
	for _, n := range []int{48, 1000} {
		b := yearOf(r.costs, idle, n)
		line("| %d projects | %s | %s | %s | %s | %s |", n, short(b.record), short(b.engine), short(b.log),
			short(b.evidence), short(b.all()))
	}
	line("of it while idle: %s", ofYear(idle))
	line("backups: %s now", short(last.files["backups"]))
}

// marks are the first sample, the first of each interval and the last.
func marks(all []sample, interval time.Duration) (kept []sample) {
	next := time.Duration(0)
	for _, s := range all {
		if s.at >= next {
			kept = append(kept, s)
			next = s.at.Truncate(interval) + interval
		}
	}
	if len(all) > 0 && kept[len(kept)-1].at != all[len(all)-1].at {
		kept = slices.Concat(kept, all[len(all)-1:])
	}
	return kept
}

// Command soak runs the real program under an office's load for an hour and says whether anything grows that must not:
// goroutines, file descriptors, memory, disk. From the measured bytes of each kind of command it estimates what a year
// adds to the disk. Run it with make soak.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1) //nolint:forbidigo // only main ends the process
	}
}

// errGrows is returned when something grew, or was answered wrongly; it is printed before.
var errGrows = errors.New("not as it should be, see above")

// options are what a person may set.
type options struct {
	duban    string
	load     time.Duration // under load
	quiet    time.Duration // idle, afterwards
	warm     time.Duration // of the load, before anything is judged
	every    time.Duration // between two samples
	rate     float64       // commands a second
	projects int
	costs    int // commands of each kind whose bytes are measured
	keep     bool
}

func parse(args []string) (o options, err error) {
	flags := flag.NewFlagSet("soak", flag.ContinueOnError)
	flags.StringVar(&o.duban, "duban", "bin/duban", "the program")
	flags.DurationVar(&o.load, "for", time.Hour, "how long people work")
	flags.DurationVar(&o.quiet, "quiet", 0, "how long the program is idle afterwards; 0: a sixth of -for")
	flags.DurationVar(&o.warm, "warm", 0, "how long after the beginning nothing is judged; 0: a sixth of -for")
	flags.DurationVar(&o.every, "every", 30*time.Second, "how long between two samples; shorter for a short run")
	flags.Float64Var(&o.rate, "rate", 2, "commands a second")
	flags.IntVar(&o.projects, "projects", 300, "how many projects")
	flags.IntVar(&o.costs, "costs", 60, "commands of each kind whose bytes are measured")
	flags.BoolVar(&o.keep, "keep", false, "keep the folder with data and log")
	err = flags.Parse(args)
	if o.quiet == 0 {
		o.quiet = o.load / 6
	}
	if o.warm == 0 {
		o.warm = o.load / 6
	}
	o.every = min(o.every, o.load/30)
	return o, err
}

func run(ctx context.Context, args []string, out io.Writer) (err error) {
	o, err := parse(args)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "ds") // the path of a unix socket must be short
	if err != nil {
		return err
	}
	s, err := start(ctx, o, dir, out)
	if err != nil {
		return err
	}
	defer func() {
		by := syscall.SIGTERM
		if errors.Is(err, errGrows) {
			by = syscall.SIGQUIT // its log then says what each goroutine does
		}
		s.program.End(by)
		if o.keep || err != nil {
			fmt.Fprintf(out, "data and log: %s\n", dir)
			return
		}
		err = os.RemoveAll(dir)
	}()
	costs, err := s.prepare(ctx)
	if err != nil {
		return err
	}
	r, err := s.soak(ctx)
	if err != nil {
		return err
	}
	closing, err := s.perRow(ctx, "closing_lines", r.tablesQuiet)
	if err != nil {
		return err
	}
	costs["closing"] = bytesOf{record: closing}
	r.costs = costs
	if !r.print(out) {
		return errGrows
	}
	return nil
}

// soak has people work, then leaves the program idle, and samples all the while.
func (s *soak) soak(ctx context.Context) (r report, err error) {
	s.say("people work for %s; nothing is judged in the first %s", s.o.load, s.o.warm)
	if r.tablesBefore, err = s.tables(ctx); err != nil {
		return r, err
	}
	before := s.work.counts()
	working, stop := context.WithTimeout(ctx, s.o.load)
	defer stop()
	done := make(chan struct{})
	go func() {
		s.work.all(working)
		close(done)
	}()
	if r.load, err = s.sampleFor(ctx, s.o.load); err != nil {
		return r, err
	}
	stop()
	<-done
	r.commands = s.work.counts().less(before)
	if err := s.settle(ctx); err != nil {
		return r, err
	}
	if r.tablesAfter, err = s.tables(ctx); err != nil {
		return r, err
	}
	s.say("idle for %s", s.o.quiet)
	if r.quiet, err = s.sampleFor(ctx, s.o.quiet); err != nil {
		return r, err
	}
	r.tablesQuiet, err = s.tables(ctx)
	r.o, r.wrong = s.o, s.work.wrong()
	return r, err
}

// folder is where a part of the data stands.
func (s *soak) folder(name string) string { return filepath.Join(s.dir, name) }

// Command machines tries several machines on this one: PostgreSQL, a Temporal server as a process of its own, two
// duban web and three duban worker, with people's commands under way. It kills one of each, the Temporal server and
// PostgreSQL, and then counts what was acknowledged and is lost or there twice. Run it with make machines.
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
		fmt.Fprintln(os.Stderr, "machines:", err)
		os.Exit(1) //nolint:forbidigo // only main ends the process
	}
}

// errFound is returned when something was lost, twice, or otherwise not as it should be; it is printed before.
var errFound = errors.New("not as it should be, see above")

func run(ctx context.Context, args []string, out io.Writer) (err error) {
	flags := flag.NewFlagSet("machines", flag.ContinueOnError)
	duban := flags.String("duban", "bin/duban", "the program")
	cluster := flags.String("cluster", "bin/temporal-cluster", "the Temporal server")
	rounds := flags.Int("rounds", 1, "how often each is killed")
	senders := flags.Int("senders", 6, "people who send commands at the same time")
	pause := flags.Duration("pause", 6*time.Second, "how long commands are sent between two kills")
	keep := flags.Bool("keep", false, "keep the folder with data and logs")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "dm") // the path of a unix socket must be short
	if err != nil {
		return err
	}
	if err := os.Chmod(dir, 0o755); err != nil { // the account of PostgreSQL passes through
		return err
	}
	l := &lab{dir: dir, out: out, duban: *duban, cluster: *cluster, begun: time.Now()}
	defer func() {
		l.stopAll()
		if *keep || err != nil {
			fmt.Fprintf(out, "data and logs: %s\n", dir)
			return
		}
		err = os.RemoveAll(dir)
	}()
	if err := os.Mkdir(filepath.Join(dir, "evidence"), 0o700); err != nil {
		return err
	}
	if err := l.startAll(ctx); err != nil {
		return err
	}
	if err := l.imports(ctx); err != nil {
		return err
	}
	w := newWork(l)
	if err := w.prepare(ctx); err != nil {
		return err
	}
	if err := l.torture(ctx, w, *senders, *rounds, *pause); err != nil {
		return err
	}
	return l.prove(ctx, w)
}

// Command bench compares reading and writing large workbooks with other ways of doing it. Each side of a comparison
// runs in a process of its own, so that its processor time and its peak memory can be measured. Run it with make bench.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:forbidigo // only main ends the process
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) > 0 && args[0] == sideWord {
		return runSide(args[1:], stdout)
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("json", "", "file that takes the results as JSON")
	rows := flags.Int("rows", 100_000, "projects in each workbook")
	rounds := flags.Int("rounds", 3, "counted rounds, after one that warms up")
	keep := flags.String("keep", "", "folder that keeps the workbooks, for profiles")
	if err := flags.Parse(args); err != nil {
		return err
	}
	dir := *keep
	if dir == "" {
		temporary, err := os.MkdirTemp("", "duban-bench")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temporary)
		dir = temporary
	}
	results, err := measureAll(ctx, course{dir: dir, rows: *rows, rounds: *rounds, log: stderr})
	if err != nil {
		return err
	}
	tabulate(stdout, results)
	if *out == "" {
		return nil
	}
	content, err := json.MarshalIndent(map[string]any{"results": results}, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(*out, append(content, '\n'), 0o600)
}

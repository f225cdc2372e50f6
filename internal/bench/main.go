// Command bench measures the program against other ways of doing the same: reading and writing large workbooks, pages,
// imports, changes, and projects that fall due at one moment. Each side of a comparison runs in a process of its own,
// so that its processor time and its peak memory can be measured. Run it with make bench.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"time"
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
		return runSide(ctx, args[1:], stdout)
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("json", "", "file that takes the results as JSON")
	rows := flags.Int("rows", 100_000, "projects in each workbook")
	rounds := flags.Int("rounds", 3, "counted rounds, after one that warms up")
	parts := flags.String("parts", "workbooks,whole",
		"what is measured: workbooks, whole (pages, imports, changes, storms)")
	projects := numbers(flags, "projects", "48,1000,10000",
		"numbers of projects of pages and imports; the first is compared with")
	storms := numbers(flags, "storms", "1000", "numbers of projects that fall due at one moment")
	long := flags.Duration("long", 10*time.Second,
		"how long a page is opened and changes are made, after a quarter to warm up")
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
	c := course{dir: dir, rows: *rows, rounds: *rounds, log: stderr, projects: *projects, storms: *storms, long: *long,
		warm: *long / 4}
	results, err := c.measure(ctx, *parts)
	tabulate(stdout, results)
	if *out == "" {
		return err
	}
	content, encoding := json.MarshalIndent(map[string]any{"results": results}, "", "  ")
	if encoding != nil {
		return encoding
	}
	return errors.Join(err, os.WriteFile(*out, append(content, '\n'), 0o600))
}

// measure runs the parts that are named. With an error it returns what was measured until then.
func (c course) measure(ctx context.Context, parts string) (results []result, err error) {
	all := strings.Split(parts, ",")
	if slices.Contains(all, "workbooks") {
		if results, err = measureAll(ctx, c); err != nil {
			return results, err
		}
	}
	if !slices.Contains(all, "whole") {
		return results, nil
	}
	more, err := c.measureWhole(ctx)
	return append(results, more...), err
}

// numbers is a flag with numbers, separated by commas.
func numbers(flags *flag.FlagSet, name, usual, usage string) *[]int {
	var all []int
	set := func(text string) error {
		all = nil
		for part := range strings.SplitSeq(text, ",") {
			n, err := strconv.Atoi(part)
			if err != nil || n < 1 {
				return fmt.Errorf("%q is no number of projects", part)
			}
			all = append(all, n)
		}
		return nil
	}
	_ = set(usual) // a constant
	flags.Func(name, usage+" (default "+usual+")", set)
	return &all
}

package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// course is the settings of one run of all comparisons.
type course struct {
	dir    string
	rows   int
	rounds int
	log    io.Writer

	projects, storms []int
	warm, long       time.Duration // of a page with several clients
}

// spent is the resources used by one side's process.
type spent struct {
	seconds float64 // of processor time, including the system's
	megas   float64 // MB at its peak
	count   int
}

// spend runs one side once.
func (c course) spend(ctx context.Context, side, file string) (spent, error) {
	self, err := os.Executable()
	if err != nil {
		return spent{}, err
	}
	var stdout, stderr bytes.Buffer
	//nolint:gosec // the path is this program's own
	p := exec.CommandContext(ctx, self, sideWord, side, file, strconv.Itoa(c.rows))
	p.Stdout, p.Stderr = &stdout, &stderr
	if err := p.Run(); err != nil {
		return spent{}, fmt.Errorf("%s of %s: %w\n%s", side, filepath.Base(file), err, stderr.String())
	}
	var a answer
	if err := json.Unmarshal(stdout.Bytes(), &a); err != nil {
		return spent{}, fmt.Errorf("%s of %s: %w", side, filepath.Base(file), err)
	}
	state := p.ProcessState
	return spent{(state.UserTime() + state.SystemTime()).Seconds(), float64(a.PeakKB) / 1000, a.Count}, nil
}

// race runs the sides in turn, so that other load on the machine affects all of them, and returns the counted rounds of
// each.
func (c course) race(ctx context.Context, file string, names ...string) (map[string][]spent, error) {
	all := map[string][]spent{}
	for round := range c.rounds + 1 {
		for _, name := range names {
			s, err := c.spend(ctx, name, file)
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(c.log, "  %s %s: %.2f s, %.0f MB\n", filepath.Base(file), name, s.seconds, s.megas)
			if round > 0 {
				all[name] = append(all[name], s)
			}
		}
	}
	return all, nil
}

// median of what is measured in each round.
func median[T any](rounds []T, of func(T) float64) float64 {
	values := make([]float64, len(rounds))
	for i, r := range rounds {
		values[i] = of(r)
	}
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}

func seconds(s spent) float64 { return s.seconds }

// compare returns the median of the rounds' ratios, so that a slow moment that affected both sides of a round counts
// little.
func compare(name string, a, b []spent, aim aim) result {
	type pair struct{ a, b spent }
	pairs := make([]pair, len(a))
	for i := range a {
		pairs[i] = pair{a[i], b[i]}
	}
	ratio := median(pairs, func(p pair) float64 { return p.a.seconds / max(p.b.seconds, .001) })
	return result{Name: name, Ratio: ratio, Aim: aim.String(), Met: aim.met(ratio), A: median(a, seconds),
		B: median(b, seconds), Unit: "cpu s"}
}

// peak compares a side's memory with a limit in MB.
func peak(name string, a []spent, limit float64) result {
	megas := median(a, func(s spent) float64 { return s.megas })
	return result{Name: name, Ratio: megas / limit, Aim: fmt.Sprintf("< %g MB", limit), Met: megas > 0 && megas < limit,
		A: megas, B: limit, Unit: "MB"}
}

// aim is the required ratio.
type aim struct {
	limit float64
	equal bool // the limit itself passes
}

func (a aim) String() string {
	if a.equal {
		return fmt.Sprintf("<= %.2f", a.limit)
	}
	return fmt.Sprintf("< %g", a.limit)
}

func (a aim) met(ratio float64) bool {
	return ratio < a.limit || a.equal && cmp.Compare(ratio, a.limit) == 0
}

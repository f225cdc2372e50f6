package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// wanted is a measured value and the limit that it must keep.
func wanted(name, unit string, measured, limit float64, atLeast bool) result {
	r := result{Name: name, A: measured, B: limit, Unit: unit, Ratio: measured / limit, Aim: fmt.Sprintf("<= %g", limit),
		Met: measured > 0 && measured <= limit}
	if atLeast {
		r.Aim, r.Met = fmt.Sprintf(">= %g", limit), measured >= limit
	}
	return r
}

// against is a measured value beside that of another side in the same run. limit is that of the ratio; 0: none.
func against(name, unit string, ours, other, limit float64, atLeast bool) result {
	r := result{Name: name, A: ours, B: other, Unit: unit, Ratio: ours / other, Aim: "-", Met: ours > 0 && other > 0}
	switch {
	case limit == 0:
	case atLeast:
		r.Aim, r.Met = fmt.Sprintf("ratio >= %g", limit), r.Met && r.Ratio >= limit
	default:
		r.Aim, r.Met = fmt.Sprintf("ratio <= %g", limit), r.Met && r.Ratio <= limit
	}
	return r
}

// measureWhole runs the comparisons of the running program.
func (c course) measureWhole(ctx context.Context) ([]result, error) {
	var results []result
	first := map[string]pageMeasure{}
	for i, n := range c.projects {
		dir := c.officeDir(n)
		made, err := c.measureImport(ctx, dir, n)
		if err != nil {
			return results, err
		}
		results = append(results, made...)
		pages, err := c.measurePages(ctx, dir)
		if err != nil {
			return results, err
		}
		if i == 0 {
			first = pages
		}
		results = append(results, pageResults(n, c.projects[0], pages, first)...)
		ready, err := c.measureReady(ctx, dir, n)
		if err != nil {
			return results, err
		}
		results = append(results, ready...)
	}
	for _, measure := range []func(context.Context) ([]result, error){c.measureTries, c.measureChanges,
		c.measureStorms} {
		more, err := measure(ctx)
		if results = append(results, more...); err != nil {
			return results, err
		}
	}
	return results, nil
}

func (c course) officeDir(n int) string { return filepath.Join(c.dir, fmt.Sprintf("office-%d", n)) }

// empty makes an empty folder for a side.
func (c course) empty(name string) (string, error) {
	dir := filepath.Join(c.dir, name)
	if err := os.RemoveAll(dir); err != nil {
		return "", err
	}
	return dir, os.MkdirAll(dir, 0o700)
}

func pageResults(n, least int, pages, first map[string]pageMeasure) (results []result) {
	for _, p := range benchPages {
		m, of := pages[p.name], fmt.Sprintf("%s of %d", p.name, n)
		if n == 48 {
			results = append(results, wanted(of, "pages/s", m.ours.PerSecond, p.perSecond, true))
		}
		results = append(results,
			against(of+" vs a bare page of its size", "pages/s", m.ours.PerSecond, m.bare.PerSecond, 0, true),
			wanted(of+", size", "KB", float64(m.ours.Size)/1000, 150, false))
		if n != least {
			results = append(results, against(fmt.Sprintf("%s, p50 vs %d", of, least), "ms", millis(m.ours.P50),
				millis(first[p.name].ours.P50), 2, false))
		}
	}
	return results
}

func millis(d time.Duration) float64 { return d.Seconds() * 1000 }

// importLimit are the seconds that preview and commit of 1,000 rows may take, and the start of their workflows.
const (
	previewLimit = 2
	toldLimit    = 12
	limitRows    = 1000
)

// measureImport fills a folder with projects, and changes all of them in a second workbook. Bare workflow starts on the
// same engine are beside it.
func (c course) measureImport(ctx context.Context, dir string, n int) ([]result, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	seeded, err := c.measured(ctx, "seed", dir, n)
	if err != nil {
		return nil, err
	}
	revised, err := c.measured(ctx, "revise", dir, n)
	if err != nil {
		return nil, err
	}
	empty, err := c.empty("bare-starts")
	if err != nil {
		return nil, err
	}
	bare, err := c.measured(ctx, "bare-starts", empty, n)
	if err != nil {
		return nil, err
	}
	of := func(what string) string { return fmt.Sprintf("%s of %d", what, n) }
	parts := max(float64(n)/limitRows, 1)
	results := []result{
		wanted(of("preview, all new,"), "s", seeded["preview"], previewLimit*parts, false),
		wanted(of("commit, all new,"), "s", seeded["commit"], previewLimit*parts, false),
		wanted(of("started"), "s", seeded["told"], toldLimit*parts, false),
		wanted(of("preview, all changed,"), "s", revised["preview"], previewLimit*parts, false),
		wanted(of("commit, all changed,"), "s", revised["commit"], previewLimit*parts, false),
		wanted(of("told"), "s", revised["told"], toldLimit*parts, false),
		against(of("import with start vs bare starts"), "cpu s", seeded["cpu"], bare["cpu"], 0, false),
		wanted(of("import, peak memory,"), "MB", seeded["megas"], 1000, false),
	}
	return results, nil
}

// The seconds until the program is ready.
const (
	readyLimit      = 1.5
	readyAfterLimit = 5
)

// measureReady starts the program on a filled folder, kills it, and starts it again.
func (c course) measureReady(ctx context.Context, dir string, n int) ([]result, error) {
	s, err := c.serve(ctx, "serve", dir, n)
	if err != nil {
		return nil, err
	}
	clean := s.ready
	if err := s.kill(); err != nil {
		return nil, err
	}
	if s, err = c.serve(ctx, "serve", dir, n); err != nil {
		return nil, err
	}
	limit := float64(readyLimit)
	if n > limitRows {
		limit = readyAfterLimit
	}
	return []result{
		wanted(fmt.Sprintf("ready with %d", n), "s", clean.Seconds(), limit, false),
		wanted(fmt.Sprintf("ready with %d after a kill", n), "s", s.ready.Seconds(), limit, false),
	}, s.end()
}

// bareShare is the share of what the engine can do by itself that is aimed at.
const bareShare = 0.4

// measureChanges compares acknowledged changes with bare updates, by turns.
func (c course) measureChanges(ctx context.Context) ([]result, error) {
	ours, bare, err := c.turns(ctx, func() (values, error) {
		return c.measured(ctx, "changes", c.officeDir(c.projects[0]), int(max(c.long/time.Second, 1)))
	}, "bare-updates", int(max(c.long/time.Second, 1)))
	if err != nil {
		return nil, err
	}
	return []result{
		against("acknowledged changes vs bare updates", "a second", ours("rate"), bare("rate"), bareShare, true),
		against("acknowledged change vs bare update", "cpu ms", ours("cpu"), bare("cpu"), 1/bareShare, false),
	}, nil
}

// turns runs one of our sides and a bare one by turns and returns the medians of their values.
func (c course) turns(ctx context.Context, side func() (values, error), bareName string, n int) (ours,
	bare func(name string) float64, err error) {
	var all, other []values
	for range c.rounds {
		v, err := side()
		if err != nil {
			return nil, nil, err
		}
		dir, err := c.empty(bareName)
		if err != nil {
			return nil, nil, err
		}
		b, err := c.measured(ctx, bareName, dir, n)
		if err != nil {
			return nil, nil, err
		}
		all, other = append(all, v), append(other, b)
	}
	of := func(rounds []values) func(string) float64 {
		return func(name string) float64 { return median(rounds, func(v values) float64 { return v[name] }) }
	}
	return of(all), of(other), nil
}

// pageLimit is how long a page may take during a storm, in ms.
const pageLimit = 200

// measureStorms compares projects that fall due at one moment with bare timers that fire at one.
func (c course) measureStorms(ctx context.Context) (results []result, err error) {
	for _, n := range c.storms {
		ours, bare, err := c.turns(ctx, func() (values, error) {
			dir, err := c.empty("storm")
			if err != nil {
				return nil, err
			}
			return c.measured(ctx, "storm", dir, n)
		}, "bare-timers", n)
		if err != nil {
			return results, err
		}
		of := fmt.Sprintf("storm of %d", n)
		results = append(results,
			against(of+" vs bare timers", "a second", float64(n)/ours("seconds"), float64(n)/bare("seconds"), bareShare, true),
			against(of+" vs bare timers, each", "cpu ms", 1000*ours("cpu")/float64(n), 1000*bare("cpu")/float64(n),
				1/bareShare, false),
			wanted(of+", a page meanwhile, p95", "ms", ours("page_p95"), pageLimit, false))
	}
	return results, nil
}

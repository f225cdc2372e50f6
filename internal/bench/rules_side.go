package main

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"time"

	"duban/internal/calendar"
	"duban/models"
	"duban/store"
	"duban/tracking"
)

// tryLimit are the seconds within which a set of rules is tried over the recorded year of tryProjects projects.
const (
	tryLimit    = 1
	tryProjects = 48
	tryYear     = 2021
)

// tryRules measures how long it takes to try each set of rules of the program over a recorded year: the slowest one,
// and the first, for which nothing is kept in memory yet.
func tryRules(ctx context.Context, dir string, n int) (values, error) {
	s, err := store.Open(ctx, store.Config{DSN: filepath.Join(dir, "duban.db"), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	if err := recordYear(ctx, s, tryYear, n); err != nil {
		return nil, err
	}
	service := &tracking.Service{Store: s, Now: time.Now, Log: slog.New(slog.DiscardHandler),
		Calendar: func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }}
	v := values{}
	for i, p := range models.RulePresets {
		begun, used := time.Now(), processorTime()
		out, err := service.TryRules(ctx, models.Operator, "", p.Key, 0, 0)
		took := time.Since(begun).Seconds()
		if err != nil {
			return nil, err
		}
		if !out.Replayed || out.Of != n || out.Rungs.Was.Urging == 0 {
			return nil, fmt.Errorf("%s was tried over %d of %d projects: %+v", p.Key, out.Of, n, out.Rungs)
		}
		if i == 0 {
			v["first"], v["rungs"] = took, float64(out.Rungs.Was.Urging)
		}
		v["slowest"], v["cpu"] = max(v["slowest"], took), max(v["cpu"], processorTime()-used)
	}
	return v, nil
}

// measureTries tries rules over a recorded year of as many projects as a district has.
func (c course) measureTries(ctx context.Context) ([]result, error) {
	n := min(c.projects[0], tryProjects)
	dir, err := c.empty("tries")
	if err != nil {
		return nil, err
	}
	v, err := c.measured(ctx, "try-rules", dir, n)
	if err != nil {
		return nil, err
	}
	of := fmt.Sprintf("rules tried over a year of %d", n)
	return []result{
		wanted(of+", the first", "s", v["first"], tryLimit, false),
		wanted(of+", the slowest", "s", v["slowest"], tryLimit, false),
		wanted(of+", the most", "cpu s", v["cpu"], tryLimit, false),
	}, nil
}

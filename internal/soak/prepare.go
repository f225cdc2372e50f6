package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strconv"
)

// prepare imports a programme, adds people and measures what each kind of command adds to the disk.
func (s *soak) prepare(ctx context.Context) (costs, error) {
	c := costs{}
	empty, err := s.used(ctx)
	if err != nil {
		return nil, err
	}
	for _, kind := range []string{"plan", "milestones"} {
		file := filepath.Join(s.dir, kind+".xlsx")
		if _, err := s.command(ctx, "sample", kind, "--year", year, "--projects", strconv.Itoa(s.o.projects), "-o",
			file); err != nil {
			return nil, err
		}
		if _, err := s.command(ctx, "import", file); err != nil {
			return nil, err
		}
	}
	if err := s.settle(ctx); err != nil {
		return nil, err
	}
	full, err := s.used(ctx)
	if err != nil {
		return nil, err
	}
	c["start"] = full.less(empty).each(s.o.projects)
	s.say("%d projects are imported: %s each", s.o.projects, c["start"])
	if err := s.work.prepare(ctx); err != nil {
		return nil, err
	}
	for _, kind := range measured {
		if c[kind], err = s.cost(ctx, kind); err != nil {
			return nil, err
		}
		s.say("%-9s %s each", kind, c[kind])
	}
	return c, nil
}

// cost measures what a command of a kind adds.
func (s *soak) cost(ctx context.Context, kind string) (bytesOf, error) {
	if err := s.settle(ctx); err != nil {
		return bytesOf{}, err
	}
	before, err := s.used(ctx)
	if err != nil {
		return bytesOf{}, err
	}
	done := 0
	n := s.o.costs
	if kind == "import" {
		n /= inBook // each has that many rows, and the load needs some too
	}
	for range max(n, 1) {
		if s.work.do(ctx, kind) == kind {
			done++
		}
	}
	if done == 0 {
		return bytesOf{}, fmt.Errorf("no %s was answered: %v", kind, s.work.wrong())
	}
	if err := s.settle(ctx); err != nil {
		return bytesOf{}, err
	}
	after, err := s.used(ctx)
	return after.less(before).each(done), err
}

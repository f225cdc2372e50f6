// Package simulate runs a programme ahead of time. Workbooks are imported, people hand in, review and change plans, and
// reminders and rungs go on record, at their true dates and under the rules of models; the time between is skipped.
//
// The product's form keeps everything in memory and takes about a second for a year of 48 projects. The tests of this
// package run the same scenario on the real import, workflows, activities and store, and compare the two event by
// event.
//
// A test of another package that needs a simulated year calls Run, with workbooks or with Projects of its own, a
// Calendar, Rules, and a Script for what people do:
//
//	year, err := simulate.Run(ctx, simulate.Options{
//		Projects: []models.Facts{facts}, From: from, To: to,
//		Script: func(s *simulate.Simulation) error {
//			s.At(day.At(10, 30), func(ctx context.Context, now models.Instant) error {
//				_, err := s.Do(ctx, simulate.Command{Key: "1", Project: "ZD-2021-001", By: owner, Body: body})
//				return err
//			})
//			return nil
//		},
//	})
//
// Several years are one simulation whose later plans are Imports.
package simulate

import (
	"context"
	"fmt"
	"runtime/debug"

	"duban/internal/calendar"
	"duban/models"
)

// Workbook is a file to be imported.
type Workbook struct {
	Name    string
	Content []byte
}

// Import is a workbook that is imported during a simulation, at 08:00 of its day.
type Import struct {
	On       models.Date
	Workbook Workbook
}

// Options say what is simulated. A simulation begins with either Plan and Milestones or Projects.
type Options struct {
	Plan       Workbook
	Milestones Workbook
	Projects   []models.Facts // complete facts to begin with; FollowedSince should be From at 08:00 or earlier
	Imports    []Import       // later ones, in order of their days
	From       models.Date    // begins on that day at 08:00; an imported list is live from then on
	To         models.Date    // the last day, included
	Ladder     string         // of the lists the simulation makes; "": that of new lists
	Seed       uint64         // draws how owners behave; the same seed gives the same simulation

	// Calendar is the holiday calendar the rules use; nil is the built-in one.
	Calendar func(extra []models.CalendarDay) models.Calendar
	// Rules are the rules of a project; nil is models.RulesFor with the Calendar.
	Rules func(models.Facts) models.Rules
	// Script enters into the agenda what people do, and may add to it later. It is called once, when the first lists are
	// imported. nil: every project has an owner drawn by Seed, and the office reviews.
	Script func(*Simulation) error
	// Progress, if set, is called with each day on which a person acts.
	Progress func(day models.Date)
}

// Year is the result of a simulation, whatever its length.
type Year struct {
	Programme models.Programme // the first district list
	From, To  models.Date
	Seed      uint64
	Assumed   []int              // years simulated whose days off are unknown: results are assumed (推算)
	Start     []models.Facts     // of every project when it was first imported, in order of code
	Facts     []models.Facts     // of the projects on the district's lists at the end, in order of code
	Moves     []models.DueChange // date history of their milestones
	Events    []Event            // in order of time
	Sent      int                // messages delivered
	Delayed   int                // of these, delivered later than they might have been
	Waiting   int                // messages not yet delivered: it was night or a day off
	Profiles  []ProfileCount     // of the owners drawn
	Refused   int                // wrong commands that the rules refused, as they should
}

// longest bounds a simulation of workbooks: beyond it a typing error is likelier than a wish.
const longest = 2 * 366

// Run simulates the days from From to To in memory.
//
// Errors are KindInvalid for dates ("bad_period") and workbooks that cannot be used (as in an import; a workbook with
// errors is "workbook_errors"), KindUnavailable with code "interrupted" when ctx ends, and KindInternal for what is a
// defect: a command that should have been accepted and was refused, or a panic.
func Run(ctx context.Context, o Options) (year *Year, err error) {
	if err := o.complete(); err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil {
			err = failed(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	m := newMemory(o)
	s := newSimulation(o, m)
	if err := m.run(ctx, s); err != nil {
		return nil, err
	}
	return s.year(ctx)
}

// complete checks the dates and fills in what was left to default.
func (o *Options) complete() error {
	switch {
	case o.From == 0 || o.To == 0:
		return models.Errorf(models.KindInvalid, "bad_period", "请给出模拟的起止日期，如 2021-01-01 至 2021-12-31")
	case o.To < o.From:
		return models.Errorf(models.KindInvalid, "bad_period", "模拟的结束日期 %s 早于开始日期 %s，请更正", o.To, o.From)
	case o.To-o.From > longest && len(o.Projects) == 0 && len(o.Imports) == 0:
		return models.Errorf(models.KindInvalid, "bad_period", "模拟期间 %s 至 %s 超过两年，请缩短", o.From, o.To)
	}
	if o.Calendar == nil {
		o.Calendar = func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }
	}
	if o.Rules == nil {
		days := o.Calendar(nil)
		o.Rules = func(f models.Facts) models.Rules { return models.RulesFor(f, days) }
	}
	return nil
}

// importHour is the hour at which workbooks are imported.
const importHour = 8

// begin is the moment of the first import, end the midnight after the last day.
func (o *Options) begin() models.Instant { return o.From.At(importHour, 0) }
func (o *Options) end() models.Instant   { return (o.To + 1).At(0, 0) }

// failed is the error of a simulation that could not be completed because of a defect.
func failed(cause error) error {
	return models.Errorf(models.KindInternal, "simulate_failed", "模拟未能完成，这是程序缺陷或磁盘已满，请联系管理员").Because(cause)
}

func interrupted(cause error) error {
	return models.Errorf(models.KindUnavailable, "interrupted", "模拟已中断").Because(cause)
}

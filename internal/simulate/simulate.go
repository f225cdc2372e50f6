// Package simulate runs a programme's year ahead of time: the real import, workflows, activities, rules and store, at
// their true dates, with the time between them skipped. Owners who are early, late, wrong or silent are drawn by seed,
// so that a bureau sees what a ladder would have done, and a test sees whether it did what it should.
//
// Everything runs in the SDK's test environment: one root workflow is the year, the workflows of the product are its
// children, and all of them share one clock that jumps to the next moment at which anything is to be done. People are
// outside: an activity of the year that acts through tracking, the one door, like everybody else.
package simulate

import (
	"context"
	"os"
	"path/filepath"

	"duban/internal/calendar"
	"duban/models"
	"duban/store"
)

// Workbook is a file the year begins with.
type Workbook struct {
	Name    string
	Content []byte
}

// Options say what is simulated.
type Options struct {
	Plan       Workbook
	Milestones Workbook
	From       models.Date // the workbooks are imported on that day at 08:00, and the list is live from then on
	To         models.Date // the last day, included
	Seed       uint64      // draws how people behave; the same seed gives the same year

	// Calendar is the holiday calendar the rules use; nil is the built-in one.
	Calendar func(extra []models.CalendarDay) models.Calendar
	// Progress, if set, is told each day on which anybody acts.
	Progress func(day models.Date)
}

// Year is what came of it.
type Year struct {
	Programme models.Programme
	From, To  models.Date
	Seed      uint64
	Start     []models.Facts // of every project as it was imported, in order of code
	Facts     []models.Facts // as they stand at the end
	Events    []Event        // in order of time
	Sent      int            // messages delivered
	Delayed   int            // of these, delivered later than they might have been
	Waiting   int            // messages not yet delivered: it was night or a day off
	Tempers   []Tally        // of the owners, as drawn
	Refused   int            // commands the rules turned down, as they should
}

// longest bounds a simulation: beyond it a typing error is likelier than a wish.
const longest = 2 * 366

// Run imports the workbooks into a database of its own and lives through the days. The database is removed afterwards.
//
// Errors are KindInvalid for dates ("bad_period") and workbooks that cannot be used (as in an import; a workbook with
// errors is "workbook_errors"), KindUnavailable when there is no room for the database, and KindInternal when a
// workflow failed, which is a defect.
func Run(ctx context.Context, o Options) (*Year, error) {
	switch {
	case o.From == 0 || o.To == 0:
		return nil, models.Errorf(models.KindInvalid, "bad_period", "请给出模拟的起止日期，如 2021-01-01 至 2021-12-31")
	case o.To < o.From:
		return nil, models.Errorf(models.KindInvalid, "bad_period", "模拟的结束日期 %s 早于开始日期 %s，请更正", o.To, o.From)
	case o.To-o.From > longest:
		return nil, models.Errorf(models.KindInvalid, "bad_period", "模拟期间 %s 至 %s 超过两年，请缩短", o.From, o.To)
	}
	if o.Calendar == nil {
		o.Calendar = func(extra []models.CalendarDay) models.Calendar { return calendar.With(extra) }
	}
	dir, err := os.MkdirTemp("", "duban-simulate-")
	if err != nil {
		return nil, models.Errorf(models.KindUnavailable, "no_room", "不能创建临时目录，请检查磁盘空间和权限").Because(err)
	}
	defer os.RemoveAll(dir) // what is left of it is the system's to clean
	s, err := store.Open(ctx, store.Config{DSN: filepath.Join(dir, "simulate.db"), Scratch: true})
	if err != nil {
		return nil, err
	}
	defer s.Close() // the file is about to go
	w := newWorld(ctx, o, s)
	if err := w.live(); err != nil {
		return nil, err
	}
	return w.tell()
}

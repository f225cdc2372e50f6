package simulate

import (
	"math/rand/v2"

	"duban/models"
)

// pattern is how the work of a project runs through the year, apart from how much of its schedule its owner reaches.
// Numbers are permille of that level.
type pattern struct {
	share       int // percent of the projects
	first, last int // at the start of the year and at its end; straight in between
	stops       bool
}

// patterns are the years met in practice: most projects keep their pace, some hurry at the end of the year (年底冲量),
// some begin fast and slacken, and on some the work stops for months and is not caught up.
var patterns = []pattern{
	{share: 50, first: 1000, last: 1000},
	{share: 20, first: 750, last: 1120},
	{share: 12, first: 1200, last: 960},
	{share: 18, first: 1000, last: 1000, stops: true},
}

// course is the pattern of one project with the months in which its work stops.
type course struct {
	pattern
	stopped   models.Month // last month before the work stops; none: it does not
	goesOn    models.Month // last month without work
	scheduled func(models.Month) models.Money
}

// drawCourse draws the course of a project's year. It draws from numbers of its own, so that everything else an owner
// does stays the same for a seed.
func drawCourse(seed uint64, project uint64, year int, scheduled func(models.Month) models.Money) course {
	r := rand.New(rand.NewPCG(seed+1, project))
	n := r.IntN(100)
	c := course{pattern: patterns[0], scheduled: scheduled}
	for _, p := range patterns {
		if n -= p.share; n < 0 {
			c.pattern = p
			break
		}
	}
	if c.stops {
		c.stopped = models.MonthOf(year, 3+r.IntN(7))
		c.goesOn = c.stopped + models.Month(2+r.IntN(3))
	}
	return c
}

// to is what the project reaches by the end of a month at its owner's level, in permille of the schedule.
func (c course) to(month models.Month, level int) models.Money {
	done := c.scheduled(month)
	if c.stops && month > c.stopped {
		done -= c.scheduled(min(month, c.goesOn)) - c.scheduled(c.stopped)
	}
	of := int64(c.first) + int64(c.last-c.first)*int64(month.Number())/12
	return done.Share(int64(level)*of, 1_000_000)
}

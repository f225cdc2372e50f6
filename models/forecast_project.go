package models

import "math"

// expected is the forecast of one project to the end of a month, in fen. Floats stay inside the method.
type expected struct {
	done, low, mid, high float64
	plan, ceiling        float64
}

// forecastPoint is what is known of a project at the end of a month.
type forecastPoint struct {
	done      float64 // approved
	at        int     // number of the month it is of; 0: nothing is approved
	scheduled float64 // to the end of that month
	begun     int     // first month with a schedule
}

// historyWeight is after how many months with a schedule a project's own pace weighs as much as that of its stage.
const historyWeight = 2

// recentMonths are the last months whose pace is looked at beside that of the whole year so far; recentWeight is its
// weight.
const (
	recentMonths = 3
	recentWeight = 0.3
)

// slowest and fastest bound a pace: shares of the schedule.
const (
	slowest = 0.0
	fastest = 1.6
)

// forecastLines forecasts each project from the end of a month to the end of a later one, both numbers of months of the
// same year.
func forecastLines(lines []ProjectFigures, from, to int) []expected {
	paces := stagePaces(lines, from)
	out := make([]expected, len(lines))
	for i, l := range lines {
		out[i] = forecastLine(l, from, to, paces)
	}
	return out
}

func forecastLine(l ProjectFigures, from, to int, paces map[Stage]float64) expected {
	now := pointOf(l, from)
	e := expected{done: now.done, plan: float64(l.Plan)}
	if l.Dropped || from >= to {
		e.low, e.mid, e.high = e.done, e.done, e.done
		return e
	}
	if left := l.TotalInvestment - l.Record.Project.ToEndOfLastYear; l.TotalInvestment > 0 && left > 0 {
		e.ceiling = max(float64(left), e.done)
	}
	pace := paceOf(l, now, paces[l.Stage])
	rest := scheduledTo(l, to) - now.scheduled
	e.mid = e.done + max(0, rest)*pace
	low, mid, high := residuals(l.Stage, from, now.at < from)
	share := horizonShare(l, from, to)
	e.mid = e.within(e.mid + mid*share*e.plan)
	e.low = min(e.mid, e.within(e.mid+(low-mid)*share*e.plan))
	e.high = max(e.mid, e.within(e.mid+(high-mid)*share*e.plan))
	return e
}

// within keeps an amount between what is done and what the total investment allows.
func (e expected) within(amount float64) float64 {
	if e.ceiling > 0 {
		amount = min(amount, e.ceiling)
	}
	return max(amount, e.done)
}

// paceOf is the share of its schedule that a project is taken to reach from now on: its own of the year and of the last
// months, drawn to that of its stage the more the shorter its history is.
func paceOf(l ProjectFigures, now forecastPoint, stage float64) float64 {
	if now.scheduled <= 0 || now.at == 0 {
		return stage
	}
	own := now.done / now.scheduled
	if earlier := pointOf(l, now.at-recentMonths); now.at > recentMonths && now.scheduled > earlier.scheduled {
		recent := bounded((now.done - earlier.done) / (now.scheduled - earlier.scheduled))
		own += recentWeight * (recent - own)
	}
	months := float64(now.at - now.begun + 1)
	w := months / (months + historyWeight)
	return bounded(w*own + (1-w)*stage)
}

func bounded(pace float64) float64 {
	if math.IsNaN(pace) {
		return 1
	}
	return min(max(pace, slowest), fastest)
}

// stagePaces are what the projects of each stage have reached of their schedule together, drawn to what all have.
func stagePaces(lines []ProjectFigures, from int) map[Stage]float64 {
	type sum struct{ done, scheduled float64 }
	all, of := sum{}, map[Stage]sum{}
	for _, l := range lines {
		if p := pointOf(l, from); p.at > 0 && p.scheduled > 0 && !l.Dropped {
			s := of[l.Stage]
			of[l.Stage] = sum{s.done + p.done, s.scheduled + p.scheduled}
			all.done, all.scheduled = all.done+p.done, all.scheduled+p.scheduled
		}
	}
	overall := 1.0
	if all.scheduled > 0 {
		overall = all.done / all.scheduled
	}
	out := map[Stage]float64{}
	for _, l := range lines {
		s, small := of[l.Stage], all.scheduled/20
		out[l.Stage] = overall
		if s.scheduled > 0 {
			out[l.Stage] = bounded((s.done + overall*small) / (s.scheduled + small))
		}
	}
	return out
}

// pointOf is what a line knows at the end of a month, up to the month it is of.
func pointOf(l ProjectFigures, month int) (p forecastPoint) {
	before := Money(0)
	for i, c := range l.Course {
		n := i + 1
		if c.Scheduled > 0 && p.begun == 0 {
			p.begun = n
		}
		if n > month || c.Approved == nil {
			continue
		}
		if *c.Approved != before {
			p.at = n
		}
		before, p.done = *c.Approved, float64(*c.Approved)
	}
	if of := l.FigureMonth(); of != 0 && of.Number() <= month {
		p.at = max(p.at, of.Number()) // approved, and nothing was done
	}
	p.scheduled = scheduledTo(l, p.at)
	return p
}

func scheduledTo(l ProjectFigures, month int) float64 {
	if month < 1 || month > len(l.Course) {
		return 0
	}
	return float64(l.Course[month-1].Scheduled)
}

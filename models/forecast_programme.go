package models

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"math"
	"slices"
)

// The programme's range is found by drawing every project's year many times. A part of each draw is common to all
// projects (weather, money, policy): no year of a district's own is known from which its size could be told, so it is
// set high rather than low.
const (
	forecastDraws = 1000
	commonShock   = 0.25   // part of a project's variance that all share
	tenthBelow    = 1.2816 // standard deviations below which a tenth of a normal distribution lies
	bandFrom      = 50     // draws, of 1000 in order, whose mean is the low end
	bandTo        = 150
)

// drawn is one draw of the programme's year.
type drawn struct {
	total  float64
	amount []float64 // of each project
}

// sum makes the programme's range from those of its projects: the mean of the draws around the lowest tenth, and around
// the highest. The ends are sums of amounts of projects, so that each project's part of the low end is known.
func (f *Forecast) sum(month int) {
	for i := range f.Projects {
		f.Mid += f.Projects[i].Mid
	}
	draws := f.draw()
	slices.SortStableFunc(draws, func(a, b drawn) int { return cmp.Compare(a.total, b.total) })
	low, high := draws[bandFrom:bandTo], draws[len(draws)-bandTo:len(draws)-bandFrom]
	for i := range f.Projects {
		p := &f.Projects[i]
		p.AtLow = p.part(low, i, month)
		p.Lacks = max(0, p.Plan-p.AtLow)
		if p.left {
			p.Lacks = 0
		}
		f.Low += p.AtLow
		top := p.part(high, i, month)
		f.High += top
		f.CappedLow += min(p.Plan, p.AtLow)
		f.CappedTop += min(p.Plan, top)
	}
	f.Mid = max(f.Low, min(f.Mid, f.High))
}

// part is a project's mean amount over draws.
func (p ProjectForecast) part(draws []drawn, i, month int) Money {
	if p.left || month == monthsOfYear {
		return p.Mid
	}
	sum := 0.0
	for _, d := range draws {
		sum += d.amount[i]
	}
	amount := inWan(sum / float64(len(draws)))
	if p.Approved != nil {
		amount = max(amount, *p.Approved)
	}
	return amount
}

// draw draws the year. The numbers come from the figures themselves: the same figures give the same range.
func (f *Forecast) draw() []drawn {
	out, numbers := make([]drawn, forecastDraws), normals(f.seed())
	for d := range out {
		out[d].amount = make([]float64, len(f.Projects))
		common := numbers.next() * math.Sqrt(commonShock)
		for i := range f.Projects {
			z := common + numbers.next()*math.Sqrt(1-commonShock)
			out[d].amount[i] = f.Projects[i].at(z)
			out[d].total += out[d].amount[i]
		}
	}
	return out
}

// at is a project's year at so many standard deviations from its middle, by the width of its range on that side.
func (p ProjectForecast) at(z float64) float64 {
	low, mid, high := float64(p.Low), float64(p.Mid), float64(p.High)
	width := high - mid
	if z < 0 {
		width = mid - low
	}
	e := expected{ceiling: p.ceiling}
	if p.Approved != nil {
		e.done = float64(*p.Approved)
	}
	return e.within(mid + z/tenthBelow*width)
}

// normals is a sequence of numbers that look drawn from the standard normal distribution and depend on its seed only:
// SplitMix64 (Steele, Lea and Flood, 2014) through the inverse of the distribution.
type normals uint64

func (n *normals) next() float64 {
	*n += 0x9e3779b97f4a7c15
	z := uint64(*n)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	z ^= z >> 31
	uniform := (float64(z>>11) + 0.5) / (1 << 53) // between 0 and 1, neither of them
	return math.Sqrt2 * math.Erfinv(2*uniform-1)
}

func (f *Forecast) seed() uint64 {
	h := fnv.New64a()
	for _, p := range f.Projects {
		h.Write([]byte(p.Code))
		h.Write(binary.LittleEndian.AppendUint64(nil, uint64(p.Mid)))
	}
	return h.Sum64()
}

// coverageOf counts the ranges of earlier months that hold what was approved by now.
func coverageOf(lines []ProjectFigures, month int) (c ForecastCoverage) {
	for from := ForecastMonths; from < month; from++ {
		c.Months++
		for i, e := range forecastLines(lines, from, month) {
			now := pointOf(lines[i], month)
			if lines[i].Dropped || now.at < month {
				continue
			}
			c.Of++
			if now.done >= e.low-0.5 && now.done <= e.high+0.5 {
				c.Inside++
			}
		}
	}
	return c
}

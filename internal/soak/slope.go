package main

import "time"

// point is a value at a time.
type point struct {
	at    time.Duration
	value float64
}

// slope returns by how much the values grow an hour, by least squares. Fewer than two moments have no slope: 0.
func slope(points []point) float64 {
	var n, x, y, xx, xy float64
	for _, p := range points {
		h := p.at.Hours()
		n, x, y, xx, xy = n+1, x+h, y+p.value, xx+h*h, xy+h*p.value
	}
	if d := n*xx - x*x; d > 0 {
		return (n*xy - x*y) / d
	}
	return 0
}

// after leaves out what was sampled before a moment.
func after(all []sample, from time.Duration) (kept []sample) {
	for _, s := range all {
		if s.at >= from {
			kept = append(kept, s)
		}
	}
	return kept
}

// flat is a figure that must not grow by more than a bound in the stretch that is judged.
type flat struct {
	name  string
	value func(sample) float64
	bound float64
	show  func(float64) string
	low   bool // judged by the least value of each stretch of time, not by every value
}

// finding is what a figure did.
type finding struct {
	flat
	start, end float64 // of the judged stretch
	perHour    float64 // slope of the line
	inAll      float64 // what the line rises by in the stretch
}

// grows reports whether the figure grew by more than it may.
func (f finding) grows() bool { return f.inAll > f.bound }

// judge fits a line through each figure.
func judge(all []sample, figures []flat, stretch time.Duration) (found []finding) {
	if len(all) == 0 {
		return nil
	}
	for _, f := range figures {
		var points []point
		for _, s := range all {
			points = append(points, point{s.at, f.value(s)})
		}
		if f.low {
			points = lows(points, stretch)
		}
		one := finding{flat: f, start: points[0].value, end: points[len(points)-1].value, perHour: slope(points)}
		one.inAll = one.perHour * (all[len(all)-1].at - all[0].at).Hours()
		found = append(found, one)
	}
	return found
}

// lows returns the least value of each stretch of time, at the moment of that value.
func lows(points []point, stretch time.Duration) (kept []point) {
	for i, p := range points {
		switch last := len(kept) - 1; {
		case i == 0 || p.at/stretch != points[i-1].at/stretch:
			kept = append(kept, p)
		case p.value < kept[last].value:
			kept[last] = p
		}
	}
	return kept
}

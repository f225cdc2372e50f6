package web

import (
	"fmt"
	"strings"

	"duban/models"
	"duban/tracking"
)

// tick is the first day of a month on the axis.
type tick struct {
	X     int
	Month models.Month
	Named bool // with a label
}

// strip is one project on the board. The marks of its milestones are SVG paths, one path for each kind of mark.
type strip struct {
	tracking.BoardProject
	Dots, DotsLarge   string // done; large: controlling
	Rings, RingsLarge string // not due yet
	Triangles         string // late
	Lag               string // from a late milestone's date to today
	Bar, Tick         int    // completion and schedule, per mille of the year's plan
	Labels            []label
	LateName          string // the oldest late milestone
}

// label is the name of a milestone beside its mark; only on paper.
type label struct {
	X, Y   int
	Anchor string // "start", "middle" or "end" of the text stands at X
	Text   string
	Late   bool
}

// Units of a strip's drawing: two for each day of the year; the line is at half of the height.
const (
	stripWidth  = 732
	stripMiddle = 20
)

// boardAxis is the year as the horizontal axis of every strip.
type boardAxis struct {
	year   int
	Grid   string // SVG path: the first day of every month
	Today  int    // -1: not in this year
	Months []tick
}

func boardAxisOf(year int, today models.Date) boardAxis {
	a := boardAxis{year: year, Today: -1}
	var grid strings.Builder
	for m := models.MonthOf(year, 1); m <= models.MonthOf(year, 12); m++ {
		fmt.Fprintf(&grid, "M%d 0v40", a.x(m.First()))
		a.Months = append(a.Months, tick{a.x(m.First()), m, true})
	}
	a.Grid = grid.String()
	if today.Year() == year {
		a.Today = a.x(today)
	}
	return a
}

func (a boardAxis) x(d models.Date) int { return 2 * int(d-models.DateOf(a.year, 1, 1)) }

// strip draws a project. Milestones done in an earlier year or due in a later one are left out; late ones from an
// earlier year are drawn at the start.
func (p *boardPage) strip(b tracking.BoardProject) strip {
	s := strip{BoardProject: b}
	var dots, dotsLarge, rings, ringsLarge, triangles, lag strings.Builder
	var names labels
	for _, m := range b.Milestones {
		day := m.Due
		if m.DoneOn != 0 {
			day = m.DoneOn
		}
		x := p.Axis.x(day)
		if m.Late && s.LateName == "" {
			s.LateName = m.Name
		}
		if x < 0 && m.Late {
			x = 0
		}
		if x < 0 || x > stripWidth {
			continue
		}
		switch {
		case m.DoneOn != 0:
			fmt.Fprintf(pick(m.Controlling, &dotsLarge, &dots), "M%d %dh0", x, stripMiddle)
		case m.Late && m.Controlling:
			fmt.Fprintf(&triangles, "M%d 9l11 19h-22z", x)
		case m.Late:
			fmt.Fprintf(&triangles, "M%d 12l8 14h-16z", x)
		default:
			fmt.Fprintf(pick(m.Controlling, &ringsLarge, &rings), "M%d %dh0", x, stripMiddle)
		}
		if m.Late && p.Axis.Today > x {
			fmt.Fprintf(&lag, "M%d %dH%d", x, stripMiddle, p.Axis.Today)
		}
		if p.Paper {
			names.add(x, fmt.Sprintf("%s %d.%d", m.Name, day.Month().Number(), day.Day()), m.Late)
		}
	}
	s.Labels = names.placed
	s.Dots, s.DotsLarge, s.Rings, s.RingsLarge = dots.String(), dotsLarge.String(), rings.String(), ringsLarge.String()
	s.Triangles, s.Lag = triangles.String(), lag.String()
	if b.Approved != nil && b.Plan > 0 {
		s.Bar = min(1000, int(b.Approved.Share(1000, int64(b.Plan))))
	}
	if b.Plan > 0 {
		s.Tick = min(994, int(b.Scheduled.Share(1000, int64(b.Plan))))
	}
	return s
}

func pick(large bool, one, other *strings.Builder) *strings.Builder {
	if large {
		return one
	}
	return other
}

// labels places the milestone names of one strip in two rows, below and above its line, without overlap.
type labels struct {
	ends   [2]int // x where the last label of each row ends
	placed []label
}

// add places a label centred on x, else beside it. When neither row has space the label is left out.
func (l *labels) add(x int, text string, late bool) {
	width := 4
	for _, r := range text {
		if width += 10; r < 0x80 {
			width -= 4
		}
	}
	for _, at := range []struct {
		from   int
		anchor string
	}{{x - width/2, "middle"}, {x - 8, "start"}, {x - width + 8, "end"}} {
		if at.from < -10 || at.from+width > stripWidth+16 {
			continue
		}
		for row, y := range [2]int{46, 3} {
			if at.from < l.ends[row] {
				continue
			}
			l.ends[row] = at.from + width
			placed := label{X: x, Y: y, Anchor: at.anchor, Text: text, Late: late}
			switch at.anchor {
			case "start":
				placed.X = at.from
			case "end":
				placed.X = at.from + width
			}
			l.placed = append(l.placed, placed)
			return
		}
	}
}

// MilestoneCount returns the number of milestones of the project, with and without a date.
func (s strip) MilestoneCount() int { return len(s.Milestones) + s.NoDate }

// boardCurve is the year's investment curve in curveWidth × curveHeight units.
type boardCurve struct {
	TargetY   int
	Scheduled string // points
	Approved  string
	Dots      string // SVG path: a dot for each approved month
	LastX     int
	LastY     int
	Last      *models.Money
	Months    []tick
	TodayX    int
}

// Right reports whether the last point is too far right for its label to be drawn beside it.
func (c boardCurve) Right() bool { return c.LastX > 450 }

// UnderY returns the label's y below the curve and above the month names.
func (c boardCurve) UnderY() int { return min(c.LastY+60, curveHeight-6) }

const (
	curveWidth  = 600
	curveHeight = 150
)

func boardCurveOf(points []tracking.CurvePoint, target models.Money, today models.Date) boardCurve {
	most := max(target, 1)
	for _, p := range points {
		most = max(most, p.Scheduled)
		if p.Approved != nil {
			most = max(most, *p.Approved)
		}
	}
	y := func(m models.Money) int { return curveHeight - int(m.Share(curveHeight-10, int64(most))) }
	c := boardCurve{TargetY: y(target), TodayX: -1}
	scheduled, approved, dots := "0,150", "0,150", ""
	for i, p := range points {
		x := curveWidth * (i + 1) / len(points)
		scheduled += fmt.Sprintf(" %d,%d", x, y(p.Scheduled))
		if p.Approved != nil {
			approved += fmt.Sprintf(" %d,%d", x, y(*p.Approved))
			dots += fmt.Sprintf("M%d %dh0", x, y(*p.Approved))
			c.LastX, c.LastY, c.Last = x, y(*p.Approved), p.Approved
		}
		c.Months = append(c.Months, tick{x, p.Month, (i+1)%3 == 0})
		if p.Month == today.Month() {
			days := int(p.Month.Last() - p.Month.First() + 1)
			c.TodayX = curveWidth * (i*days + today.Day()) / (len(points) * days)
		}
	}
	c.Scheduled, c.Approved, c.Dots = scheduled, approved, dots
	return c
}

package web

import (
	"fmt"
	"strings"

	"duban/models"
	"duban/tracking"
)

// strip is one project on the board: what is drawn, as paths of many short pieces, and what is said beside it.
type strip struct {
	tracking.BoardProject
	Dots, DotsLarge   string // done
	Rings, RingsLarge string // not due yet
	Triangles         string // late
	Lag               string // from a late node's date to today
	Bar, Tick         int    // completion and schedule, per mille of the year's plan
	Labels            []label
	LateName          string // the oldest late node
}

// label names a node on paper, where there is room.
type label struct {
	X, Y   int
	Anchor string // "start", "middle" or "end" of the text stands at X
	Text   string
	Late   bool
}

// The strip's own units: two to a day of the year, its line in the middle of the height.
const (
	stripWidth  = 732
	stripMiddle = 20
)

// boardAxis is the year every strip is drawn on.
type boardAxis struct {
	year   int
	Grid   string // the first day of every month
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

// strip draws a project. What was done in an earlier year or falls due in a later one is not on the axis; what is late
// from an earlier year stands at its beginning.
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

// labels finds room for the names of the nodes of one strip, above its line and below.
type labels struct {
	ends   [2]int // where the last name of a row ends
	placed []label
}

// add places a name around its node, else beside it; where both rows are full the node stays without.
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

// MilestoneCount is how many nodes a project has.
func (s strip) MilestoneCount() int { return len(s.Milestones) + s.NoDate }

// boardCurve is the year's curve in 600 × 150 units.
type boardCurve struct {
	TargetY   int
	Scheduled string // points
	Approved  string
	Dots      string // path of the approved months
	LastX     int
	LastY     int
	Last      *models.Money
	Months    []tick
	TodayX    int
}

// Right reports whether the last figure is too far right for its words to stand beside it.
func (c boardCurve) Right() bool { return c.LastX > 450 }

// UnderY is where they stand instead: under the curve, which falls to the left, and above the months.
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

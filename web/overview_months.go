package web

import (
	"strings"

	"duban/models"
	"duban/tracking"
)

// monthRow is one month of the first page.
type monthRow struct {
	tracking.CurvePoint
	Gap *models.Money // schedule minus approved; nil without an approved figure
}

func monthRowsOf(o tracking.Overview) (rows []monthRow) {
	for _, point := range o.Curve {
		row := monthRow{CurvePoint: point}
		if point.Approved != nil {
			gap := point.Scheduled - *point.Approved
			row.Gap = &gap
		}
		rows = append(rows, row)
	}
	return rows
}

// multiple is one of the small charts of the first page: a column a month, all with the same months below each other.
type multiple struct {
	Kind    string // "to-date", "in-month" or "lead", for the style sheet
	Title   string
	Latest  string // the figure of the latest month, with its unit
	Height  int    // of the drawing; it is 720 wide
	Base    int    // y of the line that columns stand on
	Goal    int    // y of the year's target; 0: none
	Columns []column
}

// column is a month in a chart. Positions are in the units of the drawing.
type column struct {
	X, BarX, TickX, DotX int
	Y, H                 int
	Known                bool // has a bar
	Class                string
	Tick, Dot            int
	HasTick, HasDot      bool
	Whole                int // height of the chart, for the area that shows the figures
	Says                 string
}

// Sizes of the charts: columns of 60 units, bars of 32, ticks of 44.
const (
	columnWidth    = 60
	multipleHeight = 96
	headroom       = 6 // above the highest mark
)

// multiplesOf draws the year to date, the months by themselves and the difference to the schedule.
func multiplesOf(o tracking.Overview, l lang) []multiple {
	if len(o.Curve) == 0 {
		return nil
	}
	return []multiple{toDateOf(o, l), inMonthOf(o, l), leadOf(o, l)}
}

// scaleOf maps amounts from 0 to most to y.
func scaleOf(most models.Money) func(m models.Money) int {
	return func(m models.Money) int {
		if most <= 0 {
			return multipleHeight
		}
		return multipleHeight - int(models.Money(multipleHeight-headroom).Share(int64(m), int64(most)))
	}
}

func columnAt(i int) column {
	x := i * columnWidth
	return column{X: x, BarX: x + 14, TickX: x + 8, DotX: x + 20, Whole: multipleHeight, Class: "done"}
}

func toDateOf(o tracking.Overview, l lang) multiple {
	target := figuresOf(o.Status).Target
	most := target
	for _, p := range o.Curve {
		most = max(most, p.Scheduled)
		if p.Approved != nil {
			most = max(most, *p.Approved)
		}
		if p.LastYear != nil {
			most = max(most, *p.LastYear)
		}
	}
	y := scaleOf(most)
	m := multiple{Kind: "to-date", Title: l.text("年初至当月累计"), Height: multipleHeight, Base: multipleHeight, Goal: y(target)}
	for i, p := range o.Curve {
		c := columnAt(i)
		c.Tick, c.HasTick = y(p.Scheduled), true
		says := []string{l.month(p.Month), l.text("序时") + " " + l.yi(p.Scheduled)}
		if p.Approved != nil {
			c.Known, c.Y = true, y(*p.Approved)
			c.H = m.Base - c.Y
			says = append(says, l.text("审定完成")+" "+l.yi(*p.Approved))
			m.Latest = l.text("%s 亿元", l.yi(*p.Approved))
		}
		if p.LastYear != nil {
			c.Dot, c.HasDot = y(*p.LastYear), true
			says = append(says, l.text("上年")+" "+l.yi(*p.LastYear))
		}
		c.Says = strings.Join(says, "  ")
		m.Columns = append(m.Columns, c)
	}
	return m
}

func inMonthOf(o tracking.Overview, l lang) multiple {
	var most, before models.Money
	for _, p := range o.Curve {
		most, before = max(most, p.Scheduled-before), p.Scheduled
		if p.InMonth != nil {
			most = max(most, *p.InMonth)
		}
	}
	y := scaleOf(most)
	m := multiple{Kind: "in-month", Title: l.text("当月完成"), Height: multipleHeight, Base: multipleHeight}
	before = 0
	for i, p := range o.Curve {
		c := columnAt(i)
		scheduled := p.Scheduled - before
		before = p.Scheduled
		c.Tick, c.HasTick = y(scheduled), true
		c.Says = l.month(p.Month) + "  " + l.text("序时") + " " + l.yi(scheduled)
		if p.InMonth != nil {
			c.Known, c.Y = true, y(max(0, *p.InMonth))
			c.H = m.Base - c.Y
			c.Says += "  " + l.text("审定完成") + " " + l.yi(*p.InMonth)
			m.Latest = l.text("%s 亿元", l.yi(*p.InMonth))
		}
		m.Columns = append(m.Columns, c)
	}
	return m
}

func leadOf(o tracking.Overview, l lang) multiple {
	const half = multipleHeight / 2
	var most models.Money
	for _, p := range o.Curve {
		if p.Approved != nil {
			lead := *p.Approved - p.Scheduled
			most = max(most, lead, -lead)
		}
	}
	m := multiple{Kind: "lead", Title: l.text("与序时相差"), Height: multipleHeight, Base: half}
	for i, p := range o.Curve {
		c := columnAt(i)
		c.Says = l.month(p.Month)
		if p.Approved != nil && most > 0 {
			lead := *p.Approved - p.Scheduled
			c.Known, c.H = true, int(models.Money(half-headroom).Share(int64(max(lead, -lead)), int64(most)))
			c.Y, c.Class = half-c.H, "ahead"
			word := l.text("超前 %s 亿元", l.yi(lead))
			if lead < 0 {
				c.Y, c.Class = half, "short"
				word = l.text("落后 %s 亿元", l.yi(-lead))
			}
			c.Says += "  " + word
			m.Latest = word
		}
		m.Columns = append(m.Columns, c)
	}
	return m
}

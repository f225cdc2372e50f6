package web

import (
	"duban/models"
	"duban/tracking"
)

// figures are the programme's figures of one month: approved investment against the schedule to the end of that month.
type figures struct {
	Target     models.Money // the congress's target, or the sum of the plans without one
	OfPlans    bool         // Target is the sum of the plans
	Month      models.Month // latest with approved figures; 0: none yet
	Scheduled  models.Money // to the end of Month
	Gap        models.Money // schedule minus approved; negative when ahead
	Reported   models.Money // schedule minus reported, approved or not; negative when ahead
	Left       models.Money // target minus approved, at least 0
	MonthsLeft int          // of the year after Month
	Needed     models.Money // mean per month to reach the target
	Pace       models.Money // mean per month so far
	Pending    int          // projects without an approved figure of Month; they count with an earlier one or not at all
	Comparable models.Money // schedule of the projects with figures, each to its own month
	Outlook    models.Money // lower end of the estimated year; 0 when not known
}

// monthsOfYear is how many months a plan has.
const monthsOfYear = 12

func figuresOf(s tracking.Status) figures {
	o := s.Outlook
	return figures{Target: o.Target, OfPlans: o.OfPlans, Month: s.ApprovedMonth, Scheduled: s.Scheduled,
		Gap: -s.Figures.Lead(), Reported: s.Scheduled - s.Reported, Left: o.Left, MonthsLeft: o.MonthsLeft,
		Needed: o.Needed, Pace: o.Pace, Pending: s.Figures.Projects - s.Figures.WithFigure + s.Figures.Carried,
		Comparable: s.Figures.Comparable, Outlook: o.Low}
}

// Ahead reports whether more is done than scheduled.
func (f figures) Ahead() bool { return f.Gap < 0 }

// Distance is the gap without its sign.
func (f figures) Distance() models.Money { return max(f.Gap, -f.Gap) }

// Short is what the outlook lacks of the target; 0 when it reaches it.
func (f figures) Short() models.Money { return max(0, f.Target-f.Outlook) }

// Over is what the outlook has beyond the target.
func (f figures) Over() models.Money { return max(0, f.Outlook-f.Target) }

// colourCount is a colour with its number of projects and its part of the strip that shows all colours.
type colourCount struct {
	Colour  models.Colour
	Count   int
	Address string
	Current bool
	From    int // start and width in per mille of the strip
	Width   int
}

func (c *colourCount) place(from *int, all int) {
	if all > 0 {
		c.From, c.Width = *from, c.Count*1000/all
	}
	*from += c.Width
}

// gapLine is one of the projects furthest behind.
type gapLine struct {
	tracking.ProjectLine
	Width int // of its bar, in per mille of the longest
}

func gapLinesOf(o tracking.Overview) []gapLine {
	var lines []gapLine
	for _, l := range o.Gap {
		g := gapLine{ProjectLine: l, Width: int(models.Money(1000).Share(int64(l.Behind), int64(o.Gap[0].Behind)))}
		lines = append(lines, g)
	}
	return lines
}

// FiveGap returns the sum of the listed projects' gaps.
func (p overviewPage) FiveGap() models.Money {
	return p.GapNamed
}

// BehindCount returns the number of projects behind schedule.
func (p overviewPage) BehindCount() int {
	return p.Status.Figures.BehindCount
}

// section is a section of the programme's list.
type section struct {
	Title string
	Lines []tracking.ProjectLine
	Plan  models.Money
}

func sectionsOf(lines []tracking.ProjectLine, filter models.Colour) (sections []section, shown int) {
	for _, l := range lines {
		if filter != "" && l.Colour != filter {
			continue
		}
		if n := len(sections); n == 0 || sections[n-1].Title != l.Section {
			sections = append(sections, section{Title: l.Section})
		}
		last := &sections[len(sections)-1]
		last.Lines, last.Plan = append(last.Lines, l), last.Plan+l.Plan
		shown++
	}
	return sections, shown
}

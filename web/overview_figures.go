package web

import (
	"net/http"

	"duban/models"
	"duban/tracking"
)

// figures are the programme's figures of one month: approved investment against the schedule to the end of that month.
type figures struct {
	Target     models.Money // the congress's target, or the sum of the plans without one
	OfPlans    bool         // Target is the sum of the plans
	Month      models.Month // that the figures speak of; 0: nothing is approved yet
	Scheduled  models.Money // to the end of Month
	Gap        models.Money // schedule minus approved; negative when ahead
	Left       models.Money // target minus approved, at least 0
	MonthsLeft int          // of the year after Month
	Needed     models.Money // mean per month to reach the target
	Pace       models.Money // mean per month so far
	Outlook    models.Outlook
	of         models.Totals
}

// monthsOfYear is how many months a plan has.
const monthsOfYear = 12

func figuresOf(s tracking.Status) figures {
	o := s.Outlook
	return figures{Target: o.Target, OfPlans: o.OfPlans, Month: s.ApprovedMonth, Scheduled: s.Scheduled,
		Gap: -s.Figures.Lead(), Left: o.Left, MonthsLeft: o.MonthsLeft, Needed: o.Needed, Pace: o.Pace, Outlook: o,
		of: s.Figures}
}

// Ahead reports whether more is done than scheduled.
func (f figures) Ahead() bool { return f.Gap < 0 }

// Distance is the gap without its sign.
func (f figures) Distance() models.Money { return max(f.Gap, -f.Gap) }

// Missing is how many projects have no approved figure of the month itself.
func (f figures) Missing() int { return f.of.Projects - f.of.WithFigure + f.of.Carried }

// Carried is how many of those count with what was approved of an earlier month, and CarriedAmount how much that is.
func (f figures) Carried() int { return f.of.Carried }

// CarriedAmount is the part of what is approved that is of earlier months.
func (f figures) CarriedAmount() models.Money { return f.of.CarriedAmount }

// Waiting is how many projects have handed in the month's report that is not approved, and WaitingAmount what they
// reported for the month alone. It is in no sum.
func (f figures) Waiting() int { return f.of.ReportedCount }

// WaitingAmount is what was handed in for the month alone and is not approved.
func (f figures) WaitingAmount() models.Money { return f.of.Reported }

// additions are the sums and differences of the figures as pages print them.
func (f figures) additions() []models.Addition {
	if f.Month == 0 {
		return nil
	}
	all := []models.Addition{{Parts: []models.Money{f.Scheduled, -f.Gap}, Total: f.of.Approved}}
	if f.Left > 0 {
		all = append(all, models.Addition{Parts: []models.Money{f.of.Approved, f.Left}, Total: f.Target})
	}
	if short := f.Outlook.Short(); f.Outlook.Known && short > 0 {
		all = append(all, models.Addition{Parts: []models.Money{f.Outlook.Low, short}, Total: f.Target})
	}
	return all
}

// outlookResult says whether the lower end of the estimated year reaches the target.
func (l lang) outlookResult(o models.Outlook) string {
	if o.Short() == 0 {
		return l.text("可完成目标任务")
	}
	return l.text("完成目标仍有缺口 %s 亿元", l.yi(o.Short()))
}

// outlookBasis says from what the year is estimated.
func (l lang) outlookBasis(o models.Outlook) string {
	return l.text("测算依据各项目截至%s底的审定数、年度计划和同阶段项目进度；仅供参考。", l.month(o.Month))
}

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

// FiveGap returns the sum of the listed projects' gaps.
func (p overviewPage) FiveGap() models.Money {
	return p.GapNamed
}

// BehindCount returns the number of projects behind schedule.
func (p overviewPage) BehindCount() int {
	return p.Status.Figures.BehindCount
}

// Rounding returns the note on rounding where the figures do not come to each other as printed.
func (p overviewPage) Rounding() string {
	return p.Lang.rounding(models.YiYuan, p.Figures.additions()...)
}

// CurveRounding returns the same note of the table of months.
func (p overviewPage) CurveRounding() string {
	var all []models.Addition
	for _, m := range p.Months {
		if m.Approved != nil && m.Gap != nil {
			all = append(all, models.Addition{Parts: []models.Money{m.Scheduled, -*m.Gap}, Total: *m.Approved})
		}
	}
	return p.Lang.rounding(models.YiYuan, all...)
}

// section is a section of the programme's list. Count and Plan are of the whole section, Lines of the part that is
// shown.
type section struct {
	Title string
	Lines []tracking.ProjectLine
	Count int
	Plan  models.Money
}

// projectsOnOverview is how many projects the first page lists at once.
const projectsOnOverview = 60

// sectionsOf returns the sections of the part of the list to show, and how many projects the filter takes.
func sectionsOf(r *http.Request, lines []tracking.ProjectLine, filter models.Colour) (shown []section, taken int,
	p pager) {
	type place struct{ line, section int }
	var sections []section
	var all []place
	for i := range lines {
		l := &lines[i]
		if filter != "" && l.Colour != filter {
			continue
		}
		if n := len(sections); n == 0 || sections[n-1].Title != l.Section {
			sections = append(sections, section{Title: l.Section})
		}
		last := len(sections) - 1
		sections[last].Count, sections[last].Plan = sections[last].Count+1, sections[last].Plan+l.Plan
		all = append(all, place{i, last})
	}
	list := mainList(projectsOnOverview)
	list.anchor = "projects"
	here, p := part(r, list, all)
	for i, at := range here {
		if i == 0 || at.section != here[i-1].section {
			shown = append(shown, sections[at.section])
		}
		last := &shown[len(shown)-1]
		last.Lines = append(last.Lines, lines[at.line])
	}
	return shown, len(all), p
}

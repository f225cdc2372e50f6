package ladderoracle

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Book is a set of rules as the office writes it.
type Book struct {
	Ladder Ladder `json:"ladder"`
	City   *struct {
		Ladder Ladder `json:"ladder"`
	} `json:"city"` // stricter, for city-major projects
}

// Ladder says what is reached when. The numbers are working days.
type Ladder struct {
	Milestone  []Step  `json:"milestone"`
	Report     []Step  `json:"report"`
	Review     []Step  `json:"review"`
	Investment []Level `json:"investment"`
	ReviewDays int     `json:"review_days"`
	Spares     bool    `json:"spares_statistics"` // a milestone about 纳统 reaches no rung
}

// Step is a reminder, or a rung: reached on a working day after the due date, or at once when the rung RepeatOf was
// reached Running times in succession.
type Step struct {
	Rung     string   `json:"rung"`
	Days     int      `json:"days"`
	RepeatOf string   `json:"repeat_of"`
	Running  int      `json:"running"`
	To       []string `json:"to"`
}

// Level is a rung of the investment: under Below percent of the schedule, and only after a month with RepeatOf.
type Level struct {
	Rung     string   `json:"rung"`
	Below    int64    `json:"below"`
	RepeatOf string   `json:"repeat_of"`
	To       []string `json:"to"`
}

// RuleTime says that a list goes by a set of rules from a moment on.
type RuleTime struct {
	List string    `json:"list"`
	From time.Time `json:"from"`
	Book Book      `json:"book"`
}

// standard is the ladder of practice.
func standard(chased bool) Ladder {
	rung := func(name string, days int, repeatOf string, running int) Step {
		return Step{Rung: name, Days: days, RepeatOf: repeatOf, Running: running, To: informs[name]}
	}
	remind := func(days int) Step { return Step{Days: days, To: informs[""]} }
	level := func(name string, below int64, after string) Level { return Level{name, below, after, informs[name]} }
	l := Ladder{
		Milestone: []Step{remind(-7), remind(-3), remind(0), rung("urging", 1, "", 0), rung("yellow", 6, "", 0),
			rung("red", 16, "yellow", 2), rung("top", 31, "red", 2)},
		Report: []Step{remind(-3), remind(0), rung("urging", 1, "", 0), rung("yellow", 3, "", 0),
			rung("red", 0, "yellow", 2), rung("top", 0, "yellow", 3)},
		Review:     []Step{{Rung: "urging", Days: 1, To: []string{"office-head"}}},
		Investment: []Level{level("top", 60, "red"), level("red", 60, ""), level("yellow", 80, ""), level("urging", 90, "")},
		ReviewDays: 3,
	}
	if chased {
		l.Report = l.Report[:3]
	}
	return l
}

// stricter is what a project goes by that two ladders apply to: of each rung the earlier day and the shorter
// succession, of each level of the investment the higher share, the shorter time for a review, every reminder, and
// whoever one of them informs.
func stricter(a, b Ladder) Ladder {
	out := Ladder{Milestone: stricterSteps(a.Milestone, b.Milestone), Report: stricterSteps(a.Report, b.Report),
		Review: stricterSteps(a.Review, b.Review), ReviewDays: min(a.ReviewDays, b.ReviewDays), Spares: a.Spares || b.Spares}
	out.Investment = slices.Clone(a.Investment)
	for _, l := range b.Investment {
		i := slices.IndexFunc(out.Investment, func(o Level) bool { return o.Rung == l.Rung && o.RepeatOf == l.RepeatOf })
		if i < 0 {
			out.Investment = append(out.Investment, l)
			continue
		}
		o := &out.Investment[i]
		o.Below, o.To = max(o.Below, l.Below), union(o.To, l.To)
	}
	return out
}

func stricterSteps(a, b []Step) []Step {
	out := slices.Clone(a)
	for _, s := range b {
		i := slices.IndexFunc(out, func(o Step) bool { return o.Rung == s.Rung && (s.Rung != "" || o.Days == s.Days) })
		if i < 0 {
			out = append(out, s)
			continue
		}
		o := &out[i]
		o.To = union(o.To, s.To)
		if s.Rung != "" && s.Days > 0 && (o.Days == 0 || s.Days < o.Days) {
			o.Days = s.Days
		}
		if s.RepeatOf != "" && (o.RepeatOf == "" || s.Running < o.Running) {
			o.RepeatOf, o.Running = s.RepeatOf, s.Running
		}
	}
	return out
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, who := range b {
		if !slices.Contains(a, who) {
			out = append(out, who)
		}
	}
	return out
}

// rulesAt is what a project goes by at a moment.
func (p Plan) rulesAt(project Project, at moment) Ladder {
	var all []Ladder
	for _, list := range project.Lists {
		book := Book{Ladder: standard(p.Chased)}
		for _, t := range p.Rules {
			if t.List == list && momentOf(t.From) <= at {
				book = t.Book
			}
		}
		all = append(all, book.Ladder)
		if book.City != nil && project.CityMajor {
			all = append(all, book.City.Ladder)
		}
	}
	if len(all) == 0 {
		return standard(p.Chased)
	}
	merged := all[0]
	for _, l := range all[1:] {
		merged = stricter(merged, l)
	}
	return merged
}

// adoptions are the moments at which other rules hold for a project.
func (p Plan) adoptions(project Project) (all []moment) {
	for _, t := range p.Rules {
		if slices.Contains(project.Lists, t.List) {
			all = append(all, momentOf(t.From))
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// steps are the reminders and rungs of an item, from the lowest rung.
func (l *ladder) steps(it *item) (out []Step) {
	all := l.rules.Review
	switch it.kind {
	case "milestone":
		all = l.rules.Milestone
	case "report":
		all = l.rules.Report
	}
	for _, s := range all {
		spared := it.kind == "milestone" && l.rules.Spares &&
			(strings.Contains(it.subject, "纳统") || strings.Contains(it.subject, "入统"))
		if heights[s.Rung] > 2 && !it.controlling || s.Rung != "" && spared {
			continue
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Step) int { return cmp.Compare(heights[a.Rung], heights[b.Rung]) })
	return out
}

// reached are the rungs above the highest that an item has earned by the mornings counted.
func (l *ladder) reached(it *item) (out []Step) {
	for _, s := range l.steps(it) {
		if s.Rung != "" && s.Days > 0 && s.Days <= it.mornings && heights[s.Rung] > it.highest {
			out = append(out, s)
		}
	}
	return out
}

// reminder is the reminder of an item on a day.
func (l *ladder) reminder(it *item, d day) (Step, string) {
	letter := map[string]string{"milestone": "T", "report": "D"}[it.kind]
	for _, s := range l.steps(it) {
		switch {
		case s.Rung != "":
		case s.Days == 0 && d == l.onOrBefore(it.late):
			return s, letter
		case s.Days < 0 && d == l.before(it.late, -s.Days):
			return s, letter + strconv.Itoa(s.Days)
		}
	}
	return Step{}, ""
}

// adopt lets other rules hold from a moment on: what they would have given earlier is entered late.
func (l *ladder) adopt(at moment) {
	l.rules = l.plan.rulesAt(l.project, at)
	if l.stopped != 0 && at >= l.stopped {
		return
	}
	for _, it := range l.items {
		if it.known > at || it.gone != 0 && at >= it.gone || !it.entered {
			continue
		}
		if it.kind == "review" {
			l.review(it, at)
		}
		today := at.day()
		if s, name := l.reminder(it, today); name != "" && !it.reminded[name] && today.nine() <= at &&
			today.nine() >= it.known && l.counts(it, today) && !l.inReview(it, at) {
			l.record(it, s, name, today.nine(), at, "time", false)
		}
		l.enter(it, at)
	}
}

// review sets the day by which a submission is to be decided, and counts the mornings since.
func (l *ladder) review(it *item, until moment) {
	it.due = l.after(it.known.day(), l.rules.ReviewDays)
	it.late, it.mornings = it.due, 0
	for d := it.late + 1; d.nine() <= until; d++ {
		if l.counts(it, d) {
			it.mornings++
		}
	}
}

package models

import "slices"

// Step is a reminder before an item falls due, or a rung after it.
type Step struct {
	Name string `json:"-"`              // "T-7", "T-3", "T" for a reminder; the rung's name for a rung
	Rung Rung   `json:"rung,omitempty"` // "" for a reminder
	// working days after the due date, negative before it; 0 with a Rung: not reached by time
	Days        int  `json:"days"`
	Controlling bool `json:"controlling,omitempty"` // only controlling milestones reach this rung
	// reached when this rung is earned Running times in succession, the current one included; "": never
	RepeatOf Rung       `json:"repeat_of,omitempty"`
	Running  int        `json:"running,omitempty"`
	To       []Audience `json:"to"` // who is informed
}

// Level is the rung earned by an investment ratio.
type Level struct {
	Below int  `json:"below"` // percent of schedule below which the level is earned
	Rung  Rung `json:"rung"`
	// the level is earned only if the round before had this rung or a higher one; "": always
	RepeatOf Rung       `json:"repeat_of,omitempty"`
	To       []Audience `json:"to"`
}

// Ladder is an escalation rule book as data: which step is reached when, and who is informed. A changed rule gets a
// new name, so that records can be read with the rules of their time.
type Ladder struct {
	Name       string  `json:"-"`
	Milestone  []Step  `json:"milestone"` // reminders first, then rungs from the lowest
	Report     []Step  `json:"report"`
	Review     []Step  `json:"review"`      // due ReviewDays working days after the submission
	Investment []Level `json:"investment"`  // from the highest rung to the lowest
	ReviewDays int     `json:"review_days"` // working days a reviewer has
	ReportDay  int     `json:"report_day"`  // day of the following month on which a month's report is due
	WindowDay  int     `json:"window_day"`  // day of the month from which its report may be submitted
	FirstRound int     `json:"first_month"` // first month that is judged by colour and investment
	Hour       int     `json:"hour"`        // hour of the day, Asia/Shanghai, at which steps are reached
	Shifts     bool    `json:"shifts"`      // due dates on days off move, see Rules.FallsDue and Rules.Rounds
	// a late entry also informs who the rungs passed over with it would have informed
	LateToAll bool `json:"late_to_all"`
	// what was due before the project was followed enters once, at the rung earned, see catchUp
	CatchUp bool `json:"catch_up"`
	// a milestone about entry in statistics (纳统) is reminded of and reaches no rung
	SparesStatistics bool `json:"spares_statistics"`
}

// DefaultLadder is the name of the ladder of programmes made until November 2026, and of those that name none.
const DefaultLadder = "default"

// Ladder2026 is the name of the ladder with the days, audiences and late entries decided in 2026.
const Ladder2026 = "default-2026"

// Ladder202611 is the name of the ladder under which a late monthly report earns no more than an urging (催报).
const Ladder202611 = "default-2026-11"

// NewLadder is the name of the ladder of new programmes.
const NewLadder = Ladder202611

// LadderNames lists the names of the ladders, the oldest first.
var LadderNames = []string{DefaultLadder, Ladder2026, Ladder202611}

// LadderName returns the Chinese name of a ladder, or its key for one without.
func LadderName(key string) Word {
	switch key {
	case DefaultLadder, "":
		return "默认办法"
	case Ladder2026:
		return "默认办法（2026年修订）"
	case Ladder202611:
		return "默认办法（2026年11月修订）"
	}
	return Word(key)
}

// Ladders holds every ladder by name.
var Ladders = withRevisions(map[string]Ladder{
	DefaultLadder: {
		Name: DefaultLadder,
		Milestone: []Step{
			{Name: "T-7", Days: -7, To: []Audience{ToOwnerContact}},
			{Name: "T-3", Days: -3, To: []Audience{ToOwnerContact}},
			{Name: "T", To: []Audience{ToOwnerContact}},
			{Name: string(Urging), Rung: Urging, Days: 1, To: []Audience{ToOwnerHead, ToUnitContact, ToOffice}},
			{Name: string(Yellow), Rung: Yellow, Days: 6, To: []Audience{ToUnitHead, ToSponsor, ToOfficeHead}},
			{Name: string(Red), Rung: Red, Days: 16, Controlling: true, RepeatOf: Yellow, Running: 2,
				To: []Audience{ToDeputyInCharge, ToSponsor}},
			{Name: string(Top), Rung: Top, Days: 31, Controlling: true, RepeatOf: Red, Running: 2,
				To: []Audience{ToDistrictHead, ToSupervision}},
		},
		Report: []Step{
			{Name: "D-3", Days: -3, To: []Audience{ToOwnerContact}},
			{Name: "D", To: []Audience{ToOwnerContact}},
			{Name: string(Urging), Rung: Urging, Days: 1, To: []Audience{ToOwnerHead, ToUnitContact, ToOffice}},
			{Name: string(Yellow), Rung: Yellow, Days: 3, To: []Audience{ToUnitHead, ToSponsor, ToOfficeHead}},
			{Name: string(Red), Rung: Red, RepeatOf: Yellow, Running: 2, To: []Audience{ToDeputyInCharge, ToSponsor}},
			{Name: string(Top), Rung: Top, RepeatOf: Yellow, Running: 3, To: []Audience{ToDistrictHead, ToSupervision}},
		},
		Review: []Step{
			{Name: string(Urging), Rung: Urging, Days: 1, To: []Audience{ToOfficeHead}},
		},
		Investment: []Level{
			{Below: 60, Rung: Top, RepeatOf: Red, To: []Audience{ToDistrictHead, ToSupervision}},
			{Below: 60, Rung: Red, To: []Audience{ToDeputyInCharge, ToSponsor}},
			{Below: 80, Rung: Yellow, To: []Audience{ToUnitHead, ToSponsor, ToOfficeHead}},
			{Below: 90, Rung: Urging, To: []Audience{ToOwnerHead, ToUnitContact, ToOffice}},
		},
		ReviewDays: 3,
		ReportDay:  5,
		WindowDay:  25,
		FirstRound: 3,
		Hour:       9,
	},
})

// withRevisions adds the ladders that were revised from the default one. It is no init function: the rule sets of the
// program are made of all ladders.
func withRevisions(all map[string]Ladder) map[string]Ladder {
	l := all[DefaultLadder]
	l.Name, l.Shifts, l.LateToAll, l.CatchUp = Ladder2026, true, true, true
	all[Ladder2026] = l
	l.Name = Ladder202611
	l.Report = slices.DeleteFunc(slices.Clone(l.Report), func(s Step) bool { return s.Rung.Height() > Urging.Height() })
	all[Ladder202611] = l
	return all
}

// ReportsEarnCards reports whether a late monthly report may earn more than an urging (催报).
func (l Ladder) ReportsEarnCards() bool {
	return slices.ContainsFunc(l.Report, func(s Step) bool { return s.Rung.Height() > Urging.Height() })
}

// LadderOf returns the ladder of a name, or the default one for an unknown name.
func LadderOf(name string) Ladder {
	if l, ok := Ladders[name]; ok {
		return l
	}
	return Ladders[DefaultLadder]
}

// Strictest merges the ladders of the lists a project is on: the earliest of each rung, the higher share of each level
// of the investment, the shortest of each deadline, and everyone whom one of them informs. One ladder is returned
// unchanged, none gives the default.
func Strictest(ladders ...Ladder) Ladder {
	if len(ladders) == 0 {
		return Ladders[DefaultLadder]
	}
	merged := ladders[0]
	for _, l := range ladders[1:] {
		merged.Milestone = strictestSteps(merged.Milestone, l.Milestone)
		merged.Report = strictestSteps(merged.Report, l.Report)
		merged.Review = strictestSteps(merged.Review, l.Review)
		merged.Investment = strictestLevels(merged.Investment, l.Investment)
		merged.ReviewDays = min(merged.ReviewDays, l.ReviewDays)
		merged.ReportDay = min(merged.ReportDay, l.ReportDay)
		merged.FirstRound = min(merged.FirstRound, l.FirstRound)
		merged.Hour = min(merged.Hour, l.Hour)
		merged.Shifts = merged.Shifts && l.Shifts
		merged.LateToAll = merged.LateToAll || l.LateToAll
		merged.CatchUp = merged.CatchUp || l.CatchUp
		merged.SparesStatistics = merged.SparesStatistics || l.SparesStatistics
	}
	return merged
}

// strictestSteps takes the earlier one of each step, and of each repeat the one that needs fewer in succession.
func strictestSteps(a, b []Step) []Step {
	merged := slices.Clone(a)
	for _, s := range b {
		i := slices.IndexFunc(merged, func(m Step) bool { return m.Name == s.Name })
		if i < 0 {
			merged = append(merged, s)
			continue
		}
		m := &merged[i]
		repeatOf, running, to := m.RepeatOf, m.Running, bothInformed(m.To, s.To)
		if s.RepeatOf != NoRung && (repeatOf == NoRung || s.Running < running) {
			repeatOf, running = s.RepeatOf, s.Running
		}
		if s.Rung != NoRung && s.Days > 0 && (m.Days == 0 || s.Days < m.Days) {
			*m = s
		}
		m.RepeatOf, m.Running, m.To = repeatOf, running, to
	}
	slices.SortStableFunc(merged, func(x, y Step) int { return x.Rung.Height() - y.Rung.Height() })
	return merged
}

// strictestLevels takes the higher share of each level, and the levels that only one of them has.
func strictestLevels(a, b []Level) []Level {
	merged := slices.Clone(a)
	for _, l := range b {
		i := slices.IndexFunc(merged, func(m Level) bool { return m.Rung == l.Rung && m.RepeatOf == l.RepeatOf })
		if i < 0 {
			merged = append(merged, l)
			continue
		}
		merged[i].Below = max(merged[i].Below, l.Below)
		merged[i].To = bothInformed(merged[i].To, l.To)
	}
	sortLevels(merged)
	return merged
}

// bothInformed is the audiences of one step, and then those that another adds.
func bothInformed(a, b []Audience) []Audience {
	to := slices.Clone(a)
	for _, who := range b {
		if !slices.Contains(to, who) {
			to = append(to, who)
		}
	}
	return to
}

// Rounds returns the reporting rounds of a year, February to December, by the rule book alone: see Rules.Rounds for the
// due dates that hold. January and February are one round, named by February.
func (l Ladder) Rounds(year int) []Round {
	rounds := make([]Round, 0, 11)
	for m := MonthOf(year, 2); m <= MonthOf(year, 12); m++ {
		rounds = append(rounds, Round{Month: m, Due: (m + 1).Day(l.ReportDay)})
	}
	return rounds
}

package models

import (
	"slices"
	"strconv"
)

// RoundFacts is what the rules need to know about a round.
type RoundFacts struct {
	Programme Programme
	Settings  RoundSettings
	Record    MonthRound
	Round     Round // month and the day on which its reports are due
	Count     RoundCount
	Projects  []RoundProject // of the round, in the order of the list
	Reports   []RoundReport
	Closings  []MonthClosing // of the month, every kind, by kind and version
	Followed  bool           // a project was followed when its reports were due: see AskClose
	Steps     []RoundStep
}

// RoundProject is a project of a round.
type RoundProject struct {
	ID       string
	Label    string // "code name"
	OwnerID  string
	UnitID   string
	State    RoundState
	Estimate bool // one is on record, or the month's own amount
}

// RoundReport is a report of the round that was handed in, as far as its pre-review is concerned.
type RoundReport struct {
	Submission  string
	Label       string // of the project
	ProjectID   string
	UnitID      string
	SubmittedAt Instant
	PassedAt    Instant // when the unit passed it on, or it was decided; 0: it waits for the unit
}

// NewRoundFacts makes the facts of a round from those of the projects on the list. closings are those of the programme.
func NewRoundFacts(p Programme, s RoundSettings, record MonthRound, facts []Facts, closings []MonthClosing,
	steps []RoundStep, calendar Calendar, now Instant) RoundFacts {
	f := RoundFacts{Programme: p, Settings: s, Record: record, Round: Round{Month: record.Month}, Steps: steps}
	for _, r := range p.Book().Ladder.RoundsBy(calendar, p.Year) {
		if r.Month == record.Month {
			f.Round = r
		}
	}
	for _, c := range closings {
		if c.Month == record.Month {
			f.Closings = append(f.Closings, c)
		}
	}
	for _, one := range facts {
		f.add(one, calendar, now)
	}
	f.Followed = AskClose(f.Round, facts, calendar, calendar.Add(f.Round.Due, CloseAfter))
	return f
}

func (f *RoundFacts) add(of Facts, calendar Calendar, now Instant) {
	state := RoundStateOf(RulesFor(of, calendar), of, f.Round.Month, now.Date())
	if state == RoundNotDue {
		return
	}
	f.Count.Add(state)
	_, report := reportOf(&of, f.Round.Month)
	p := RoundProject{ID: of.Project.ID, Label: of.Project.Code + " " + of.Project.Name, OwnerID: of.Project.OwnerID,
		UnitID: of.Project.ResponsibleUnitID, State: state,
		Estimate: firstOf(report.Estimate, report.ReportedMonth, report.ApprovedMonth) != nil}
	f.Projects = append(f.Projects, p)
	if of.Project.Status == ProjectClosed { // what it handed in is not decided any more: no opinion is asked for
		return
	}
	for _, s := range of.Submissions {
		if s.Kind != SubmitReport || s.Month != f.Round.Month || p.UnitID == "" {
			continue
		}
		passed := s.PreReviewedAt
		if passed == 0 {
			passed = s.DecidedAt
		}
		f.Reports = append(f.Reports, RoundReport{Submission: s.ID, Label: p.Label, ProjectID: p.ID, UnitID: p.UnitID,
			SubmittedAt: s.SubmittedAt, PassedAt: passed})
	}
}

// WithoutEstimate lists the projects whose estimate is missing. A paused project is not asked for one.
func (f RoundFacts) WithoutEstimate() (missing []RoundProject) {
	for _, p := range f.Projects {
		if !p.Estimate && p.State != RoundPaused {
			missing = append(missing, p)
		}
	}
	return missing
}

// newestOf returns the newest version of a kind until a moment.
func (f RoundFacts) newestOf(kind ClosingKind, until Instant) (newest MonthClosing, found bool) {
	for _, c := range f.Closings {
		if c.Kind == kind && c.At <= until && (!found || c.Version > newest.Version) {
			newest, found = c, true
		}
	}
	return newest, found
}

// up reports whether an upward report had been confirmed before a moment.
func (f RoundFacts) up(kind ClosingKind, before Instant) bool {
	_, found := f.newestOf(kind, before-1)
	return found
}

// closedBefore reports whether the month was closed at a moment.
func (f RoundFacts) closedBefore(moment Instant) bool {
	c, found := f.newestOf(ClosedMonth, moment-1)
	return found && !c.Reopened
}

// recorded reports whether a step is on record.
func (f RoundFacts) recorded(kind RoundStepKind, subject string) bool {
	id := RoundStepID(f.Record.ID, kind, subject)
	return slices.ContainsFunc(f.Steps, func(s RoundStep) bool { return s.ID == id })
}

// versionSubject is the subject of a step about a version.
func versionSubject(version int) string { return strconv.Itoa(version) }

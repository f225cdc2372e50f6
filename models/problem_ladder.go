package models

import (
	"slices"
	"strconv"
)

// ProblemStage is a step of the ladder of problems.
type ProblemStage struct {
	Name string
	Days int // working days after the day it counts from, negative before it
	To   []Audience
}

// ProblemRules is the ladder of problems as data: messages only, there is no card for a problem.
type ProblemRules struct {
	Unassigned  ProblemStage   // from the day it was raised: no department was asked
	Overdue     []ProblemStage // from the day by which it is to be solved; reminders first
	Unconfirmed ProblemStage   // from the day the department said that it is solved
}

// ProblemLadder is the ladder of problems that is in force.
var ProblemLadder = ProblemRules{
	Unassigned: ProblemStage{Name: "unassigned", Days: 3, To: []Audience{ToOfficeHead}},
	Overdue: []ProblemStage{
		{Name: "due-3", Days: -3, To: []Audience{ToDepartment}},
		{Name: "overdue-1", Days: 1, To: []Audience{ToDepartment, ToOffice}},
		{Name: "overdue-6", Days: 6, To: []Audience{ToOfficeHead, ToSponsor}},
		{Name: "overdue-16", Days: 16, To: []Audience{ToDeputyInCharge}},
	},
	Unconfirmed: ProblemStage{Name: "unconfirmed", Days: 5, To: []Audience{ToRaiser, ToOffice}},
}

// The audiences of problems: they are organisations of the problem, and a message to them names the organisation as its
// party.
const (
	ToDepartment Audience = "department" // 责任部门
	ToRaiser     Audience = "raiser"     // who raised it
)

// ProblemMorning returns the moment at which a problem has been overdue for n counted working days; before its day for
// a negative n.
func (r Rules) ProblemMorning(p Problem, n int) Instant {
	from := r.FallsDue(p.Due)
	if n <= 0 {
		return r.Calendar.Add(from, n).At(r.Ladder.Hour, 0)
	}
	return r.Calendar.Add(from, n+p.Waited).At(r.Ladder.Hour, 0)
}

// ProblemDaysLate returns for how many counted working days a problem in hand, or one that waits to be confirmed, has
// been overdue. The days on which it waited for a confirmation do not count.
func (r Rules) ProblemDaysLate(p Problem, now Instant) int {
	if p.Due == 0 || !p.InHand() && p.Status != ProblemSolved {
		return 0
	}
	until := now
	if p.Status == ProblemSolved {
		until = p.SolvedAt
	}
	return max(0, r.morningsBy(r.FallsDue(p.Due), until)-p.Waited)
}

// climbProblems returns the steps that problems reach by time, with the problems as they are then, and lowers next to
// the earliest step ahead. After an outage the last step missed is sent, earlier ones are passed over, and a reminder
// whose day has gone by is not recorded.
func (r Rules) climbProblems(f Facts, now Instant, next *upcoming) (steps []ProblemStep, changed []Problem) {
	for _, p := range f.Problems {
		before := p
		var mine []ProblemStep
		switch p.Status {
		case ProblemRaised:
			mine = r.nudge(f, &p, ProblemLadder.Unassigned, p.RaisedAt, now, next)
		case ProblemSolved:
			mine = r.nudge(f, &p, ProblemLadder.Unconfirmed, p.SolvedAt, now, next)
		case ProblemAssigned, ProblemSolving:
			mine = r.overdueSteps(f, &p, now, next)
		}
		if p != before {
			changed = append(changed, p)
		}
		steps = append(steps, mine...)
	}
	return steps, changed
}

// nudge records once that a problem stays where it is.
func (r Rules) nudge(f Facts, p *Problem, s ProblemStage, since, now Instant, next *upcoming) []ProblemStep {
	at := r.Calendar.Add(since.Date(), s.Days).At(r.Ladder.Hour, 0)
	switch {
	case p.Told:
		return nil
	case at > now:
		next.earlier(at, problemAhead(*p, ActChase))
		return nil
	}
	p.Told = true
	return []ProblemStep{r.problemStep(f, *p, s, ActChase, since.String(), at, now)}
}

func (r Rules) overdueSteps(f Facts, p *Problem, now Instant, next *upcoming) []ProblemStep {
	var steps []ProblemStep
	for i, s := range ProblemLadder.Overdue {
		if i < p.Reached {
			continue
		}
		at, act := r.ProblemMorning(*p, s.Days), ActChase
		if s.Days <= 0 {
			act = ActRemind
		}
		if at > now {
			next.earlier(at, problemAhead(*p, act))
			break
		}
		p.Reached = i + 1
		if act == ActRemind && (at.Date() != now.Date() || at < p.AssignedAt) {
			continue
		}
		for j := range steps {
			steps[j].PassedOver = true
		}
		steps = append(steps, r.problemStep(f, *p, s, act, "", at, now))
	}
	return steps
}

func (r Rules) problemStep(f Facts, p Problem, s ProblemStage, act ProblemAct, of string, at,
	now Instant) ProblemStep {
	return ProblemStep{
		ID: Key("problem-step", p.ID, of, strconv.Itoa(p.DueVersion), s.Name), ProblemID: p.ID, ProjectID: f.Project.ID,
		Act:  act,
		Step: s.Name, Department: p.Department, Due: p.Due, DueVersion: p.DueVersion, ByID: System.ID, ByName: System.Name,
		Trial: r.Trial(now.Date()), To: s.To, At: at,
	}
}

// problemAhead says what a project waits for.
func problemAhead(p Problem, act ProblemAct) Message {
	return Messagef("%s：%s类问题", WordOf(act), WordOf(p.Kind))
}

// morningsBy counts the working mornings after a day up to a moment.
func (r Rules) morningsBy(day Date, until Instant) int {
	n := r.Calendar.Between(day, until.Date())
	if n > 0 && r.Calendar.Workday(until.Date()) && until < until.Date().At(r.Ladder.Hour, 0) {
		n--
	}
	return n
}

// ProblemAtLeaders reports whether a problem that has been overdue for so many days has climbed to a leader.
func ProblemAtLeaders(days int) bool {
	return slices.ContainsFunc(ProblemLadder.Overdue, func(s ProblemStage) bool {
		return s.Days > 0 && days >= s.Days &&
			(slices.Contains(s.To, ToSponsor) || slices.Contains(s.To, ToDeputyInCharge))
	})
}

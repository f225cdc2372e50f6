package models_test

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"duban/internal/ladderoracle"
	"duban/models"
)

var (
	filler   = models.Actor{ID: "li", Name: "李"}
	reviewer = models.Actor{ID: "wang", Name: "王"}
)

// script is what will be tried on one project: drawn once, and run under different circumstances.
type script struct {
	broken     map[models.Date]bool
	followed   models.Instant
	plan       models.Money
	revised    bool // by the ladder of 2026
	milestones []scriptMilestone
	acts       []act
}

type scriptMilestone struct {
	due         models.Date
	controlling bool
}

// act is one thing a person tries, days after the one before. What is illegal at that moment is refused.
type act struct {
	days, hour int
	kind       string
	which      int // milestone, or how many months back
	amount     int // days of a move or a pause; percent of schedule
}

var actKinds = []string{
	"submit", "submit", "accept", "accept", "return", "report", "report", "report", "report", "move", "pause", "resume",
	"plan", "add", "drop", "delist", "close",
}

func drawScript(t *rapid.T) script {
	day := func(label string, low, high int) models.Date {
		return models.DateOf(2021, 1, 1) + models.Date(rapid.IntRange(low, high).Draw(t, label))
	}
	s := script{broken: map[models.Date]bool{}, plan: models.Money(rapid.IntRange(0, 9).Draw(t, "plan")) * 1_200_000_000}
	s.revised = rapid.Bool().Draw(t, "revised")
	s.followed = day("followed", 0, 150).At(rapid.SampledFrom([]int{8, 15}).Draw(t, "hour"), 30)
	for i := range rapid.IntRange(0, 12).Draw(t, "holidays") {
		first, worked := day(fmt.Sprint("holiday", i), 0, 600), rapid.Bool().Draw(t, "worked")
		for d := range rapid.IntRange(1, 8).Draw(t, "length") {
			s.broken[first+models.Date(d)] = worked
		}
	}
	for i := range rapid.IntRange(0, 5).Draw(t, "milestones") {
		s.milestones = append(s.milestones, scriptMilestone{day(fmt.Sprint("due", i), -60, 400), rapid.IntRange(0, 3).
			Draw(t, "controlling") > 0})
	}
	// rapid prefers short slices, in which little happens: every other script is long.
	least := rapid.SampledFrom([]int{0, 40}).Draw(t, "least")
	s.acts = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) act {
		return act{
			days: rapid.IntRange(0, 20).Draw(t, "days"), hour: rapid.SampledFrom([]int{0, 8, 9, 15, 23}).Draw(t, "hour"),
			kind: rapid.SampledFrom(actKinds).Draw(t, "kind"), which: rapid.IntRange(0, 5).Draw(t, "which"),
			amount: rapid.IntRange(-40, 120).Draw(t, "amount"),
		}
	}), least, 60).Draw(t, "acts")
	return s
}

// circumstances are how a script is run: by which function, how often it is asked, and when it cannot be asked.
type circumstances struct {
	advance    func(models.Rules, models.Facts, models.Instant) models.AdvanceResult
	hourly     bool        // ask on every full hour instead of at the next moment
	down, back models.Date // from the first midnight to the second nothing is accepted
	dark       bool        // and nothing is asked either
	backdate   bool        // pauses and their ends may be entered after the fact
}

// scriptRun is the result of a script, with what the oracle needs to compute it too.
type scriptRun struct {
	script script
	oracle ladderoracle.Project
	events []ladderoracle.Event // what was accepted
	last   models.Date          // the last day
	rules  models.Rules
	facts  models.Facts
	circumstances
	complain func(format string, args ...any)
	at       models.Instant // the last moment anything happened
	next     models.Moment
	outage   []models.Escalation // what the first look after the outage put on record
}

// tail is how many days a script goes on after the last act: enough for an item due then to climb to the top.
const tail = 60

// runScript runs the script as the project's workflow does: an act and a look at the ladder in one transaction, and a
// look whenever the next moment comes.
func runScript(s script, c circumstances, complain func(string, ...any)) *scriptRun {
	if c.advance == nil {
		c.advance = models.Rules.Advance
	}
	p := &scriptRun{circumstances: c, complain: complain}
	p.script, p.oracle = s, ladderoracle.Project{Code: "ZD-001", AnnualPlan: int64(s.plan)}
	days := []models.CalendarDay{}
	for d, worked := range s.broken {
		days = append(days, models.CalendarDay{Date: d, Working: worked})
	}
	name := models.DefaultLadder
	if s.revised {
		name = models.Ladder2026
	}
	p.facts = models.Facts{
		Project: models.Project{
			ID: "2021-ZD-001", Year: 2021, Code: "ZD-001", Name: "示范项目", AnnualPlan: s.plan, Status: models.ProjectOpen,
			FollowedSince: s.followed,
		},
		Memberships: []models.Membership{{ProgrammeID: "district-2021", ProjectID: "2021-ZD-001"}},
		Programmes:  []models.Programme{{ID: "district-2021", Kind: models.DistrictProgramme, Ladder: name}},
	}
	p.rules = models.RulesFor(p.facts, models.NewCalendar(days, []int{2020, 2021, 2022, 2023}))
	for _, m := range s.milestones {
		p.addMilestone(m.due, m.controlling, s.followed)
	}
	p.at = s.followed
	p.look(s.followed)
	for _, a := range s.acts {
		now := max((p.at.Date()+models.Date(a.days)).At(a.hour, 30), p.at+7*60_000)
		if p.down != 0 && now >= p.down.At(0, 0) && now < p.back.At(0, 0) {
			continue
		}
		p.wait(now)
		p.try(a, now)
		p.at = now
		p.look(now)
	}
	p.last = max(p.at.Date(), p.back) + tail
	p.wait(p.last.At(24, 0))
	return p
}

// wait asks at every moment that comes before now.
func (p *scriptRun) wait(now models.Instant) {
	if down, back := p.down.At(0, 0), p.back.At(0, 0); p.dark && p.at < back && back < now {
		p.ask(down)
		before := len(p.facts.Escalations)
		p.look(back)
		p.outage = p.facts.Escalations[before:]
	}
	p.ask(now)
}

func (p *scriptRun) ask(now models.Instant) {
	const hour = 3_600_000
	if p.hourly {
		for at := p.at - p.at%hour + hour; at < now; at += hour {
			p.look(at)
		}
		return
	}
	for p.next.At != 0 && p.next.At < now {
		p.look(p.next.At)
	}
}

// look asks the rules and puts what they say on record, and checks what must hold of every answer.
func (p *scriptRun) look(now models.Instant) {
	p.at = max(p.at, now)
	turn := p.advance(p.rules, p.facts, now)
	p.facts.Escalations = append(slices.Clone(p.facts.Escalations), turn.Records...)
	for _, c := range turn.Closings {
		i := slices.IndexFunc(p.facts.Escalations, func(e models.Escalation) bool { return e.ID == c.EscalationID })
		if i < 0 || p.facts.Escalations[i].ClosedAt != 0 {
			p.complain("%s: closing %v is not of an open record", now, c)
			continue
		}
		p.facts.Escalations[i].ClosedAt, p.facts.Escalations[i].CloseReason = now, c.Reason
	}
	for _, e := range turn.Records {
		if n := len(slices.DeleteFunc(slices.Clone(p.facts.Escalations), func(other models.Escalation) bool {
			return other.ID != e.ID
		})); n != 1 {
			p.complain("%s: on record %d times: %+v", now, n, e)
		}
		if e.At > now || e.RecordedAt != now {
			p.complain("%s: recorded for the future: %+v", now, e)
		}
	}
	p.facts.Project.NextAt, p.facts.Project.NextWhat = turn.Next.At, turn.Next.What
	if p.next = turn.Next; p.next.At != 0 && p.next.At <= now {
		p.complain("%s: the next moment %s is not ahead", now, p.next.At)
		p.next = models.Moment{}
	}
	if p.hourly { // which asks twice anyway
		return
	}
	second := models.Rules.Advance(p.rules, p.facts, now)
	if len(second.Records)+len(second.Closings) > 0 || second.Next != turn.Next {
		p.complain("%s: asked twice, the rules answered %+v after %+v", now, second, turn)
	}
}

// try carries out one act, and notes it for the oracle when it is accepted.
func (p *scriptRun) try(a act, now models.Instant) {
	key := fmt.Sprint(now)
	switch a.kind {
	case "submit":
		if m := p.pick(a.which); m != nil {
			out, err := p.rules.SubmitMilestone(&p.facts, models.SubmitMilestoneCommand{Milestone: m.ID, DoneOn: now.Date()},
				key, filler, now)
			if err == nil {
				p.note(now, ladderoracle.Event{ID: out.Submission.ID, Item: "milestone", Milestone: m.ID, Kind: "submitted"})
			}
		}
	case "accept":
		p.decide(models.Accept, now)
	case "return":
		p.decide(models.Return, now)
	case "report":
		p.report(now.Date().Month()-models.Month(a.which%3), a.amount, key, now)
	case "move":
		if m := p.pick(a.which); m != nil {
			date := now.Date() + models.Date(a.amount)
			if out, err := p.rules.ChangePlan(&p.facts, models.ChangePlanCommand{Change: models.PlanMove, Milestone: m.ID,
				Date: date, Reason: "延期"}, key, now); err == nil {
				p.note(now, ladderoracle.Event{Item: "milestone", Milestone: out.Moved.ID, Kind: "extended", Due: date.String()})
			}
		}
	case "pause", "resume":
		p.pause(a, key, now)
	case "plan":
		amount := models.Money(max(a.amount, 0)) * 120_000_000
		if _, err := p.rules.ChangePlan(&p.facts, models.ChangePlanCommand{Change: models.PlanAmount, AnnualPlan: amount,
			Reason: "调整"}, key, now); err == nil {
			p.note(now, ladderoracle.Event{Kind: "plan", PlanFen: int64(amount)})
		}
	case "add": // a later import brings another milestone
		p.addMilestone(now.Date()+models.Date(a.amount), a.which > 0, now)
	case "drop": // a later import leaves one out
		if m := p.pick(a.which); m != nil && m.Status == models.MilestoneOpen && p.followed() {
			m.Status = models.MilestoneDropped
			p.note(now, ladderoracle.Event{Item: "milestone", Milestone: m.ID, Kind: "dropped"})
		}
	case "delist":
		if a.amount > 110 && p.followed() {
			p.facts.Memberships = nil
			p.note(now, ladderoracle.Event{Kind: "closed"})
		}
	case "close":
		if a.amount > 110 {
			if _, err := p.rules.ChangePlan(&p.facts, models.ChangePlanCommand{Change: models.PlanClose, Reason: "销号"}, key,
				now); err == nil && len(p.facts.Memberships) > 0 {
				p.note(now, ladderoracle.Event{Kind: "closed"})
			}
		}
	}
}

func (p *scriptRun) addMilestone(due models.Date, controlling bool, now models.Instant) {
	if !p.followed() {
		return
	}
	n := len(p.facts.Milestones) + 1
	m := models.Milestone{
		ID: fmt.Sprint("m", n), Name: fmt.Sprint("节点", n), Position: n, Baseline: due, Due: due, DueVersion: 1,
		Controlling: controlling,
		Status:      models.MilestoneOpen, ArmedAt: now,
	}
	p.facts.Milestones = append(p.facts.Milestones, m)
	p.oracle.Milestones = append(p.oracle.Milestones, ladderoracle.Milestone{Name: m.ID, Due: due.String(),
		Controlling: controlling, Known: now.Time()})
}

func (p *scriptRun) pick(which int) *models.Milestone {
	if which >= len(p.facts.Milestones) {
		return nil
	}
	return &p.facts.Milestones[which]
}

// followed reports whether the project is open and on a list.
func (p *scriptRun) followed() bool {
	return p.facts.Project.Status == models.ProjectOpen && len(p.facts.Memberships) > 0
}

func (p *scriptRun) decide(decision models.Decision, now models.Instant) {
	waiting := slices.IndexFunc(p.facts.Submissions,
		func(s models.Submission) bool { return s.Status == models.SubmissionWaiting })
	if waiting < 0 {
		return
	}
	s := p.facts.Submissions[waiting]
	if _, err := p.rules.Review(&p.facts, models.ReviewCommand{Submission: s.ID, Decision: decision, Reason: "核对"}, nil,
		reviewer, now); err != nil {
		return
	}
	e := ladderoracle.Event{ID: s.ID, Item: string(s.Kind), Milestone: s.MilestoneID, Kind: "returned"}
	if s.Kind == models.SubmitReport {
		e.Month = s.Month.String()
	}
	if decision == models.Accept {
		e.Kind = "accepted"
		e.YTDFen = (*int64)(s.YTDAmount)
	}
	p.note(now, e)
}

// report hands in a month with a share of the plan's schedule as its year-to-date.
func (p *scriptRun) report(month models.Month, percent int, key string, now models.Instant) {
	before := models.Money(0)
	for _, r := range p.facts.Reports {
		if r.Month < month && r.ReportedYTD != nil {
			before = *r.ReportedYTD
		}
	}
	amount := max(p.script.plan*models.Money(month.Number()*max(percent, 0))/1200-before, 0)
	ytd := before + amount
	out, err := p.rules.ReportMonth(&p.facts, models.ReportMonthCommand{Month: month, MonthAmount: &amount,
		YTDAmount: &ytd}, key, filler, now)
	if err == nil {
		p.note(now, ladderoracle.Event{ID: out.Submission.ID, Item: "report", Month: month.String(), Kind: "submitted"})
	}
}

// pause stops or restarts the clock. Unless backdating is allowed, what is entered begins on a morning still to come.
func (p *scriptRun) pause(a act, key string, now models.Instant) {
	date := now.Date() + models.Date(a.amount/4)
	first := now.Date()
	if now >= first.At(9, 0) {
		first++
	}
	if !p.backdate {
		date = max(date, first)
	}
	change := models.PlanPause
	if a.kind == "resume" {
		change = models.PlanResume
	}
	out, err := p.rules.ChangePlan(&p.facts, models.ChangePlanCommand{Change: change, Date: date, Reason: "停工",
		MovesDue: models.Answer([]string{"yes", "no"}[a.which%2])}, key, now)
	switch {
	case err != nil:
	case out.Paused != nil:
		p.note(now, ladderoracle.Event{Kind: "paused", Due: date.String()})
	default:
		p.note(now, ladderoracle.Event{Kind: "resumed", Due: date.String()})
		for _, s := range out.Shifted {
			p.note(now, ladderoracle.Event{Item: "milestone", Milestone: s.Milestone.ID, Kind: "extended",
				Due: s.Change.Due.String()})
		}
	}
}

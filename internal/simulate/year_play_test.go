package simulate

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"duban/internal/ladderoracle"
	"duban/models"
)

// yearPlay is the memory's program as it is used in a whole year: extensions, pauses, exemptions, other plans and
// closed projects are asked for and decided; milestones are scheduled by templates, forwards and backwards, and follow
// each other; estimates are given; rules are drafted, adopted and used in mid-year, stricter ones for city-major
// projects; and each month has its round.
type yearPlay struct {
	*memory
	simulation *Simulation
	random     *rand.Rand
	problem    func(format string, args ...any) // tells of a difference

	closed    map[string]bool // codes
	ends      map[string]bool // projects whose pause has its end already, or was refused
	granted   []ladderoracle.Granted
	scheduled map[string][]scheduledStep // by code
	rules     []ruleTime
	rounds    []*playedRound
	settings  models.RoundSettings
	given     []ladderoracle.RoundAct // estimates and amounts, see Subject
	n         map[string]int          // what was done, by kind
	keys      int
}

// scheduledStep is a milestone that a template brought, with the day that the oracle gave it.
type scheduledStep struct {
	Name        string
	Due         string
	Controlling bool
	Known       models.Instant
}

// playYear runs a year with a play.
func playYear(ctx context.Context, o Options, problem func(format string, args ...any)) (*Year, *yearPlay, error) {
	if err := o.complete(); err != nil {
		return nil, nil, err
	}
	p := &yearPlay{memory: newMemory(o), random: rand.New(rand.NewPCG(o.Seed, 14)), problem: problem,
		closed: map[string]bool{}, ends: map[string]bool{}, scheduled: map[string][]scheduledStep{}, n: map[string]int{}}
	p.simulation = newSimulation(o, p)
	p.settings = models.DefaultRoundSettings("")
	if o.Seed%2 == 1 {
		p.settings.OpensDay, p.settings.EstimateDay, p.settings.CityDay, p.settings.CityLead, p.settings.PreReviewDays = 23,
			26,
			8, 2, 3
	}
	p.simulation.At(o.From.At(10, 15), p.begin)
	if err := p.memory.run(ctx, p.simulation); err != nil {
		return nil, p, err
	}
	y, err := p.simulation.year(ctx)
	return y, p, err
}

func (p *yearPlay) key(what string) string {
	p.keys++
	return fmt.Sprintf("year/%s/%d", what, p.keys)
}

// begin draws what will be done in the year beside what owners do.
func (p *yearPlay) begin(ctx context.Context, now models.Instant) error {
	year := p.From.Year()
	for i, one := range p.projects {
		code := one.facts.Project.Code
		switch i % 3 {
		case 0:
			p.at(now, 200, func(ctx context.Context, now models.Instant) error { return p.schedule(ctx, code, now) })
		case 1:
			p.at(now, 120, func(ctx context.Context, now models.Instant) error { return p.link(code, now) })
		}
		switch i % 4 {
		case 0:
			p.at(now, 280, func(_ context.Context, now models.Instant) error {
				from := now.Date() + 2 + models.Date(p.random.IntN(10))
				return p.ask(code, models.RequestCommand{Kind: models.RequestExemption, Date: from,
					Until: from + models.Date(p.random.IntN(25)), Reason: "等待上级批复", Document: "申请文件"}, now)
			})
		case 1:
			p.at(now, 300, func(_ context.Context, now models.Instant) error { return p.askPlan(code, now) })
		}
		if i%11 == 5 {
			p.at(models.DateOf(year, 5, 1).At(0, 0), 150, func(_ context.Context, now models.Instant) error {
				return p.ask(code, models.RequestCommand{Kind: models.RequestClose, Reason: "竣工投产", Document: "申请文件"}, now)
			})
		}
	}
	for month := models.MonthOf(year, 2); month <= models.MonthOf(year, 12); month++ {
		p.planRound(month)
	}
	for i, day := range []models.Date{models.DateOf(year, 4, 6), models.DateOf(year, 8, 3)} {
		day = p.Calendar(nil).OnOrAfter(day + models.Date(p.random.IntN(40)))
		p.simulation.At(day.At(10, 30), func(_ context.Context, now models.Instant) error { return p.adopt(i, now) })
	}
	return p.daily(ctx, now)
}

// at has something done on a working day within a number of days from a moment on.
func (p *yearPlay) at(from models.Instant, days int, do func(ctx context.Context, now models.Instant) error) {
	day := p.Calendar(nil).OnOrAfter(from.Date() + 3 + models.Date(p.random.IntN(days)))
	p.simulation.At(day.At(11, 1+p.random.IntN(58)), do)
}

// daily begins the rounds that are to be followed, and compares on some days when milestones are expected.
func (p *yearPlay) daily(_ context.Context, now models.Instant) error {
	p.simulation.At((now.Date()+1).At(0, 10), p.daily)
	p.beginRounds(now)
	if now.Date()%9 == 0 {
		p.compareExpected(now)
	}
	return nil
}

// do carries out what people ask for. A move or a pause that an owner can ask for is asked for.
func (p *yearPlay) do(ctx context.Context, c Command) (object string, err error) {
	if p.closed[c.Project] {
		return "", tooLate(c.Body, p.now.Date())
	}
	pr := p.find(c.Project)
	switch body := c.Body.(type) {
	case models.ReviewCommand:
		i := slices.IndexFunc(pr.facts.Submissions, func(s models.Submission) bool { return s.ID == body.Submission })
		if i >= 0 && pr.facts.Submissions[i].Status != models.SubmissionWaiting { // it was withdrawn
			return "", nil
		}
	case models.ChangePlanCommand:
		if asked, done, err := p.change(c, body); done {
			return asked, err
		}
	}
	object, err = p.memory.do(ctx, c)
	if err != nil {
		return object, err
	}
	switch body := c.Body.(type) {
	case models.SubmitMilestoneCommand:
		if chance(p.random, 8) {
			p.simulation.At((p.now.Date()+1).At(8, 1+p.random.IntN(4)), func(_ context.Context, now models.Instant) error {
				return p.withdraw(c.Project, now)
			})
		}
	case models.ReportMonthCommand:
		p.noteReport(c.Project, object, body)
	case models.ChangePlanCommand:
		if body.Change == models.PlanMove {
			p.grant(c.Project, "extension", ladderoracle.Granted{Milestone: p.nameOf(pr, body.Milestone),
				From: body.Date.String()})
		}
	}
	p.wakeRounds(p.now)
	return object, nil
}

// change has a move or a pause asked for; done is false for one that the office enters itself.
func (p *yearPlay) change(c Command, change models.ChangePlanCommand) (object string, done bool, err error) {
	pr := p.find(c.Project)
	switch change.Change {
	case models.PlanMove:
		i := slices.IndexFunc(pr.facts.Milestones, func(m models.Milestone) bool { return m.ID == change.Milestone })
		m := pr.facts.Milestones[i]
		if m.Status != models.MilestoneOpen || m.Due == change.Date { // accepted meanwhile, or moved by a pause
			return change.Milestone, true, nil
		}
		if change.Date <= m.Due || change.Date < p.now.Date() {
			return "", false, nil
		}
		return change.Milestone, true, p.ask(c.Project, models.RequestCommand{Kind: models.RequestExtension,
			Milestone: change.Milestone, Date: change.Date, Reason: change.Reason, Document: "申请文件"}, p.now)
	case models.PlanPause:
		asked := models.RequestCommand{Kind: models.RequestPause, Date: change.Date, Reason: change.Reason,
			Document: "停工报告", MovesDue: []models.Answer{models.Yes, models.No}[p.random.IntN(2)]}
		if chance(p.random, 40) {
			asked.Until, p.ends[c.Project] = change.Date+models.Date(5+p.random.IntN(25)), true
		}
		return "", true, p.ask(c.Project, asked, p.now)
	case models.PlanResume:
		if p.ends[c.Project] {
			return "", true, nil
		}
		object, err := p.memory.do(context.Background(), c)
		if err == nil {
			p.grant(c.Project, "resume", ladderoracle.Granted{From: change.Date.String()})
			p.wakeRounds(p.now)
		}
		return object, true, err
	}
	return "", false, nil
}

func (p *yearPlay) nameOf(pr *project, milestone string) string {
	for _, m := range pr.facts.Milestones {
		if m.ID == milestone {
			return m.Name
		}
	}
	return ""
}

// grant notes what was granted, for the oracle.
func (p *yearPlay) grant(code, kind string, g ladderoracle.Granted) {
	g.Project, g.Kind, g.At = code, kind, p.now.Time()
	p.granted = append(p.granted, g)
	p.n[kind]++
}

package models_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"duban/internal/calendar"
	"duban/models"
)

// roundOf2021 is a district's programme of 2021, live since January.
var roundOf2021 = models.Programme{ID: "district-2021", Year: 2021, Name: "2021年区重点项目", Ladder: models.NewLadder,
	Colours: models.DefaultColours, Curve: "linear", LiveFrom: models.DateOf(2021, 1, 1)}

var holidays = calendar.With(nil)

// roundPlay is a round with projects whose reports and estimates a test changes.
type roundPlay struct {
	programme models.Programme
	settings  models.RoundSettings
	record    models.MonthRound
	facts     []models.Facts
	closings  []models.MonthClosing
	steps     []models.RoundStep
	told      map[string]models.OutboxMessage
}

func newRoundPlay(month models.Month, projects int) *roundPlay {
	p := &roundPlay{programme: roundOf2021, settings: models.DefaultRoundSettings("district-2021"),
		record: models.MonthRound{ID: "round-1", ProgrammeID: "district-2021", Month: month},
		told:   map[string]models.OutboxMessage{}}
	for i := range projects {
		id := fmt.Sprintf("p-%d", i)
		p.facts = append(p.facts, models.Facts{Programmes: []models.Programme{p.programme},
			Memberships: []models.Membership{{ProgrammeID: p.programme.ID, ProjectID: id, Position: i + 1}},
			Project: models.Project{ID: id, Year: 2021, Code: id, Name: "项目" + id, OwnerID: "org-owner" + id,
				ResponsibleUnitID: "org-unit", Status: models.ProjectOpen, FollowedSince: models.DateOf(2021, 1, 4).At(9, 0)}})
	}
	return p
}

func (p *roundPlay) rules() models.RoundRules {
	return models.NewRoundRules(p.programme, holidays)
}

func (p *roundPlay) known(now models.Instant) models.RoundFacts {
	return models.NewRoundFacts(p.programme, p.settings, p.record, p.facts, p.closings, p.steps, holidays, now)
}

// wake does what the round's activity does, and returns the steps that are new.
func (p *roundPlay) wake(now models.Instant) (kinds []models.RoundStepKind, next models.Moment) {
	turn := p.rules().Advance(p.known(now), now)
	p.steps = append(p.steps, turn.Steps...)
	for _, m := range turn.Messages {
		p.told[m.Key] = m
	}
	for _, s := range turn.Steps {
		kinds = append(kinds, s.Kind)
	}
	return kinds, turn.Next
}

// close adds a version of a closing.
func (p *roundPlay) close(kind models.ClosingKind, reopened bool, at models.Instant) {
	version := 1
	for _, c := range p.closings {
		if c.Kind == kind {
			version++
		}
	}
	p.closings = append(p.closings, models.MonthClosing{ID: fmt.Sprint(kind, version), Kind: kind, Version: version,
		Month: p.record.Month, At: at, Reopened: reopened})
}

func at(month, day, hour int) models.Instant { return models.DateOf(2021, month, day).At(hour, 0) }

// The days of a round: an estimate due on a day off goes up earlier, and is asked for then; the verified figures are
// counted back from the city's day; December's round is over in January.
func TestRoundDays(t *testing.T) {
	for _, tt := range []struct {
		month   models.Month
		change  func(*models.RoundSettings)
		want    [5]string // opens, estimate, reports, verified, ask to close
		because string
	}{
		{models.MonthOf(2021, 6), nil, [5]string{"2021-06-25", "2021-06-25", "2021-07-05", "2021-07-05", "2021-07-12"},
			"working days"},
		{models.MonthOf(2021, 7), nil, [5]string{"2021-07-23", "2021-07-23", "2021-08-05", "2021-08-05", "2021-08-12"},
			"25 July is a Sunday"},
		{models.MonthOf(2021, 9), nil, [5]string{"2021-09-24", "2021-09-24", "2021-09-30", "2021-09-30", "2021-10-13"},
			"25 September is a Saturday, 5 October in the holiday"},
		{models.MonthOf(2021, 6), func(s *models.RoundSettings) { s.EstimateDay, s.CityDay, s.CityLead = 28, 10, 2 },
			[5]string{"2021-06-25", "2021-06-28", "2021-07-05", "2021-07-07", "2021-07-12"},
			"10 July is a Saturday: the 9th, two working days back"},
		{models.MonthOf(2021, 12), nil, [5]string{"2021-12-24", "2021-12-24", "2022-01-05", "2022-01-05", "2022-01-12"},
			"December closes in January"},
	} {
		s := models.DefaultRoundSettings("p")
		if tt.change != nil {
			tt.change(&s)
		}
		days := holidays
		var got [5]string
		for _, r := range models.LadderOf(models.NewLadder).RoundsBy(days, 2021) {
			if r.Month == tt.month {
				d := s.Days(r, days)
				got = [5]string{d.Opens.String(), d.Estimate.String(), d.Due.String(), d.Verified.String(), d.AskClose.String()}
			}
		}
		if got != tt.want {
			t.Errorf("%s, %s: %v, want %v", tt.month, tt.because, got, tt.want)
		}
	}
}

// A round from its opening to its end, one step after another, each told to who has to act.
func TestARoundGoesItsCourse(t *testing.T) {
	june := models.MonthOf(2021, 6)
	p := newRoundPlay(june, 2)
	expect := func(now models.Instant, stage models.RoundStage, want ...models.RoundStepKind) {
		t.Helper()
		got, _ := p.wake(now)
		if !slices.Equal(got, want) {
			t.Errorf("%s: steps %v, want %v", now, got, want)
		}
		if again, _ := p.wake(now); len(again) > 0 {
			t.Errorf("%s: again %v", now, again)
		}
		if s := p.rules().Stage(p.known(now), now); s != stage {
			t.Errorf("%s: stage %s, want %s", now, s, stage)
		}
	}
	expect(at(6, 25, 8), models.RoundAhead)
	expect(at(6, 25, 9), models.RoundEstimating, models.RoundOpens)
	hundred := models.Money(100)
	p.facts[0].Reports = []models.Report{{ProjectID: "p-0", Month: june, Status: models.ReportOpen, Estimate: &hundred}}
	expect(at(6, 25, 14), models.RoundEstimating, models.RoundEstimateAsk)
	if _, asked := p.told["round/round-1/estimate_ask/org-ownerp-0"]; asked {
		t.Error("the owner with an estimate is reminded")
	}
	if m := p.told["round/round-1/estimate_ask/org-ownerp-1"]; m.PartyID != "org-ownerp-1" {
		t.Errorf("the owner without one is not reminded: %+v", p.told)
	}
	expect(at(6, 28, 9), models.RoundReporting, models.RoundEstimateLate)
	p.close(models.ClosedEstimate, false, at(6, 28, 10))
	expect(at(6, 28, 11), models.RoundReporting, models.RoundEstimateUp)
	for i := range p.facts {
		f := &p.facts[i]
		f.Reports = []models.Report{{ProjectID: f.Project.ID, Month: june, Status: models.ReportWaiting}}
		f.Submissions = []models.Submission{{ID: "s-" + f.Project.ID, ProjectID: f.Project.ID, Kind: models.SubmitReport,
			Month: june, Status: models.SubmissionWaiting, SubmittedAt: at(6, 29, 10)}}
	}
	p.facts[0].Submissions[0].PreReviewedAt = at(6, 30, 10)
	expect(at(6, 30, 10), models.RoundReviewing)
	expect(at(7, 2, 9), models.RoundReviewing, models.RoundPreReviewLate) // two working days: Thursday the 1st
	for i := range p.facts {
		p.facts[i].Reports[0].Status, p.facts[i].Submissions[0].Status = models.ReportApproved, models.SubmissionAccepted
		p.facts[i].Submissions[0].DecidedAt = at(7, 2, 10)
	}
	p.close(models.ClosedMonth, false, at(7, 2, 10))
	expect(at(7, 2, 10), models.RoundVerifying, models.RoundIsClosed)
	expect(at(7, 5, 9), models.RoundVerifying, models.RoundVerifiedAsk)
	p.close(models.ClosedVerified, false, at(7, 5, 11))
	expect(at(7, 5, 11), models.RoundClosed, models.RoundVerifiedUp)
	p.close(models.ClosedMonth, true, at(7, 20, 10))
	expect(at(7, 20, 10), models.RoundToBeClosed, models.RoundReopened)
	// opened: two owners; asked: the owner without, the office; late: its head; the unit; the office
	if n := len(p.told); n != 7 {
		t.Errorf("messages: %d %v", n, p.told)
	}
}

// After weeks without the program what was due is recorded, and the office gets one message.
func TestARoundAfterDowntimeIsOneMessage(t *testing.T) {
	p := newRoundPlay(models.MonthOf(2021, 6), 3)
	p.record.BegunAt = at(6, 10, 9)
	kinds, _ := p.wake(at(7, 20, 9))
	if len(kinds) < 6 || len(p.told) != 1 {
		t.Errorf("steps %v, messages %d: want all steps and one message", kinds, len(p.told))
	}
	trial := newRoundPlay(models.MonthOf(2021, 6), 3)
	trial.programme.LiveFrom = 0
	for day := models.DateOf(2021, 6, 20); day < models.DateOf(2021, 7, 20); day++ {
		trial.wake(day.At(15, 0))
	}
	if len(trial.steps) < 6 || len(trial.told) != 0 {
		t.Errorf("on trial: %d steps, %d messages", len(trial.steps), len(trial.told))
	}
}

// Whatever people do and whenever the process wakes: a step is recorded once, none that was due is missing, the stage
// is one that what is on record allows, and waking at the next moments alone records the same steps as waking often.
func TestNoSequenceOfActsBreaksARound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		month := models.MonthOf(2021, rapid.IntRange(2, 12).Draw(t, "month"))
		often, seldom := newRoundPlay(month, 2), newRoundPlay(month, 2)
		seldom.facts = often.facts
		start := month.Day(20).At(0, 0)
		due := models.Instant(0) // seldom wakes at its next moment and when something changes
		for hour := range 24 * 40 {
			now := start + models.Instant(hour)*3_600_000
			acted := rapid.IntRange(0, 40).Draw(t, "acts") == 0
			if acted {
				actInRound(t, often, month, now)
				seldom.facts, seldom.closings = often.facts, often.closings
			}
			if rapid.Bool().Draw(t, "wakes") || acted {
				often.wake(now)
			}
			if acted || hour == 0 || due != 0 && due <= now {
				_, next := seldom.wake(now)
				due = next.At
			}
			checkRound(t, often, now)
		}
		end := start + 24*40*3_600_000
		often.wake(end)
		seldom.wake(end)
		if a, b := stepsOf(often), stepsOf(seldom); !slices.Equal(a, b) {
			t.Fatalf("waking often: %v\nat its moments: %v", a, b)
		}
	})
}

func actInRound(t *rapid.T, p *roundPlay, month models.Month, now models.Instant) {
	p.facts = slices.Clone(p.facts)
	i := rapid.IntRange(0, len(p.facts)-1).Draw(t, "project")
	f, hundred := p.facts[i], models.Money(100)
	switch rapid.IntRange(0, 7).Draw(t, "act") {
	case 0:
		f.Reports = []models.Report{{ProjectID: f.Project.ID, Month: month, Status: models.ReportOpen, Estimate: &hundred}}
	case 1:
		if len(f.Submissions) == 0 {
			f.Reports = []models.Report{{ProjectID: f.Project.ID, Month: month, Status: models.ReportWaiting}}
			f.Submissions = []models.Submission{{ID: "s-" + f.Project.ID, ProjectID: f.Project.ID, Kind: models.SubmitReport,
				Month: month, Status: models.SubmissionWaiting, SubmittedAt: now}}
		}
	case 2, 3:
		if len(f.Submissions) > 0 && f.Submissions[0].DecidedAt == 0 {
			f.Submissions, f.Reports = slices.Clone(f.Submissions), slices.Clone(f.Reports)
			f.Submissions[0].Status, f.Submissions[0].DecidedAt = models.SubmissionAccepted, now
			f.Reports[0].Status = models.ReportApproved
		}
	case 4:
		p.close(models.ClosedEstimate, false, now)
	case 5:
		p.close(models.ClosedVerified, false, now)
	case 6:
		p.close(models.ClosedMonth, false, now)
	case 7:
		p.close(models.ClosedMonth, true, now)
	}
	p.facts[i] = f
}

// checkRound fails when a step is on record twice, or the stage contradicts what is on record.
func checkRound(t *rapid.T, p *roundPlay, now models.Instant) {
	seen := map[string]bool{}
	for _, s := range p.steps {
		if seen[s.ID] {
			t.Fatalf("%s: step %s %s twice", now, s.Kind, s.Subject)
		}
		seen[s.ID] = true
	}
	stage := p.rules().Stage(p.known(now), now)
	var closed, verified, estimated bool
	for _, c := range p.closings {
		switch c.Kind {
		case models.ClosedMonth:
			closed = !c.Reopened
		case models.ClosedVerified:
			verified = true
		case models.ClosedEstimate:
			estimated = true
		}
	}
	if stage == models.RoundClosed && !closed || stage == models.RoundToBeClosed && (closed || !verified) ||
		stage == models.RoundEstimating && (estimated || closed || verified) ||
		stage == models.RoundReviewing && (closed || verified) {
		t.Fatalf("%s: stage %s with closed %t, verified %t, estimated %t", now, stage, closed, verified, estimated)
	}
}

func stepsOf(p *roundPlay) (all []string) {
	for _, s := range p.steps {
		all = append(all, s.At.String()+" "+string(s.Kind)+" "+s.Subject)
	}
	slices.Sort(all)
	return all
}

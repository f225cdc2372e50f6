package simulate

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"duban/internal/ladderoracle"
	"duban/models"
)

// playedRound is the round of a month with what is on record of it.
type playedRound struct {
	record   models.MonthRound
	closings []models.MonthClosing
	steps    []models.RoundStep
	asked    []string // owners who were asked for an estimate, with the step
	ended    bool
}

// district is the list whose rounds are played.
func (p *yearPlay) district() models.Programme { return districtOf(p.projects[0].facts) }

func (p *yearPlay) listed() (facts []models.Facts) {
	for _, pr := range p.projects {
		facts = append(facts, pr.facts)
	}
	return facts
}

// beginRounds begins the rounds that are to be followed, and looks at all.
func (p *yearPlay) beginRounds(now models.Instant) {
	var known []models.MonthRound
	for _, r := range p.rounds {
		known = append(known, r.record)
	}
	for _, r := range models.RoundsToBegin(p.district(), p.settings, known, p.Calendar(nil), now) {
		p.rounds = append(p.rounds, &playedRound{record: r})
	}
	p.wakeRounds(now)
}

// wakeRounds looks at the rounds that are not over, and has each wake at its next moment.
func (p *yearPlay) wakeRounds(now models.Instant) {
	rules := models.NewRoundRules(p.district(), p.Calendar(nil))
	for _, r := range p.rounds {
		if r.ended {
			continue
		}
		f := models.NewRoundFacts(p.district(), p.settings, r.record, p.listed(), r.closings, r.steps, p.Calendar(nil), now)
		turn := rules.Advance(f, now)
		for _, s := range turn.Steps {
			if slices.ContainsFunc(r.steps, func(o models.RoundStep) bool { return o.ID == s.ID }) {
				p.problem("%s: step %s twice", r.record.Month, s.Kind)
			}
		}
		r.steps = append(r.steps, turn.Steps...)
		for _, m := range turn.Messages {
			if m.Audience == models.ToOwnerContact {
				r.asked = append(r.asked, strings.Split(m.Key, "/")[2]+" asks "+m.PartyID)
			}
		}
		r.ended = turn.Stage == models.RoundClosed
		if at := turn.Next.At; at != 0 && at != r.record.NextAt && !r.ended {
			r.record.NextAt = at
			p.simulation.At(at, func(_ context.Context, now models.Instant) error {
				p.wakeRounds(now)
				return nil
			})
		}
	}
}

// planRound draws when estimates are given, and when the office confirms the two forms, closes the month and opens it
// again.
func (p *yearPlay) planRound(month models.Month) {
	days := p.Calendar(nil)
	estimate := p.settings.ConfirmedBy(models.ClosedEstimate, month, days)
	verified := p.settings.ConfirmedBy(models.ClosedVerified, month, days)
	for _, pr := range p.projects {
		code := pr.facts.Project.Code
		if chance(p.random, 60) {
			on := max(month.Day(25), estimate-1)
			p.simulation.At(on.At(10+p.random.IntN(7), 1+p.random.IntN(58)), func(ctx context.Context,
				_ models.Instant) error {
				return p.estimate(ctx, code, month)
			})
		}
	}
	confirm := func(kind models.ClosingKind, from models.Date, hour int) {
		switch n := p.random.IntN(100); {
		case n < 10:
			return
		case n < 40:
			from = days.Add(from, 1+p.random.IntN(9))
		}
		p.simulation.At(from.At(hour, 20+p.random.IntN(30)), func(_ context.Context, now models.Instant) error {
			p.close(kind, month, false, now)
			return nil
		})
	}
	confirm(models.ClosedEstimate, estimate, []int{11, 16}[p.random.IntN(2)])
	confirm(models.ClosedVerified, verified, 16)
	closes := days.Add(verified, p.random.IntN(9))
	p.simulation.At(closes.At(17, 5), func(_ context.Context, now models.Instant) error {
		p.close(models.ClosedMonth, month, false, now)
		return nil
	})
	if chance(p.random, 25) {
		for i, reopens := range []bool{true, false} {
			p.simulation.At(days.Add(closes, 3+4*i).At(15, 5), func(_ context.Context, now models.Instant) error {
				p.close(models.ClosedMonth, month, reopens, now)
				return nil
			})
		}
	}
}

// estimate gives a month's estimate, unless the month was handed in or cannot be reported.
func (p *yearPlay) estimate(ctx context.Context, code string, month models.Month) error {
	if p.closed[code] {
		return nil
	}
	pr := p.find(code)
	amount := pr.facts.Project.AnnualPlan.Share(1, 12)
	_, err := p.do(ctx, Command{Key: p.key("estimate"), Project: code, By: OwnerOf(pr.facts.Project),
		Body: models.ReportMonthCommand{Month: month, Estimate: &amount, Confirmed: true}})
	if c := codeOf(err); c == "already_waiting" || c == "month_approved" || c == "window_closed" {
		return nil
	}
	return err
}

// noteReport keeps that an amount was given, and has the unit give its opinion on a report some days later, or not.
func (p *yearPlay) noteReport(code, object string, c models.ReportMonthCommand) {
	p.given = append(p.given, ladderoracle.RoundAct{Kind: "given", At: p.now.Time(), Project: code,
		Subject: c.Month.String()})
	if c.MonthAmount == nil {
		p.n["estimate"]++
		return
	}
	if !chance(p.random, 60) {
		return
	}
	at := p.Calendar(nil).Add(p.now.Date(), 1+p.random.IntN(4)).At(16, 1+p.random.IntN(58))
	p.simulation.At(at, func(ctx context.Context, _ models.Instant) error {
		pr := p.find(code)
		for _, s := range pr.facts.Submissions {
			unit := unitOf(pr.facts.Project)
			if s.ID == object && s.Status == models.SubmissionWaiting && s.ByID != unit.ID &&
				pr.facts.Project.ResponsibleUnitID != "" {
				p.n["opinion"]++
				_, err := p.do(ctx, Command{Key: p.key("opinion"), Project: code, By: unit,
					Body: models.ReviewCommand{Submission: object, Level: models.LevelPre, Decision: models.Accept}})
				return err
			}
		}
		return nil
	})
}

// close confirms a form as it goes up, closes a month, or opens it again.
func (p *yearPlay) close(kind models.ClosingKind, month models.Month, reopens bool, now models.Instant) {
	for _, r := range p.rounds {
		if r.record.Month != month {
			continue
		}
		version := 1
		for _, c := range r.closings {
			if c.Kind == kind {
				version++
			}
		}
		r.closings = append(r.closings, models.MonthClosing{ID: fmt.Sprint(month, kind, version), Kind: kind, Month: month,
			Version: version, At: now, Reopened: reopens})
		r.ended = false // what is confirmed or opened again is looked at
		p.n["closing "+string(kind)]++
	}
	p.wakeRounds(now)
}

// compareRounds compares every step of every round, and who was asked for an estimate.
func (p *yearPlay) compareRounds(plan ladderoracle.Plan, events []ladderoracle.Event, y *Year) {
	owners := map[string]string{}
	for _, f := range y.Facts {
		owners[f.Project.Code] = f.Project.OwnerID
	}
	for _, r := range p.rounds {
		month := r.record.Month
		acts := slices.DeleteFunc(slices.Clone(p.given), func(a ladderoracle.RoundAct) bool {
			return a.Subject != month.String()
		})
		for _, c := range r.closings {
			kind := string(c.Kind)
			if c.Kind == models.ClosedMonth {
				kind = "closed"
				if c.Reopened {
					kind = "reopened"
				}
			}
			acts = append(acts, ladderoracle.RoundAct{Kind: kind, At: c.At.Time()})
		}
		for _, f := range y.Facts {
			for _, s := range f.Submissions {
				if s.Kind != models.SubmitReport || s.Month != month || f.Project.ResponsibleUnitID == "" {
					continue
				}
				for kind, at := range map[string]models.Instant{"handed in": s.SubmittedAt, "passed": s.PreReviewedAt,
					"decided": s.DecidedAt} {
					if at != 0 {
						acts = append(acts, ladderoracle.RoundAct{Kind: kind, At: at.Time(), Project: f.Project.Code, Subject: s.ID})
					}
				}
			}
		}
		got := slices.Clone(r.asked)
		for _, s := range r.steps {
			subject := ""
			if s.Kind == models.RoundPreReviewLate {
				subject = s.Subject
			}
			got = append(got, fmt.Sprintf("%s %s at %s, silent %v", s.Kind, subject, s.At.Minute(), s.PassedOver))
			p.n["round step "+string(s.Kind)]++
		}
		want := ladderoracle.RoundLines(plan, events, ladderoracle.RoundPlan{Year: month.Year(), Month: month.Number(),
			Opens: p.settings.OpensDay, Estimate: p.settings.EstimateDay, City: p.settings.CityDay, Lead: p.settings.CityLead,
			Review: p.settings.PreReviewDays, Begun: r.record.BegunAt.Time()}, acts, owners, y.To.At(23, 59).Time())
		differ(p.problem, "round "+month.String(), got, want)
	}
}
